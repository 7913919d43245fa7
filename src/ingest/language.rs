//! The language of an article: as given, else detected where the detection is sure.

use crate::model::{Part, SafeText};
use whatlang::{Detector, Lang};

/// How much of the body is looked at; more does not change the answer.
const SAMPLE: usize = 1500;

/// Fewer letters than this say too little about their language.
const LEAST: usize = 40;

/// The languages that are told apart, with their ISO 639-1 codes. The rarer ones only add mistakes.
const LANGUAGES: [(Lang, &str); 38] = [
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Est, "et"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Bul, "bg"),
    (Lang::Ell, "el"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Srp, "sr"),
    (Lang::Hrv, "hr"),
    (Lang::Slv, "sl"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Pes, "fa"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Tha, "th"),
    (Lang::Vie, "vi"),
    (Lang::Ind, "id"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
];

/// The language as an ISO 639-1 code: the one given, else the detected one, else `None`.
pub(crate) fn settle(given: Option<&str>, text: &str, parts: &[Part]) -> Option<SafeText> {
    match given.map(str::trim).filter(|given| !given.is_empty()) {
        Some(given) => Some(SafeText::line(&normal(given))),
        None => detect(&sample(text, parts)).map(SafeText::line),
    }
}

/// `en-GB`, `eng`, `English` become `en`; what is not known stays as given.
fn normal(given: &str) -> String {
    let lower = given.to_lowercase();
    let first = lower.split(['-', '_']).next().unwrap_or_default();
    let known = LANGUAGES.iter().find(|(language, code)| {
        *code == first || language.code() == first || language.eng_name().eq_ignore_ascii_case(given)
    });
    known.map_or_else(
        || if first.len() == 2 { first.to_owned() } else { lower.clone() },
        |(_, code)| (*code).to_owned(),
    )
}

/// The first prose, up to [`SAMPLE`] bytes.
fn sample(text: &str, parts: &[Part]) -> String {
    let mut sample = String::new();
    for part in parts.iter().filter(|part| part.role.is_prose()) {
        let room = SAMPLE.saturating_sub(sample.len());
        if room == 0 {
            break;
        }
        sample.push_str(super::format::head(part.span.slice(text), room));
        sample.push('\n');
    }
    sample
}

/// Words that make a tenth of English news, and that hardly any other language has (“of” and “was” are Dutch too).
const ENGLISH: [&str; 6] = ["the", "and", "that", "with", "from", "which"];
/// Fewer words do not tell by those alone.
const ENOUGH: usize = 20;

/// Whether the commonest words of English are as frequent as English has them. Method: languages by their short
/// words (Grefenstette 1995, “Comparing two language identification schemes”). Nearly all articles are spared the
/// trigrams by this, which take as long as a third of their analysis.
fn is_english(sample: &str) -> bool {
    let (mut words, mut telling) = (0_usize, 0_usize);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        telling += usize::from(ENGLISH.iter().any(|common| word.eq_ignore_ascii_case(common)));
    }
    words >= ENOUGH && telling * 14 >= words
}

fn detect(sample: &str) -> Option<&'static str> {
    if is_english(sample) {
        return Some("en");
    }
    // Scripts without blanks say much in few letters.
    let weight: usize =
        sample.chars().filter(|c| c.is_alphabetic()).map(|c| if c > '\u{2e80}' { 4 } else { 1 }).sum();
    if weight < LEAST {
        return None;
    }
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|(language, _)| *language).collect());
    let found = detector.detect(sample).filter(whatlang::Info::is_reliable)?;
    LANGUAGES.iter().find(|(language, _)| *language == found.lang()).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Role, Span};

    #[test]
    fn given_and_detected() {
        for (given, text, expected) in [
            (Some("en-GB"), "", Some("en")),
            (Some("deu"), "", Some("de")),
            (Some("Greek"), "", Some("el")),
            (Some("tlh"), "", Some("tlh")),
            (
                None,
                "The two ministers met in the capital and agreed that the talks should go on next week.",
                Some("en"),
            ),
            (
                None,
                "Die beiden Minister trafen sich in der Hauptstadt und vereinbarten weitere Gespräche.",
                Some("de"),
            ),
            (None, "Президент прибыл в столицу с официальным визитом и провел переговоры.", Some("ru")),
            (
                None,
                "The head of the council said that the road was closed and that the bridge with the broken rail \
                 would stay so until the end of the month.",
                Some("en"),
            ),
            (None, "Too short", None),
        ] {
            let part = Part { span: Span::of(0, text.len()), role: Role::Body, why: SafeText::default() };
            assert_eq!(settle(given, text, &[part]).as_deref(), expected, "{given:?} {text:?}");
        }
    }

    #[test]
    fn english_is_known_by_its_commonest_words_and_other_languages_are_not() {
        for (text, english) in [
            (
                "The head of the council said that the road was closed and that the bridge with the broken rail \
                 would stay so until the end of the month.",
                true,
            ),
            (
                "De minister was in de stad, of niet, en het was laat toen hij kwam; de raad was het met hem eens \
                 of niet, dat was de vraag van de avond in het hele land.",
                false,
            ),
            ("The road was closed.", false),
        ] {
            assert_eq!(is_english(text), english, "{text}");
        }
    }
}
