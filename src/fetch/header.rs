//! What the fields of an answer say: how long to wait, which character set, what to ask with next time.

use chrono::{DateTime, NaiveDateTime};

/// The least and the most seconds that a server may ask to be left alone: a wait of a year is a mistake.
const WAITS: (u64, u64) = (1, 7 * 24 * 3600);

/// The most bytes of a value that is kept and sent back.
const LONGEST: usize = 1024;

/// Seconds to wait by a `Retry-After` (RFC 9110, 10.2.3): a number or a date; `now` is in seconds since 1970, by
/// universal time.
pub(super) fn wait(value: &str, now: i64) -> Option<u64> {
    let value = value.trim();
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if digits {
        // More digits than a number has are a long time all the same.
        value.parse().unwrap_or(u64::MAX)
    } else {
        u64::try_from(date(value)?.saturating_sub(now)).unwrap_or(0)
    };
    Some(seconds.clamp(WAITS.0, WAITS.1))
}

/// A date as HTTP writes it, in the form of today or one of the two that are out of use (RFC 9110, 5.6.7).
fn date(value: &str) -> Option<i64> {
    if let Ok(date) = DateTime::parse_from_rfc2822(value) {
        return Some(date.timestamp());
    }
    let plain = |form| NaiveDateTime::parse_from_str(value, form).ok();
    let old = plain("%A, %d-%b-%y %H:%M:%S GMT").or_else(|| plain("%a %b %e %H:%M:%S %Y"))?;
    Some(old.and_utc().timestamp())
}

/// The character set that a `Content-Type` names.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let named = parameters.filter_map(|one| one.split_once('='));
    let charset = named.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?.1;
    let charset = charset.trim().trim_matches(['"', '\'']).trim();
    (!charset.is_empty() && charset.len() <= 40).then(|| charset.to_ascii_lowercase())
}

/// A value to be sent back as it came: in visible ASCII and of measure, else it is forgotten.
pub(super) fn to_return(value: &str) -> Option<String> {
    let visible = value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    (visible && !value.trim().is_empty() && value.len() <= LONGEST).then(|| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait() {
        // 2015-10-21 07:28:00 is 1 445 412 480 seconds after 1970.
        let now = 1_445_412_480 - 90;
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(1)),
            ("99999999999999999999999", Some(604_800)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(90)),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", Some(90)),
            ("Wed Oct 21 07:28:00 2015", Some(90)),
            ("Wed, 21 Oct 2009 07:28:00 GMT", Some(1)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(604_800)),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(wait(value, now), expected, "{value:?}");
        }
    }

    #[test]
    fn character_sets() {
        for (value, expected) in [
            ("text/xml; charset=ISO-8859-1", Some("iso-8859-1")),
            ("text/html;Charset=\"utf-8\"; x=y", Some("utf-8")),
            ("text/html; charset=", None),
            ("text/html", None),
            ("", None),
        ] {
            assert_eq!(charset(value).as_deref(), expected, "{value:?}");
        }
    }

    #[test]
    fn only_what_is_harmless_is_sent_back() {
        for (value, kept) in
            [("\"abc\"", true), ("W/\"a b\"", true), ("\"a\u{7}\"", false), ("\"é\"", false), (" ", false)]
        {
            assert_eq!(to_return(value).is_some(), kept, "{value:?}");
        }
        assert_eq!(to_return(&"x".repeat(2000)), None);
    }
}
