//! Work that goes on beside the screen: what was asked for and is not answered yet, and what of it is told because it
//! takes long. There is no clock here: whoever runs the work says when somebody has waited long enough.

use super::message::{Job, Message};

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// The articles.
    Load,
    /// What a filter finds.
    Filter,
    /// The line of events.
    Line,
    /// A comparison.
    Compare,
    /// Other accounts.
    Account,
    /// Words in a long article.
    Look,
    /// The articles joined anew after a correction.
    Correct,
    /// New articles joined with the rest.
    Renew,
}

impl Work {
    /// What is told of it on the line at the top; `None` where it is told in the pane that waits for it.
    #[must_use]
    pub const fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::Load | Self::Filter | Self::Line => return None,
            Self::Compare => "comparing …",
            Self::Account => "gathering other accounts …",
            Self::Look => "looking …",
            Self::Correct => "joining the articles anew …",
            Self::Renew => "taking in what came …",
        })
    }

    /// What a job is for; `None` where a pane says so from the beginning, or nobody waits.
    const fn of(job: &Job) -> Option<Self> {
        Some(match job {
            Job::Filter { .. } => Self::Filter,
            Job::Line { .. } => Self::Line,
            Job::Compare { .. } => Self::Compare,
            Job::Account { .. } => Self::Account,
            Job::Look { .. } => Self::Look,
            Job::Correct { .. } => Self::Correct,
            Job::Renew { .. } => Self::Renew,
            Job::Count { .. } | Job::Portray { .. } | Job::Search { .. } | Job::Tally { .. } => return None,
        })
    }

    /// What a message answers, and which request.
    const fn answered(message: &Message) -> Option<(Self, u64)> {
        Some(match message {
            Message::Loaded(_) => (Self::Load, 0),
            Message::Filtered(generation, _) => (Self::Filter, *generation),
            Message::Lined(generation, _) => (Self::Line, *generation),
            Message::Compared(generation, _) => (Self::Compare, *generation),
            Message::Accounted(generation, _) => (Self::Account, *generation),
            Message::Found(generation, _) => (Self::Look, *generation),
            Message::Corrected(generation, _) => (Self::Correct, *generation),
            Message::Renewed(generation, _) => (Self::Renew, *generation),
            _ => return None,
        })
    }
}

/// One kind of work that is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Request {
    work: Work,
    /// The newest request: the answer to it ends the waiting.
    generation: u64,
    told: bool,
}

/// All that is waited for.
#[derive(Debug, Clone)]
pub struct Awaited(Vec<Request>);

impl Default for Awaited {
    /// Of a program that waits for its articles.
    fn default() -> Self {
        Self(vec![Request { work: Work::Load, generation: 0, told: false }])
    }
}

impl Awaited {
    /// Takes note of work that is asked for. Who asks again before the answer came goes on waiting.
    pub(super) fn asked(&mut self, job: &Job) {
        let Some(work) = Work::of(job) else { return };
        let generation = job.generation();
        match self.0.iter_mut().find(|request| request.work == work) {
            Some(request) => request.generation = generation,
            None => self.0.push(Request { work, generation, told: false }),
        }
    }

    /// Takes note of an answer. One to an older request ends nothing.
    pub(super) fn answered(&mut self, message: &Message) {
        if let Some((work, generation)) = Work::answered(message) {
            self.0.retain(|request| request.work != work || request.generation != generation);
        }
    }

    /// Whether it is waited for.
    pub(super) fn holds(&self, work: Work) -> bool {
        self.0.iter().any(|request| request.work == work)
    }

    /// What is waited for and not told.
    pub fn untold(&self) -> impl Iterator<Item = Work> + '_ {
        self.0.iter().filter(|request| !request.told).map(|request| request.work)
    }

    /// From now on it is told, until the answer comes.
    pub(super) fn tell(&mut self, work: Work) {
        if let Some(request) = self.0.iter_mut().find(|request| request.work == work) {
            request.told = true;
        }
    }

    /// Whether it is told.
    #[must_use]
    pub fn is_told(&self, work: Work) -> bool {
        self.0.iter().any(|request| request.work == work && request.told)
    }

    /// What is told on the line at the top.
    #[must_use]
    pub fn words(&self) -> Option<&'static str> {
        self.0.iter().filter(|request| request.told).filter_map(|request| request.work.words()).next_back()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Effect;
    use crate::app::chord::parse_keys;
    use crate::app::tests::opened;
    use crate::app::{App, Settings, keymap::Keymap};
    use crate::model::Marks;

    /// Presses keys without doing the work that they ask for.
    fn asked(app: &mut App, keys: &str) -> Vec<Job> {
        let effects = parse_keys(keys).unwrap().into_iter().flat_map(|chord| app.update(Message::Key(chord)));
        let jobs = effects.filter_map(|effect| match effect {
            Effect::Work(job) => Some(job),
            _ => None,
        });
        jobs.filter(|job| Work::of(job).is_some()).collect()
    }

    fn untold(app: &App) -> Vec<Work> {
        app.awaited.untold().collect()
    }

    #[test]
    fn the_articles_are_waited_for_first() {
        let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (100, 30));
        assert_eq!(untold(&app), [Work::Load]);
        app.update(Message::Waited(Work::Load));
        assert!(app.awaited.is_told(Work::Load) && untold(&app).is_empty());
        app.update(Message::Loaded(crate::app::Library::default()));
        assert_eq!((app.awaited.is_told(Work::Load), untold(&app)), (false, vec![Work::Filter]));
    }

    #[test]
    fn what_is_answered_in_time_is_never_told() {
        let mut app = opened();
        assert_eq!(untold(&app), []);
        let jobs = asked(&mut app, "/al");
        assert_eq!(untold(&app), [Work::Filter]);
        for job in jobs {
            app.update(job.run());
        }
        assert_eq!(untold(&app), []);
        app.update(Message::Waited(Work::Filter));
        assert!(!app.awaited.is_told(Work::Filter), "the time is up, but nothing is waited for any more");
    }

    #[test]
    fn only_the_newest_answer_ends_the_waiting() {
        let mut app = opened();
        let mut jobs = asked(&mut app, "/al");
        app.update(Message::Waited(Work::Filter));
        jobs.extend(asked(&mut app, "p"));
        assert!(app.awaited.is_told(Work::Filter), "typing on does not make it flicker");
        let newest = jobs.pop().unwrap();
        for stale in jobs {
            app.update(stale.run());
            assert!(app.awaited.is_told(Work::Filter));
            assert_eq!(app.list.order().len(), 3, "a stale answer is not shown");
        }
        app.update(newest.run());
        assert!(!app.awaited.is_told(Work::Filter));
        assert_eq!(app.list.order().len(), 1);
    }

    #[test]
    fn other_work_is_told_at_the_top() {
        let mut app = opened();
        let jobs = asked(&mut app, "vjvc");
        assert_eq!(untold(&app), [Work::Compare]);
        assert_eq!(app.awaited.words(), None);
        app.update(Message::Waited(Work::Compare));
        assert_eq!(app.awaited.words(), Some("comparing …"));
        for job in jobs {
            app.update(job.run());
        }
        assert_eq!(app.awaited.words(), None);
    }
}
