//! From what the terminal reports to what the program understands.

use crate::app::chord::{Chord, KeyCode};
use crate::app::{Message, Mouse};
use crossterm::event::{
    self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// The message of a report; `None` for what the program has no use for: releases, focus, other buttons.
pub(crate) fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => chord(key).map(Message::Key),
        Event::Mouse(report) => mouse(report),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn chord(key: KeyEvent) -> Option<Chord> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let code = match key.code {
        // Terminals send no difference between control with a capital and without.
        event::KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        event::KeyCode::Char(c) => KeyCode::Char(c),
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Esc,
        event::KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => KeyCode::BackTab,
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::F(number) => KeyCode::F(number),
        _ => return None,
    };
    Some(Chord { code, ctrl, alt: key.modifiers.contains(KeyModifiers::ALT) })
}

fn mouse(report: MouseEvent) -> Option<Message> {
    let what = match report.kind {
        MouseEventKind::Down(MouseButton::Left) => Mouse::Click,
        MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag,
        MouseEventKind::Up(MouseButton::Left) => Mouse::Release,
        MouseEventKind::ScrollDown => Mouse::Wheel(1),
        MouseEventKind::ScrollUp => Mouse::Wheel(-1),
        _ => return None,
    };
    Some(Message::Mouse(what, report.column, report.row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_chords() {
        let none = KeyModifiers::NONE;
        for (code, modifiers, expected) in [
            (event::KeyCode::Char('j'), none, Some("j")),
            (event::KeyCode::Char('G'), KeyModifiers::SHIFT, Some("G")),
            (event::KeyCode::Char('d'), KeyModifiers::CONTROL, Some("<c-d>")),
            (event::KeyCode::Char('D'), KeyModifiers::CONTROL, Some("<c-d>")),
            (event::KeyCode::Char('x'), KeyModifiers::ALT, Some("<a-x>")),
            (event::KeyCode::Char('<'), none, Some("<lt>")),
            (event::KeyCode::Char(' '), none, Some("<space>")),
            (event::KeyCode::BackTab, KeyModifiers::SHIFT, Some("<s-tab>")),
            (event::KeyCode::Tab, KeyModifiers::SHIFT, Some("<s-tab>")),
            (event::KeyCode::PageDown, none, Some("<pgdn>")),
            (event::KeyCode::F(5), none, Some("<f5>")),
            (event::KeyCode::CapsLock, none, None),
        ] {
            let got = chord(KeyEvent::new(code, modifiers)).map(|chord| chord.to_string());
            assert_eq!(got.as_deref(), expected, "{code:?} {modifiers:?}");
        }
        let release = KeyEvent::new_with_kind(event::KeyCode::Enter, none, KeyEventKind::Release);
        assert_eq!(chord(release), None);
    }

    #[test]
    fn the_mouse_clicks_drags_and_turns() {
        for (kind, expected) in [
            (MouseEventKind::Down(MouseButton::Left), Some(Mouse::Click)),
            (MouseEventKind::Down(MouseButton::Right), None),
            (MouseEventKind::Drag(MouseButton::Left), Some(Mouse::Drag)),
            (MouseEventKind::Up(MouseButton::Left), Some(Mouse::Release)),
            (MouseEventKind::ScrollDown, Some(Mouse::Wheel(1))),
            (MouseEventKind::ScrollUp, Some(Mouse::Wheel(-1))),
            (MouseEventKind::Moved, None),
        ] {
            let report = MouseEvent { kind, column: 3, row: 7, modifiers: KeyModifiers::NONE };
            match (message(Event::Mouse(report)), expected) {
                (Some(Message::Mouse(got, 3, 7)), Some(expected)) => assert_eq!(got, expected),
                (got, expected) => assert!(got.is_none() && expected.is_none(), "{kind:?}: {got:?}"),
            }
        }
    }
}
