//! Looking at the earlier versions of an article.

use crate::app::message::Effect;
use crate::app::state::App;
use crate::app::versions;
use crate::library::Past;

impl App {
    /// Asks for the earlier versions of the article that is meant.
    pub(super) fn ask_versions(&mut self) -> Vec<Effect> {
        let Some((article, library)) = self.subject().zip(self.library.as_ref()) else { return Vec::new() };
        let id = library.corpus.head(article).id.to_string();
        if library.revised.contains_key(&id) {
            return vec![Effect::Versions(id)];
        }
        self.told = Some("there is one version of this article".to_owned());
        Vec::new()
    }

    /// Shows what changed between the versions of an article.
    pub(super) fn show_versions(&mut self, id: &str, past: &[Past]) {
        let Some(library) = &self.library else { return };
        let Some(&revised) = library.revised.get(id) else { return };
        let corpus = &library.corpus;
        let article = corpus.find(id);
        self.page = article.map(|article| versions::page(&corpus.article(article), revised, past));
    }
}
