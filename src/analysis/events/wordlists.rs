//! Words that matter where a phrase is cut out of a sentence: where it may end, and what it can do without.

use crate::analysis::words::List;

/// Words a phrase must not end with.
pub(super) const DANGLING: List<44> = List::of([
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "and", "or", "but", "from", "as",
    "that", "which", "who", "its", "his", "her", "their", "this", "these", "than", "between", "against",
    "over", "into", "about", "be", "been", "is", "are", "was", "were", "has", "have", "had", "not", "among",
    "under", "more",
]);

/// Words before which a phrase can be cut.
pub(super) const BREAKS: List<24> = List::of([
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
]);

pub(super) const AUXILIARIES: List<22> = List::of([
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can",
    "cannot", "should", "must", "said", "says", "did", "does", "be", "been",
]);

/// Words beside the days of the week that begin a date that needs no preposition.
pub(super) const ADVERBIALS: List<8> =
    List::of(["last", "this", "next", "yesterday", "today", "earlier", "recently", "tomorrow"]);

/// Verbs that carry a noun: “made statements”, “took part in talks”.
pub(super) const LIGHT: List<16> = List::of([
    "made", "make", "makes", "making", "took", "take", "taking", "gave", "give", "giving", "had", "having",
    "called", "led", "saw", "won",
]);

/// Titles that say no more than the name after them.
pub(super) const TITLES: List<26> = List::of([
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
]);

/// Surnames that come first in East Asian names, for people of whom nothing else is known.
pub(super) const SURNAMES_FIRST: [&str; 36] = [
    "Xi", "Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Zhu",
    "Hu", "Guo", "Lin", "Gao", "Luo", "Kim", "Park", "Moon", "Yoon", "Nguyen", "Tran", "Pham", "Qin", "Tsai",
    "Lai", "Deng", "Jiang", "Wen", "Mao", "Peng", "Dong", "Choe",
];

/// Words that begin a noun phrase.
pub(super) const DETERMINERS: List<24> = List::of([
    "the", "a", "an", "this", "these", "those", "its", "their", "his", "her", "our", "my", "your", "some",
    "any", "no", "every", "each", "both", "all", "several", "many", "most", "another",
]);

/// Past forms that do not end in -ed and are hardly ever anything else.
pub(super) const IRREGULAR: List<44> = List::of([
    "went", "came", "took", "gave", "made", "got", "became", "began", "broke", "brought", "fell", "felt",
    "grew", "kept", "knew", "led", "left", "lost", "paid", "ran", "saw", "sent", "sold", "spent", "stood",
    "told", "thought", "won", "wrote", "rose", "drew", "drove", "ate", "flew", "fought", "forgot", "held",
    "met", "shook", "spoke", "stole", "struck", "threw", "wore",
]);

/// Pronouns that can be a subject and name nobody.
pub(super) const PRONOUNS: List<14> = List::of([
    "he", "she", "it", "they", "we", "i", "you", "who", "which", "there", "this", "that", "these", "those",
]);

/// Nouns for private people, of whom a country only says where they come from.
pub(super) const PRIVATE: List<45> = List::of([
    "tourist",
    "tourists",
    "student",
    "students",
    "citizen",
    "citizens",
    "national",
    "nationals",
    "man",
    "men",
    "woman",
    "women",
    "child",
    "children",
    "girl",
    "boy",
    "worker",
    "workers",
    "journalist",
    "journalists",
    "fan",
    "fans",
    "climber",
    "climbers",
    "hiker",
    "hikers",
    "family",
    "couple",
    "teenager",
    "farmer",
    "farmers",
    "villagers",
    "doctor",
    "doctors",
    "nurse",
    "singer",
    "actor",
    "actress",
    "player",
    "writer",
    "civilians",
    "passengers",
    "migrants",
    "immigrants",
    "residents",
]);

/// Offices that stand for the person who was named with them.
pub(super) const OFFICES: List<12> = List::of([
    "president",
    "governor",
    "premier",
    "minister",
    "mayor",
    "chancellor",
    "king",
    "queen",
    "senator",
    "ambassador",
    "general",
    "congressman",
]);
