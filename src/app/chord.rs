//! Keys as data, and the one notation for them: `j`, `gg`, `<c-d>`, `<enter>`.
//!
//! The same notation names default bindings, a person's bindings, and the keys played without a terminal.

use crate::model::spelling::nearest;
use std::fmt;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character as typed; shift is part of it.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Shift and tabulator.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
}

impl Chord {
    /// A key alone.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The character this chord types into a prompt, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self {
            Self { code: KeyCode::Char(c), ctrl: false, alt: false } => Some(c),
            _ => None,
        }
    }
}

/// The names between angle brackets. The first name of a key is the one it is shown by.
const NAMES: [(&str, KeyCode); 20] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("s-tab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("bs", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("lt", KeyCode::Char('<')),
    ("gt", KeyCode::Char('>')),
    ("return", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("backspace", KeyCode::Backspace),
];

/// What is wrong with a text of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// `<` without its `>`.
    #[error("“<” at character {at} has no “>”; write <lt> for the character itself")]
    Unclosed {
        /// Character, from 1.
        at: usize,
    },
    /// A name that no key has.
    #[error("unknown key “<{name}>” at character {at}{}", suggestion.as_ref().map(|s| format!("; did you mean <{s}>?")).unwrap_or_default())]
    Unknown {
        /// Character, from 1.
        at: usize,
        /// The name as written.
        name: String,
        /// The nearest name there is.
        suggestion: Option<&'static str>,
    },
}

/// Reads keys written one after another: `/merz<enter><c-d>gg`.
///
/// # Errors
/// Where an angle bracket is not closed or names no key.
pub fn parse_keys(text: &str) -> Result<Vec<Chord>, KeyError> {
    let mut chords = Vec::new();
    let mut rest = text;
    let mut at = 1;
    while let Some(c) = rest.chars().next() {
        if c != '<' {
            chords.push(Chord::plain(match c {
                '\n' | '\r' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                c => KeyCode::Char(c),
            }));
            rest = &rest[c.len_utf8()..];
            at += 1;
            continue;
        }
        let end = rest.find('>').ok_or(KeyError::Unclosed { at })?;
        let name = &rest[1..end];
        chords.push(named(name).ok_or_else(|| KeyError::Unknown {
            at,
            name: name.chars().take(40).collect(),
            suggestion: nearest(name, NAMES.iter().map(|(known, _)| *known)),
        })?);
        at += rest[..=end].chars().count();
        rest = &rest[end + 1..];
    }
    Ok(chords)
}

/// The chord of a name between angle brackets: `c-d`, `a-x`, `enter`, `f5`.
fn named(name: &str) -> Option<Chord> {
    let lower = name.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == lower) {
        return Some(Chord::plain(*code));
    }
    if let Some(number) = lower.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&number).then_some(Chord::plain(KeyCode::F(number)));
    }
    let (modifier, key) = name.split_once('-')?;
    let code = match key.chars().count() {
        1 => KeyCode::Char(key.chars().next()?),
        _ => NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, code)| *code)?,
    };
    match modifier {
        "c" | "C" => Some(Chord { code: lower_case(code), ctrl: true, alt: false }),
        "a" | "A" => Some(Chord { code, ctrl: false, alt: true }),
        _ => None,
    }
}

/// Terminals cannot tell control with an upper-case letter from control with the lower-case one.
const fn lower_case(code: KeyCode) -> KeyCode {
    match code {
        KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
        code => code,
    }
}

impl fmt::Display for Chord {
    /// The notation that [`parse_keys`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |f: &mut fmt::Formatter<'_>, code: KeyCode| match code {
            KeyCode::F(n) => write!(f, "f{n}"),
            KeyCode::Char(c) if !matches!(c, ' ' | '<' | '>') => write!(f, "{c}"),
            code => f.write_str(NAMES.iter().find(|(_, known)| *known == code).map_or("?", |(name, _)| name)),
        };
        match (self.ctrl, self.alt, self.code) {
            (false, false, KeyCode::Char(c)) if !matches!(c, ' ' | '<' | '>') => write!(f, "{c}"),
            (ctrl, alt, code) => {
                f.write_str(if ctrl {
                    "<c-"
                } else if alt {
                    "<a-"
                } else {
                    "<"
                })?;
                name(f, code)?;
                f.write_str(">")
            }
        }
    }
}

impl Chord {
    /// As a person reads it in a footer: `Enter`, `Ctrl-d`, `Space`, `j`.
    #[must_use]
    pub fn label(self) -> String {
        let base = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            code => format!("{code:?}"),
        };
        match (self.ctrl, self.alt) {
            (true, _) => format!("Ctrl-{base}"),
            (_, true) => format!("Alt-{base}"),
            _ => base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_read_and_written_alike() {
        for (text, count) in [
            ("/merz<enter>", 6),
            ("gg<c-d><a-x>", 4),
            ("<space><lt><s-tab><pgdn>", 4),
            ("é日<f5>", 3),
            ("", 0),
        ] {
            let chords = parse_keys(text).unwrap();
            assert_eq!(chords.len(), count, "{text}");
            assert_eq!(chords.iter().map(ToString::to_string).collect::<String>(), text);
        }
    }

    #[test]
    fn mistakes_name_their_place() {
        for (text, message) in [
            ("ab<ener>", "unknown key “<ener>” at character 3; did you mean <enter>?"),
            ("<c-", "“<” at character 1 has no “>”; write <lt> for the character itself"),
            ("<x-y>", "unknown key “<x-y>” at character 1"),
        ] {
            assert_eq!(parse_keys(text).unwrap_err().to_string(), message);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_can_be_written_and_read_again(text in "[a-z<>\\-]{0,20}|\\PC{0,20}") {
            if let Ok(chords) = parse_keys(&text) {
                let written: String = chords.iter().map(ToString::to_string).collect();
                prop_assert_eq!(parse_keys(&written).unwrap(), chords);
            }
        }
    }
}
