//! The loop: wait, take in what waits, draw once.

use super::depth::Depth;
use super::ending::Ending;
use super::export::Exporter;
use super::fetching::{Fetch, Fetcher};
use super::jobs::Workers;
use super::keeper::Keeper;
use super::paper::Paper;
use super::patience::Patience;
use super::queue::{self, ENDING, Incoming};
use super::terminal::{Guard, Terminal};
use super::{versions, world};
use crate::app::loading::Stage;
use crate::app::{App, Effect, Library, Message};
use crate::library::{CorrectionStore, MarkStore, QueryStore, SessionStore, damage};
use crate::model::{MarkChange, Warning};
use crate::ui;
use anyhow::{Context, Result};
use ratatui::layout::Size;
use rustix::process::{Signal, getpid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGCONT, SIGTSTP};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Instant;

/// How many messages are taken in before a frame is drawn, however many wait.
const AT_ONCE: usize = 500;

/// Where what the person does is kept.
#[derive(Debug)]
pub struct Stores {
    /// Marks.
    pub marks: MarkStore,
    /// Corrections.
    pub corrections: CorrectionStore,
    /// Saved queries.
    pub queries: QueryStore,
    /// The folder of the library, where earlier versions of articles are.
    pub library: Option<PathBuf>,
    /// Where one was; `None` keeps no session.
    pub session: Option<SessionStore>,
}

/// Takes the terminal, reads the library in beside the screen, and runs until the person leaves, a signal ends the
/// program, or the terminal vanishes; returns the last state. The terminal is given back in every case.
///
/// # Errors
/// Where there is no terminal, or it cannot be used.
pub fn run(
    app: App,
    stores: Stores,
    fetch: Option<Fetch>,
    load: impl FnOnce(&(dyn Fn(Stage) + Sync)) -> Library + Send + 'static,
) -> Result<(App, Ending)> {
    let terminal = Arc::new(Terminal::default());
    terminal.restore_on_panic();
    let (sender, incoming) = channel();
    watch(&sender, &terminal).context("the screen needs threads and signals")?;
    let guard = Guard(terminal.clone());
    let fetcher = Fetcher::new(fetch, sender.clone());
    let mut screen = Screen::new(app, stores, terminal, fetcher, sender.clone())?;
    thread::Builder::new().name("load".to_owned()).spawn(move || {
        // The receiver is gone where the person left before everything was read.
        let tell = |message| drop(sender.send(Incoming::Message(message)));
        let library = load(&|stage| tell(Message::Loading(stage)));
        tell(Message::Loaded(library));
    })?;
    let ending = screen.run(&incoming);
    drop(guard);
    match ending {
        // Writing to a terminal that vanished fails before anybody says why.
        Err(error) if is_gone(&error) => Ok((screen.app, Ending::Gone)),
        ending => Ok((screen.app, ending?)),
    }
}

fn watch(sender: &Sender<Incoming>, terminal: &Arc<Terminal>) -> io::Result<()> {
    let terminal = terminal.clone();
    queue::watch_signals(sender.clone(), move |signal| {
        terminal.give_back();
        std::process::exit(i32::from(Ending::Signal(signal).status()));
    })?;
    queue::watch_hangup(sender.clone())?;
    queue::watch_input(sender.clone())
}

fn is_gone(error: &io::Error) -> bool {
    let gone =
        [rustix::io::Errno::IO, rustix::io::Errno::NXIO, rustix::io::Errno::BADF, rustix::io::Errno::PIPE];
    error.raw_os_error().is_some_and(|code| gone.iter().any(|errno| errno.raw_os_error() == code))
}

/// The state and what it is drawn on.
struct Screen {
    app: App,
    marks: MarkStore,
    corrections: CorrectionStore,
    queries: QueryStore,
    library: Option<PathBuf>,
    keeper: Keeper,
    patience: Patience,
    terminal: Arc<Terminal>,
    paper: ratatui::Terminal<Paper>,
    work: Workers,
    fetcher: Fetcher,
    exporter: Exporter,
}

impl Screen {
    fn new(
        mut app: App,
        stores: Stores,
        terminal: Arc<Terminal>,
        fetcher: Fetcher,
        queue: Sender<Incoming>,
    ) -> Result<Self> {
        terminal.capture_mouse(app.settings.mouse)?;
        terminal.take().context("cannot use the terminal")?;
        let (columns, rows) = crossterm::terminal::size().context("cannot tell the size of the terminal")?;
        app.update(Message::Resize(columns, rows));
        let paper = ratatui::Terminal::new(Paper::new(Size::new(columns, rows), Depth::of_terminal()))?;
        let Stores { marks, corrections, queries, library, session } = stores;
        let keeper = Keeper::start(session)?;
        app.update(Message::Saved(queries.queries().clone()));
        let (work, exporter) = (Workers::start(queue.clone())?, Exporter::new(queue));
        Ok(Self {
            app,
            marks,
            corrections,
            queries,
            library,
            keeper,
            patience: Patience::default(),
            terminal,
            paper,
            work,
            fetcher,
            exporter,
        })
    }

    fn run(&mut self, incoming: &Receiver<Incoming>) -> io::Result<Ending> {
        self.draw()?;
        self.note();
        while let Some(first) = self.next(incoming) {
            for one in std::iter::once(first).chain(incoming.try_iter().take(AT_ONCE)) {
                let ending = self.take_in(one)?;
                if let Some(ending) = ending {
                    self.note();
                    return Ok(ending);
                }
            }
            self.note();
            self.draw()?;
        }
        Ok(Ending::Left)
    }

    /// Waits for what comes next. While the session has changed and is not kept yet, for no longer than until it is to
    /// be; while work goes on beside the screen, for no longer than until that is to be told. `None` where the queue is
    /// closed, which it cannot be: this loop's own worker holds an end of it.
    fn next(&mut self, incoming: &Receiver<Incoming>) -> Option<Incoming> {
        loop {
            let now = Instant::now();
            if let Some(work) = self.patience.due(now) {
                return Some(Incoming::Message(Message::Waited(work)));
            }
            let waits = [self.keeper.wait(), self.patience.wait(now)];
            let Some(wait) = waits.into_iter().flatten().min() else { return incoming.recv().ok() };
            match incoming.recv_timeout(wait) {
                Ok(first) => return Some(first),
                Err(RecvTimeoutError::Timeout) if self.keeper.wait().is_some_and(|wait| wait.is_zero()) => {
                    self.keeper.keep();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Tells the keeper where one is now, and takes note of what is waited for.
    fn note(&mut self) {
        self.keeper.note(self.app.session().map(|session| session.write()));
        self.patience.note(self.app.awaited.untold(), Instant::now());
    }

    fn take_in(&mut self, incoming: Incoming) -> io::Result<Option<Ending>> {
        match incoming {
            Incoming::Message(message) => return self.update(message),
            Incoming::Gone => return Ok(Some(Ending::Gone)),
            Incoming::Signal(signal) if ENDING.contains(&signal) => return Ok(Some(Ending::Signal(signal))),
            Incoming::Signal(SIGTSTP) => self.stop(false),
            Incoming::Signal(SIGCONT) => self.resume()?,
            Incoming::Signal(_) => {}
        }
        Ok(None)
    }

    fn update(&mut self, message: Message) -> io::Result<Option<Ending>> {
        if let Message::Resize(columns, rows) = message {
            self.paper.backend_mut().resize(Size::new(columns, rows));
        }
        let (mut told, mut trouble, mut pending) = (Vec::new(), Vec::new(), Vec::new());
        // Of the last frame, or of work beside the screen: it is told before anything else is done.
        if damage::was_met() {
            trouble.push(Warning::unreadable("library", damage::WORDS));
        }
        let mut answers = Vec::new();
        if let Some(marks) = self.marks.renewed() {
            pending.extend(self.app.update(Message::Marked(marks)));
        }
        if let Some(saved) = self.queries.renewed() {
            pending.extend(self.app.update(Message::Saved(saved)));
        }
        let greeted = self.app.hint;
        pending.extend(self.app.update(message));
        if greeted && !self.app.hint {
            // Where nothing can be written that is told with the first mark; the hint alone is not worth words.
            let _ = self.marks.begin();
        }
        for effect in pending {
            match effect {
                Effect::Quit => return Ok(Some(Ending::Left)),
                Effect::Suspend if is_alone() => {
                    told.push("there is no shell to go back to".to_owned());
                }
                Effect::Suspend => self.stop(true),
                Effect::Repaint => self.paper.clear()?,
                Effect::CaptureMouse(capture) => self.terminal.capture_mouse(capture)?,
                Effect::Copy(text) => told.push(world::copy(&text, &self.terminal)),
                Effect::OpenLink(link) => told.push(world::open_link(&link)),
                Effect::Export(what) => told.extend(self.exporter.begin(what)),
                Effect::Fetch(true) => self.fetcher.begin(),
                Effect::Fetch(false) => self.fetcher.stop(),
                Effect::Record(changes) => trouble.extend(self.keep(&changes)),
                Effect::Versions(id) => answers.push(versions(self.library.as_deref(), id)),
                Effect::Save(change) => {
                    let failed = self.queries.record(&change).err();
                    trouble.extend(failed.map(|error| Warning::notice("saved queries", &error.to_string())));
                }
                Effect::Correct(change) => {
                    let failed = self.corrections.record(&change).err();
                    trouble.extend(failed.map(|error| Warning::notice("corrections", &error.to_string())));
                }
                Effect::Work(job) => self.work.send(job),
            }
        }
        for answer in answers {
            self.app.update(answer);
        }
        for words in told {
            self.app.update(Message::Told(words));
        }
        for warning in trouble {
            self.app.update(Message::Trouble(warning));
        }
        Ok(None)
    }

    /// Keeps marks. A failure is told; the store holds the changes and writes them with the next ones.
    fn keep(&mut self, changes: &[MarkChange]) -> Option<Warning> {
        let failed = self.marks.record(changes).err()?;
        Some(Warning::notice("marks", &failed.to_string()))
    }

    /// Gives the terminal back and stops. The signal that continues the program takes it again.
    fn stop(&mut self, with_group: bool) {
        self.terminal.give_back();
        // Where stopping is forbidden the screen comes back at once.
        let stopped = if with_group {
            kill_current_process_group(Signal::STOP)
        } else {
            kill_process(getpid(), Signal::STOP)
        };
        if stopped.is_err() {
            let _ = self.resume();
        }
    }

    /// Takes the terminal again, whose modes and size a shell may have changed meanwhile, and paints everything.
    fn resume(&mut self) -> io::Result<()> {
        self.terminal.give_back();
        self.terminal.take()?;
        if let Ok((columns, rows)) = crossterm::terminal::size() {
            self.paper.backend_mut().resize(Size::new(columns, rows));
            self.app.update(Message::Resize(columns, rows));
        }
        self.paper.backend_mut().forget_cursor();
        self.paper.clear()
    }

    fn draw(&mut self) -> io::Result<()> {
        if !self.terminal.is_taken() {
            return Ok(());
        }
        let app = &self.app;
        self.paper.draw(|frame| ui::draw(frame, app))?;
        let bytes = self.paper.backend_mut().take();
        self.terminal.show(&bytes)
    }
}

/// Whether the program is its session's first: nobody is there to continue it.
fn is_alone() -> bool {
    getsid(None).is_ok_and(|session| session == getpid())
}
