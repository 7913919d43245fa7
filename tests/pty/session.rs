//! A program in a pseudo-terminal: what it wrote, the screen that makes, and the modes it left the terminal in.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};
use rustix::termios::{Termios, tcgetattr};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long anything may take. Only a failing test waits that long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Variables of whoever runs this that a program must not heed.
pub(crate) const FOREIGN: [&str; 9] = [
    "NO_COLOR",
    "COLORTERM",
    "SSH_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
];

pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    reader: Option<JoinHandle<()>>,
    deaf: Arc<AtomicBool>,
    tty: PathBuf,
    modes: Modes,
    pub(crate) parser: vt100::Parser,
    /// All that was written.
    pub(crate) raw: Vec<u8>,
    /// When the last of it came.
    pub(crate) heard: Instant,
}

/// The modes of a terminal, as far as programs change them.
pub(crate) type Modes = [u64; 4];

impl Session {
    /// Runs a program with arguments in a terminal of 100 columns and 30 rows.
    pub(crate) fn start(program: &str, arguments: &[&str], folder: &Path) -> Self {
        Self::start_sized(program, arguments, folder, (30, 100))
    }

    /// Runs a program in a terminal of so many rows and columns.
    pub(crate) fn start_sized(program: &str, arguments: &[&str], folder: &Path, size: (u16, u16)) -> Self {
        let (rows, cols) = size;
        let pty = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("the system has pseudo-terminals");
        let tty = pty.master.tty_name().expect("a pseudo-terminal has a name");
        let modes = modes_of(&tty).expect("a terminal has modes");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        for variable in FOREIGN {
            command.env_remove(variable);
        }
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder);
        let child = pty.slave.spawn_command(command).expect("the program starts");
        drop(pty.slave);
        let (sender, output) = channel();
        let mut reader = pty.master.try_clone_reader().expect("the terminal can be read");
        let deaf = Arc::new(AtomicBool::new(false));
        let stop = deaf.clone();
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 16384];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..count].to_vec())).is_err()
                    || stop.load(Ordering::Relaxed)
                {
                    return;
                }
            }
        });
        let keys = pty.master.take_writer().expect("the terminal can be written");
        let parser = vt100::Parser::new(side(rows), side(cols), 0);
        Self {
            child,
            master: pty.master,
            keys,
            output,
            reader: Some(reader),
            deaf,
            tty,
            modes,
            parser,
            raw: Vec::new(),
            heard: Instant::now(),
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("keys can be pressed");
    }

    pub(crate) fn resize(&mut self, rows: u16, cols: u16) {
        self.parser.screen_mut().set_size(side(rows), side(cols));
        self.master
            .resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a terminal can be resized");
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Reads until the condition holds; fails with the screen where it never does.
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(written) => self.take_in(written),
                Err(reason) => panic!("{what}: {reason}; the screen is\n{}", self.screen()),
            }
        }
    }

    fn take_in(&mut self, (heard, bytes): (Instant, Vec<u8>)) {
        self.parser.process(&bytes);
        self.raw.extend(bytes);
        self.heard = heard;
    }

    /// Reads until nothing is written for a while; the last of it came at [`heard`](Self::heard).
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while let Ok(written) = self.output.recv_timeout(quiet) {
            self.take_in(written);
        }
    }

    /// Reads until the frame that a key leads to has ended; false where none ends in that time.
    pub(crate) fn frame(&mut self, within: Duration) -> bool {
        let end = Instant::now() + within;
        let from = self.raw.len();
        while !self.raw[from..].ends_with(b"\x1b[?2026l") {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(written) => self.take_in(written),
                Err(_) => return false,
            }
        }
        true
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Reads until the screen holds some words.
    pub(crate) fn until_shown(&mut self, words: &str) {
        self.until(words, |session| session.screen().contains(words));
    }

    /// Whether nothing at all is written for a while.
    pub(crate) fn is_quiet(&mut self, during: Duration) -> bool {
        self.output.recv_timeout(during) == Err(RecvTimeoutError::Timeout)
    }

    /// How often each thread of the program gave up its core or lost it, by the thread's number; `None` where the
    /// system does not tell.
    pub(crate) fn wake_ups(&self) -> Option<Vec<(String, u64)>> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id()?)).ok()?;
        let of = |status: &str| -> u64 {
            let counts = status.lines().filter_map(|line| line.split_once("voluntary_ctxt_switches:"));
            counts.filter_map(|(_, count)| count.trim().parse::<u64>().ok()).sum()
        };
        let thread = |entry: std::fs::DirEntry| {
            let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
            Some((entry.file_name().into_string().ok()?, of(&status)))
        };
        let mut all: Vec<(String, u64)> = threads.flatten().filter_map(thread).collect();
        all.sort();
        Some(all)
    }

    /// Reads to the end of the output and returns the exit status.
    pub(crate) fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(written) => self.take_in(written),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(reason) => panic!("no end: {reason}; the screen is\n{}", self.screen()),
            }
        }
        self.child.wait().expect("a child can be waited for").exit_code()
    }

    /// Whether the screen is the program's: alternate screen, paste in brackets, raw modes.
    pub(crate) fn is_taken(&self) -> bool {
        let screen = self.parser.screen();
        screen.alternate_screen() && screen.bracketed_paste()
    }

    /// Fails unless the terminal is as it was before the program.
    pub(crate) fn assert_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left on");
        assert!(!screen.bracketed_paste(), "paste in brackets was left on");
        assert!(!screen.hide_cursor(), "the cursor was left hidden");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse was kept");
        assert!(!self.synchronised(), "synchronised output was left on");
        assert_eq!(modes_of(&self.tty), Some(self.modes), "the modes of the terminal were left changed");
    }

    /// Whether the terminal's modes are other than before the program.
    pub(crate) fn is_raw(&self) -> bool {
        modes_of(&self.tty).is_some_and(|modes| modes != self.modes)
    }

    /// Whether the last synchronised frame was begun and not ended.
    fn synchronised(&self) -> bool {
        let last = |wanted: &[u8]| self.raw.windows(wanted.len()).rposition(|window| window == wanted);
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }

    /// Closes the terminal under the program: the master and every copy of it.
    pub(crate) fn vanish(mut self) -> Box<dyn Child + Send + Sync> {
        self.deaf.store(true, Ordering::Relaxed);
        // Whatever the key makes the program write wakes the reader, which then lets go of its copy.
        self.press("j\u{c}");
        self.reader.take().map(JoinHandle::join);
        self.child
    }
}

/// Sends a signal.
pub(crate) fn signal(process: i32, signal: Signal) {
    let process = Pid::from_raw(process).expect("processes have numbers above 0");
    rustix::process::kill_process(process, signal).expect("the process is ours");
}

fn modes_of(tty: &Path) -> Option<Modes> {
    let tty = File::open(tty).ok()?;
    let Termios { input_modes, output_modes, control_modes, local_modes, .. } = tcgetattr(tty).ok()?;
    Some([
        input_modes.bits().into(),
        output_modes.bits().into(),
        control_modes.bits().into(),
        local_modes.bits().into(),
    ])
}

/// A side of a terminal.
fn side(length: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(length).expect("a terminal has rows and columns")
}
