//! What the program does to the world outside the terminal: the clipboard, and the browser for a link.
//!
//! Other programs are started with an argument list, never through a shell.

use super::terminal::Terminal;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

/// Bytes of text that terminals take for the clipboard in one sequence: xterm's limit of 100,000 less its frame,
/// in base 64.
const LONGEST_COPY: usize = 74_994;

/// Programs that put their standard input on the clipboard, with the variable that tells that they can.
const CLIPBOARDS: &[(&str, &str, &[&str])] = &[
    ("WAYLAND_DISPLAY", "wl-copy", &[]),
    ("DISPLAY", "xclip", &["-selection", "clipboard"]),
    ("DISPLAY", "xsel", &["--clipboard", "--input"]),
    ("", "pbcopy", &[]),
];

/// Puts text on the clipboard; returns what to tell the person.
///
/// Over SSH the clipboard is the far terminal's, which is asked by an escape sequence (OSC 52). Whether it obeyed is
/// not to be known; the clipboard is never read.
pub(crate) fn copy(text: &str, terminal: &Terminal) -> String {
    let count = text.chars().count();
    let local = std::env::var_os("SSH_TTY").is_none() && std::env::var_os("SSH_CONNECTION").is_none();
    if local && CLIPBOARDS.iter().any(|clipboard| feed(clipboard, text).is_ok()) {
        return format!("copied {count} characters");
    }
    if text.len() > LONGEST_COPY {
        return format!("too long to send to the terminal’s clipboard: {count} characters");
    }
    match terminal.send(format!("\x1b]52;c;{}\x07", base64(text.as_bytes())).as_bytes()) {
        Ok(()) => format!("sent {count} characters to the terminal’s clipboard"),
        Err(error) => format!("not copied: {error}"),
    }
}

fn feed((variable, program, arguments): &(&str, &str, &[&str]), text: &str) -> io::Result<()> {
    if !variable.is_empty() && std::env::var_os(variable).is_none_or(|value| value.is_empty()) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut child = Command::new(program)
        .args(*arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    reap(child);
    written
}

/// Waits for a child beside the screen, so that no dead one is left standing.
fn reap(mut child: std::process::Child) {
    thread::spawn(move || child.wait());
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// Opens a link in the browser; returns what to tell the person.
pub(crate) fn open_link(link: &str) -> String {
    if let Err(reason) = check_link(link) {
        return format!("not opened: {reason}");
    }
    let browser = std::env::var("BROWSER")
        .ok()
        .filter(|browser| !browser.is_empty() && !browser.contains(['%', ' ', ':']));
    let usual = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    for program in browser.as_deref().into_iter().chain([usual]) {
        let child = Command::new(program)
            .arg(link)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if let Ok(child) = child {
            reap(child);
            return format!("opened {link}");
        }
    }
    format!("no browser found; the link is {link}")
}

/// Whether a link may be handed to another program: the web, an ASCII host without user name, nothing invisible.
fn check_link(link: &str) -> Result<(), &'static str> {
    let lower = link.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return Err("only http and https links are opened");
    };
    if link.chars().any(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    }) {
        return Err("the link has characters that no link can have");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if host.contains('@') {
        return Err("the link hides its host behind a user name");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
    if host.is_empty() || !host.chars().all(plain) {
        return Err("the host of the link is not in plain letters");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
            ("é", "w6k="),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn only_plain_web_links_are_opened() {
        for (link, open) in [
            ("https://example.org/a?b=c#d", true),
            ("HTTP://example.org:8080", true),
            ("https://example.org/é", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("https://user@example.org/", false),
            ("https://exаmple.org/", false),
            ("https:///path", false),
            ("https://example.org/ --flag", false),
            ("https://example.org/\u{1b}", false),
            ("-https://example.org", false),
        ] {
            assert_eq!(check_link(link).is_ok(), open, "{link}");
        }
    }
}
