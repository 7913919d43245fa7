//! What ratatui draws on: cells become bytes in memory, and only where something changed.

use super::depth::Depth;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that both the writer inside the backend and its owner can reach.
#[derive(Debug, Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backend that keeps its bytes until they are [taken](Paper::take). Its size is what it is told, so that a frame
/// never asks the terminal anything.
#[derive(Debug)]
pub(crate) struct Paper {
    bytes: Bytes,
    inner: CrosstermBackend<Bytes>,
    size: Size,
    depth: Depth,
    /// Where the cursor is shown; `None` while hidden.
    cursor: Option<Position>,
    /// Whether cells were written since the cursor was placed, which moved it.
    moved: bool,
    /// Where the cursor was last put, shown or not.
    position: Position,
}

impl Paper {
    pub(crate) fn new(size: Size, depth: Depth) -> Self {
        let bytes = Bytes::default();
        let inner = CrosstermBackend::new(bytes.clone());
        Self { bytes, inner, size, depth, cursor: None, moved: false, position: Position::ORIGIN }
    }

    /// The size from the next frame on.
    pub(crate) fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// The cursor was hidden by other hands.
    pub(crate) fn forget_cursor(&mut self) {
        self.cursor = None;
    }

    /// The bytes of the frames drawn since the last call.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut *self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Backend for Paper {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.moved = true;
        let fitted: Vec<(u16, u16, Cow<'a, Cell>)> = content
            .map(|(x, y, cell)| (x, y, self.depth.fit(cell).map_or(Cow::Borrowed(cell), Cow::Owned)))
            .collect();
        self.inner.draw(fitted.iter().map(|(x, y, cell)| (*x, *y, cell.as_ref())))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor.take().is_some() { self.inner.hide_cursor() } else { Ok(()) }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.is_some() {
            return Ok(());
        }
        self.moved = true;
        self.cursor = Some(self.position);
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if !self.moved && self.position == position {
            return Ok(());
        }
        (self.moved, self.position) = (false, position);
        self.cursor = self.cursor.map(|_| position);
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.moved = true;
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;

    fn frame(terminal: &mut Terminal<Paper>, text: &str, cursor: Option<(u16, u16)>) -> String {
        terminal
            .draw(|frame| {
                frame.render_widget(text, frame.area());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
        String::from_utf8(terminal.backend_mut().take()).unwrap()
    }

    #[test]
    fn a_frame_without_a_change_costs_no_byte() {
        let mut terminal = Terminal::new(Paper::new(Size::new(20, 2), Depth::True)).unwrap();
        assert!(frame(&mut terminal, "hello", None).contains("hello"));
        assert_eq!(frame(&mut terminal, "hello", None), "");
        assert!(frame(&mut terminal, "help", None).contains("p "), "only what differs");
        assert_eq!(frame(&mut terminal, "help", Some((2, 1))), "\x1b[?25h\x1b[2;3H");
        assert_eq!(frame(&mut terminal, "help", Some((2, 1))), "");
        assert_eq!(frame(&mut terminal, "help", Some((3, 1))), "\x1b[2;4H");
        let typed = frame(&mut terminal, "helps", Some((3, 1)));
        assert!(typed.contains('s') && typed.ends_with("\x1b[2;4H"), "writing moved the cursor: {typed:?}");
        assert_eq!(frame(&mut terminal, "helps", None), "\x1b[?25l");
    }

    #[test]
    fn another_size_paints_everything_anew() {
        let mut terminal = Terminal::new(Paper::new(Size::new(20, 2), Depth::True)).unwrap();
        frame(&mut terminal, "hello", None);
        for size in [Size::new(10, 1), Size::new(0, 0), Size::new(30, 5)] {
            terminal.backend_mut().resize(size);
            let bytes = frame(&mut terminal, "hello", None);
            assert_eq!(bytes.contains("hello"), size.width > 0, "{size:?}");
        }
    }
}
