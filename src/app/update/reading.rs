//! The keys that step through the readings of a filter's word.

use crate::app::message::Effect;
use crate::app::reading::Rereading;
use crate::app::state::App;
use tui_input::Input;

impl App {
    /// Takes the next or previous reading of the filter's last word that has others.
    pub(super) fn read_otherwise(&mut self, step: isize) -> Vec<Effect> {
        let going_on = self.rereading.take().filter(|begun| begun.query() == self.list.query);
        let Some(mut rereading) = going_on.or_else(|| Rereading::begin(self)) else {
            let words = if self.list.query.is_empty() {
                "nothing is filtered"
            } else {
                "nothing else fits the filter"
            };
            self.told = Some(words.to_owned());
            return Vec::new();
        };
        rereading.step(step);
        let (query, told) = (rereading.query(), rereading.told());
        self.rereading = Some(rereading);
        if let Some(prompt) = &mut self.prompt {
            prompt.input = Input::new(query.clone());
        }
        let effects = self.filter(&query);
        self.told = Some(told);
        effects
    }
}
