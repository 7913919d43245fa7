//! How far it is with the articles, while they are read and joined for the first time, which takes a large library a
//! minute.

/// A step on the way to a library that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The articles are read from where they are kept.
    Read,
    /// Names, dates and quotations are looked for in those where that was not done, and read for the others.
    Search,
    /// Articles of one happening are put together, and events are gathered from all of them.
    Join,
    /// Who and what is in which article is put into an index.
    Index,
    /// All of it is kept, so that the next start reads it.
    Keep,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Read, Self::Search, Self::Join, Self::Index, Self::Keep];

    /// What is done in it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Read => "reading them",
            Self::Search => "names, dates and quotations in each",
            Self::Join => "stories and events over all of them",
            Self::Index => "an index of who and what is where",
            Self::Keep => "keeping it all, so that the next start is short",
        }
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What is being done.
    pub step: Step,
    /// Of how many articles that is done; as a rule a step tells only that it began.
    pub done: usize,
    /// How many articles there are.
    pub of: usize,
}

impl Stage {
    /// The beginning of a step.
    #[must_use]
    pub const fn begun(step: Step, of: usize) -> Self {
        Self { step, done: 0, of }
    }

    /// Which step of how many, what is done in it, and of how many articles that is done.
    #[must_use]
    pub fn told(&self) -> String {
        let number = 1 + Step::ALL.iter().take_while(|step| **step < self.step).count();
        let far = if self.done > 0 { format!(", {} of {}", self.done, self.of) } else { String::new() };
        format!("step {number} of {}: {}{far}", Step::ALL.len(), self.step.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_told_in_words() {
        for (stage, told) in [
            (Stage::begun(Step::Read, 7), "step 1 of 5: reading them"),
            (
                Stage { step: Step::Search, done: 512, of: 1000 },
                "step 2 of 5: names, dates and quotations in each, 512 of 1000",
            ),
            (Stage::begun(Step::Keep, 7), "step 5 of 5: keeping it all, so that the next start is short"),
        ] {
            assert_eq!(stage.told(), told);
        }
    }
}
