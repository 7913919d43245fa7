//! Sidecars: `NAME.toml` beside `NAME.txt` or `NAME.md` states what the file itself does not.

use super::fields::Fields;
use super::{charset, front, source};
use crate::model::Warning;
use std::path::Path;

/// The statements of the article's sidecar; `None` where it has none. Mistakes become notices with their lines.
pub(crate) fn read(article: &Path, warnings: &mut Vec<Warning>) -> Option<Fields> {
    let path = article.with_extension("toml");
    if !path.is_file() || path == article {
        return None;
    }
    let place = path.display().to_string();
    let text = match source::read(&path).and_then(charset::decode) {
        Ok(decoded) => decoded.text,
        Err(reason) => {
            warnings.push(Warning::unreadable(&place, &reason));
            return None;
        }
    };
    let mut fields = Fields { source: "the sidecar", ..Fields::default() };
    match text.parse::<toml::Table>() {
        Ok(table) => {
            let line = |key: &str| front::line_of(&text, key);
            front::set_table(table, &mut fields, &line, &mut |line, reason| {
                warnings.push(Warning::notice(&place, reason).at_line(line + 1));
            });
        }
        Err(error) => {
            let at = error
                .span()
                .map_or(0, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count());
            let reason = format!("is no TOML: {}", error.message());
            warnings.push(Warning::unreadable(&place, &reason).at_line(at + 1));
            return None;
        }
    }
    Some(fields)
}
