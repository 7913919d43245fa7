//! The terminal: taken with a few modes, given back as it was, whatever ends the program.
//!
//! Bytes reach the terminal only through here, whole frames at a time and never while it is given back.

use rustix::io::Errno;
use std::io;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// Alternate screen, cleared; bracketed paste; cursor hidden.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[0m\x1b[2J\x1b[H\x1b[?2004h\x1b[?25l";

/// Everything that [`ENTER`], a frame or the mouse may have switched on, off again. Harmless where it was off.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Clicks, drags and the wheel, in the form without a limit of columns. Bare movement is not asked for.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Synchronised output: the terminal shows a frame only when it is whole.
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// How long the terminal's return waits for a frame that is being written.
const PATIENCE: u32 = 300;

/// The terminal on standard output, shared with the threads that must be able to give it back.
#[derive(Debug, Default)]
pub struct Terminal {
    /// Whether it is taken; locked while bytes are written.
    taken: Mutex<bool>,
    /// Whether the mouse is wanted while it is taken.
    mouse: AtomicBool,
}

impl Terminal {
    /// Raw mode, alternate screen, paste and mouse. Nothing where it is taken already.
    ///
    /// # Errors
    /// Where there is no terminal.
    pub fn take(&self) -> io::Result<()> {
        let mut taken = self.lock();
        if !*taken {
            crossterm::terminal::enable_raw_mode()?;
            *taken = true;
            write_all(ENTER)?;
            if self.mouse.load(Ordering::Relaxed) {
                write_all(MOUSE_ON)?;
            }
        }
        Ok(())
    }

    /// Gives the terminal back as it was. Nothing where it is not taken, so that every way out may call it.
    ///
    /// A frame that is being written is waited for, but not for long: where the terminal takes no more bytes, its
    /// modes are still set back.
    pub fn give_back(&self) {
        let mut taken = self.lock_soon();
        if taken.as_deref().is_some_and(|taken| !*taken) {
            return;
        }
        // The modes first: they do not wait for anybody to read. What fails now can be told to nobody.
        let _ = crossterm::terminal::disable_raw_mode();
        let _ = write_all(LEAVE);
        if let Some(taken) = taken.as_deref_mut() {
            *taken = false;
        }
    }

    /// Whether it is taken.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        *self.lock()
    }

    /// Takes the mouse or lets go of it, now or when the terminal is taken.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn capture_mouse(&self, capture: bool) -> io::Result<()> {
        self.mouse.store(capture, Ordering::Relaxed);
        if *self.lock() { write_all(if capture { MOUSE_ON } else { MOUSE_OFF }) } else { Ok(()) }
    }

    /// Shows a frame at once. Nothing where it is empty or the terminal is not taken.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn show(&self, frame: &[u8]) -> io::Result<()> {
        let taken = self.lock();
        if !*taken || frame.is_empty() {
            return Ok(());
        }
        write_all(&[FRAME_BEGIN, frame, FRAME_END].concat())
    }

    /// Writes bytes that are no frame, such as text for the clipboard.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let taken = self.lock();
        if *taken { write_all(bytes) } else { Ok(()) }
    }

    /// From now on a panic in any thread gives the terminal back before it is reported. One beside the main thread
    /// ends the program: a screen that lost a part of itself must not go on.
    pub fn restore_on_panic(self: &Arc<Self>) {
        let terminal = self.clone();
        let main = std::thread::current().id();
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            terminal.give_back();
            report(info);
            if std::thread::current().id() != main {
                std::process::exit(101);
            }
        }));
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The lock, unless another thread keeps it for longer than a frame takes.
    fn lock_soon(&self) -> Option<MutexGuard<'_, bool>> {
        for _ in 0..PATIENCE {
            match self.taken.try_lock() {
                Ok(taken) => return Some(taken),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
        }
        None
    }
}

/// Gives the terminal back when it goes out of scope.
#[derive(Debug)]
pub struct Guard(pub Arc<Terminal>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.give_back();
    }
}

/// Writes to standard output past its buffer and its lock, which a thread that panicked may hold.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let out = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Another program left the terminal non-blocking: wait until it takes more.
            Err(Errno::AGAIN) => {
                let mut ready = [rustix::event::PollFd::new(&out, rustix::event::PollFlags::OUT)];
                rustix::event::poll(&mut ready, None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
