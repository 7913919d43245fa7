//! The verbs that introduce quoted and reported speech, with the stance each takes towards what was said.

use crate::analysis::words::Words;
use std::sync::LazyLock;

/// What the choice of a cue verb says about the words it introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// `said`, `told`.
    Neutral,
    /// `insisted`, `stressed`.
    Assertive,
    /// `claimed`, `alleged`.
    Doubting,
    /// `denied`, `rejected`.
    Denying,
    /// `confirmed`, `admitted`.
    Agreeing,
    /// `warned`, `threatened`.
    Warning,
    /// `pledged`, `assured`.
    Promising,
    /// `urged`, `called for`.
    Demanding,
    /// `criticised`, `condemned`.
    Critical,
    /// `praised`, `thanked`.
    Supportive,
    /// `believes`, `suggests`.
    Opinion,
    /// `asked`.
    Asking,
    /// `shouted`, `smiled`.
    Manner,
}

impl Stance {
    /// The word for it, as the asset and the screen have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Assertive => "assertive",
            Self::Doubting => "doubting",
            Self::Denying => "denying",
            Self::Agreeing => "agreeing",
            Self::Warning => "warning",
            Self::Promising => "promising",
            Self::Demanding => "demanding",
            Self::Critical => "critical",
            Self::Supportive => "supportive",
            Self::Opinion => "opinion",
            Self::Asking => "asking",
            Self::Manner => "manner",
        }
    }

    const ALL: [Self; 13] = [
        Self::Neutral,
        Self::Assertive,
        Self::Doubting,
        Self::Denying,
        Self::Agreeing,
        Self::Warning,
        Self::Promising,
        Self::Demanding,
        Self::Critical,
        Self::Supportive,
        Self::Opinion,
        Self::Asking,
        Self::Manner,
    ];
}

/// What may follow a cue verb as the content of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a verb may take any of the four")]
pub(crate) struct Frames {
    /// A clause with or without “that”.
    pub(crate) clause: bool,
    /// A clause with “that” only.
    pub(crate) that: bool,
    /// An addressee, then a clause: “told reporters that”.
    pub(crate) addressee: bool,
    /// A speech act: a noun phrase or an infinitive.
    pub(crate) act: bool,
}

/// The grammatical form in which a cue verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inflection {
    /// `say`: also a noun or an imperative in other verbs.
    Base,
    /// `says`.
    Present,
    /// `said`: also a participle.
    Past,
    /// `saying`.
    Gerund,
}

/// One form of a cue verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) lemma: &'static str,
    pub(crate) stance: Stance,
    pub(crate) frames: Frames,
    pub(crate) inflection: Inflection,
}

/// All forms, by their first word in lower case, with the words that must follow (empty for most).
#[derive(Default)]
struct Forms {
    /// The place in `lists` plus one.
    words: Words<u16>,
    lists: Vec<Vec<(Box<str>, Cue)>>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| read(include_str!("../../../assets/cues.tsv")));

/// The stance of a cue as it stands in a text: `said`, `pointed out`; `None` for what is no cue verb.
#[must_use]
pub fn stance(cue: &str) -> Option<Stance> {
    let lower = cue.to_lowercase();
    let (first, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
    let forms = forms(forms_of(first));
    let exact = forms.iter().find(|(follow, _)| **follow == *rest);
    exact.or_else(|| forms.iter().find(|(follow, _)| follow.is_empty())).map(|(_, cue)| cue.stance)
}

/// The number of the forms that begin with a word, in any case; 0 where none does.
#[inline]
pub(crate) fn forms_of(word: &str) -> u16 {
    FORMS.words.get(word).copied().unwrap_or(0)
}

/// The forms of such a number: what must follow the word, and the cue. The longest come first.
pub(crate) fn forms(number: u16) -> &'static [(Box<str>, Cue)] {
    let place = usize::from(number).checked_sub(1);
    place.and_then(|place| FORMS.lists.get(place)).map_or(&[], Vec::as_slice)
}

fn read(table: &'static str) -> Forms {
    let mut forms = Forms::default();
    for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        let (lemma, stance, letters, irregular) = (cell(), cell(), cell(), cell());
        let stance = Stance::ALL.into_iter().find(|known| known.name() == stance).unwrap_or(Stance::Neutral);
        let has = |letter| letters.contains(letter);
        let frames = Frames { clause: has('s'), that: has('t'), addressee: has('o'), act: has('a') };
        for (form, inflection) in inflect(lemma, irregular) {
            let (first, follow) = form.split_once(' ').unwrap_or((&form, ""));
            let place = forms.words.entry(first);
            if *place == 0 {
                forms.lists.push(Vec::new());
                *place = forms.lists.len() as u16;
            }
            let known = &mut forms.lists[usize::from(*place) - 1];
            if known.iter().all(|(other, _)| **other != *follow) {
                known.push((follow.into(), Cue { lemma, stance, frames, inflection }));
            }
        }
    }
    for known in &mut forms.lists {
        known.sort_by_key(|(follow, _)| std::cmp::Reverse(follow.len()));
    }
    forms
}

/// All forms of a verb: the listed irregular ones, and what the rules of spelling give where none is listed.
fn inflect(lemma: &str, irregular: &str) -> Vec<(String, Inflection)> {
    let (verb, follow) = lemma.split_once(' ').unwrap_or((lemma, ""));
    let with = |form: String| if follow.is_empty() { form } else { format!("{form} {follow}") };
    let listed: Vec<&str> = irregular.split('|').filter(|form| !form.is_empty()).collect();
    let mut forms = vec![(lemma.to_owned(), Inflection::Base)];
    for form in &listed {
        let first = form.split(' ').next().unwrap_or(form);
        let inflection = if first.ends_with("ing") && first.len() > 4 {
            Inflection::Gerund
        } else if first.ends_with('s') {
            Inflection::Present
        } else {
            Inflection::Past
        };
        forms.push(((*form).to_owned(), inflection));
    }
    let consonant_y = verb.ends_with('y') && !["ay", "ey", "oy"].iter().any(|end| verb.ends_with(end));
    let stem = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e')).unwrap_or(verb);
    let doubled = listed.iter().any(|form| {
        form.strip_suffix("ed").is_some_and(|root| root.len() == verb.len() + 1 && root.starts_with(verb))
    });
    let last = verb.chars().last().unwrap_or('e');
    let present = if consonant_y {
        format!("{}ies", &verb[..verb.len() - 1])
    } else if verb.ends_with(['s', 'x', 'z', 'o']) || verb.ends_with("ch") || verb.ends_with("sh") {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    };
    let gerund = if doubled { format!("{verb}{last}ing") } else { format!("{stem}ing") };
    forms.push((with(present), Inflection::Present));
    forms.push((with(gerund), Inflection::Gerund));
    if listed.is_empty() {
        let past = if consonant_y {
            format!("{}ied", &verb[..verb.len() - 1])
        } else {
            format!("{}d", verb.strip_suffix('e').map_or_else(|| format!("{verb}e"), |_| verb.to_owned()))
        };
        forms.push((with(past), Inflection::Past));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_the_verbs() {
        for (form, expected) in [
            ("said", Some(Stance::Neutral)),
            ("told", Some(Stance::Neutral)),
            ("denies", Some(Stance::Denying)),
            ("denying", Some(Stance::Denying)),
            ("Pointed out", Some(Stance::Neutral)),
            ("called for", Some(Stance::Demanding)),
            ("begged", Some(Stance::Demanding)),
            ("claiming", Some(Stance::Doubting)),
            ("stresses", Some(Stance::Assertive)),
            ("agreeing", Some(Stance::Agreeing)),
            ("agreed", Some(Stance::Agreeing)),
            ("begging", Some(Stance::Demanding)),
            ("walked", None),
        ] {
            assert_eq!(stance(form), expected, "{form}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        let mut previous = "";
        let lines: Vec<_> = include_str!("../../../assets/cues.tsv")
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(lines.len() >= 250);
        for line in lines {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(Stance::ALL.iter().any(|stance| stance.name() == cells[1]), "{line}");
            assert!(!cells[2].is_empty() && cells[2].chars().all(|c| "stoaq".contains(c)), "{line}");
            assert!(previous < cells[0], "sorted: {previous} before {}", cells[0]);
            previous = cells[0];
        }
    }
}
