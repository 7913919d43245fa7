//! Words that matter where a phrase is cut out of a sentence: where it may end, and what it can do without.

/// Words a phrase must not end with.
pub(super) const DANGLING: [&str; 44] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "and", "or", "but", "from", "as",
    "that", "which", "who", "its", "his", "her", "their", "this", "these", "than", "between", "against",
    "over", "into", "about", "be", "been", "is", "are", "was", "were", "has", "have", "had", "not", "among",
    "under", "more",
];

/// Words before which a phrase can be cut.
pub(super) const BREAKS: [&str; 24] = [
    "in",
    "on",
    "at",
    "with",
    "for",
    "by",
    "from",
    "to",
    "against",
    "over",
    "after",
    "before",
    "during",
    "amid",
    "as",
    "while",
    "following",
    "into",
    "about",
    "through",
    "where",
    "who",
    "which",
    "that",
];

pub(super) const AUXILIARIES: [&str; 22] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can",
    "cannot", "should", "must", "said", "says", "did", "does", "be", "been",
];

/// Words that begin a date that needs no preposition.
pub(super) const ADVERBIALS: [&str; 15] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "last",
    "this",
    "next",
    "yesterday",
    "today",
    "earlier",
    "recently",
    "tomorrow",
];

/// Verbs that carry a noun: “made statements”, “took part in talks”.
pub(super) const LIGHT: [&str; 16] = [
    "made", "make", "makes", "making", "took", "take", "taking", "gave", "give", "giving", "had", "having",
    "called", "led", "saw", "won",
];

/// Titles that say no more than the name after them.
pub(super) const TITLES: [&str; 26] = [
    "president",
    "prime",
    "minister",
    "foreign",
    "defence",
    "defense",
    "leader",
    "chancellor",
    "secretary",
    "of",
    "state",
    "general",
    "mr",
    "mr.",
    "mrs",
    "ms",
    "counterpart",
    "chinese",
    "his",
    "her",
    "king",
    "premier",
    "then",
    "vice",
    "senator",
    "the",
];

/// Surnames that come first in East Asian names, for people of whom nothing else is known.
pub(super) const SURNAMES_FIRST: [&str; 36] = [
    "Xi", "Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Zhu",
    "Hu", "Guo", "Lin", "Gao", "Luo", "Kim", "Park", "Moon", "Yoon", "Nguyen", "Tran", "Pham", "Qin", "Tsai",
    "Lai", "Deng", "Jiang", "Wen", "Mao", "Peng", "Dong", "Choe",
];
