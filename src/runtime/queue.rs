//! What reaches the program from outside: one queue, filled by threads that each wait for one thing.

use super::input;
use crate::app::Message;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;

/// Something from outside.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// For the state.
    Message(Message),
    /// A signal.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// Signals that end the program.
pub(crate) const ENDING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

/// Starts the thread that hands on signals. `last_resort` is called with the signal where one that ends the program
/// was not obeyed in time; it must not return.
///
/// # Errors
/// Where the handlers cannot be registered.
pub(crate) fn watch_signals(
    queue: Sender<Incoming>,
    last_resort: impl Fn(i32) + Send + Sync + Clone + 'static,
) -> io::Result<()> {
    let mut signals = Signals::new(ENDING.into_iter().chain([SIGTSTP, SIGCONT]))?;
    let watch = move || {
        for signal in &mut signals {
            let heard = queue.send(Incoming::Signal(signal)).is_ok();
            if ENDING.contains(&signal) {
                let last_resort = last_resort.clone();
                let wait = if heard { super::GRACE } else { std::time::Duration::ZERO };
                thread::spawn(move || {
                    thread::sleep(wait);
                    last_resort(signal);
                });
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

/// Starts the thread that reads keys, mouse, paste and size.
///
/// # Errors
/// Where the thread cannot be started.
pub(crate) fn watch_input(queue: Sender<Incoming>) -> io::Result<()> {
    let watch = move || {
        loop {
            let incoming = match crossterm::event::read() {
                Ok(event) => input::message(event).map(Incoming::Message),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
                Err(_) => Some(Incoming::Gone),
            };
            let gone = matches!(incoming, Some(Incoming::Gone));
            if incoming.is_some_and(|incoming| queue.send(incoming).is_err()) || gone {
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(watch).map(drop)
}

/// Starts the thread that notices when the terminal vanishes. The input thread cannot: crossterm's reader takes the
/// end of the input for no input, and asks again without end.
///
/// # Errors
/// Where the thread cannot be started.
pub(crate) fn watch_hangup(queue: Sender<Incoming>) -> io::Result<()> {
    let watch = move || {
        let gone = if io::stdin().is_terminal() {
            wait_for_hangup(rustix::stdio::stdin())
        } else {
            std::fs::File::open("/dev/tty").is_ok_and(|terminal| wait_for_hangup(terminal.as_fd()))
        };
        if gone {
            // The receiver is gone where the program ends anyway.
            let _ = queue.send(Incoming::Gone);
        }
    };
    thread::Builder::new().name("hangup".to_owned()).spawn(watch).map(drop)
}

/// Waits until the other end of a terminal is closed; false where that cannot be waited for.
fn wait_for_hangup(terminal: impl AsFd) -> bool {
    loop {
        // Asked for nothing, poll still reports hang-up and error.
        let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) if watched[0].revents().contains(PollFlags::NVAL) => return false,
            Ok(0) => {}
            Ok(_) => return watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR),
        }
    }
}
