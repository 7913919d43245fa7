//! What all these tests need: a folder, the program run in it, and its output taken apart.

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A temporary folder with the program to run in it. Nothing outside is read or written.
pub(crate) struct House {
    pub(crate) folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// How long one run may take, on a slow machine with much else to do.
const LONGEST_RUN: std::time::Duration = std::time::Duration::from_secs(60);

/// Everything a stream holds.
fn drain(mut stream: impl std::io::Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    bytes
}

/// What a run gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl House {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), variables: Vec::new() }
    }

    /// With an environment variable.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// The path of a file below the folder.
    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file below the folder.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Two outlets on one happening, and one on another, as JSON Lines.
    pub(crate) fn with_three_articles(self) -> Self {
        self.put("three.jsonl", THREE);
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path()).env("RUST_BACKTRACE", "1");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }

    /// Starts it, with nothing on standard input.
    pub(crate) fn start(&self, arguments: &[&str]) -> std::process::Child {
        self.start_on(arguments, Stdio::null())
    }

    fn start_on(&self, arguments: &[&str], input: Stdio) -> std::process::Child {
        let mut command = self.command(arguments);
        command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Runs to the end, with nothing on standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut child = self.start(arguments);
        // Work that never ends must fail the test, not hang it.
        let (done, timer) = std::sync::mpsc::channel::<()>();
        let id = rustix::process::Pid::from_child(&child);
        let watch = std::thread::spawn(move || {
            if timer.recv_timeout(LONGEST_RUN) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
            }
        });
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let errors = std::thread::spawn(move || drain(err));
        let stdout = drain(out);
        let stderr = errors.join().unwrap();
        // Told before the child is reaped, so that its number cannot be another's when the time is up.
        drop(done);
        watch.join().unwrap();
        let status = child.wait().unwrap();
        assert!(status.code().is_some(), "ended by itself within {LONGEST_RUN:?}: {arguments:?}");
        Run::of(Output { status, stdout, stderr })
    }

    /// Runs to the end, with this on standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.start_on(arguments, Stdio::piped());
        // The program may end without reading all of it.
        let _ = child.stdin.take().unwrap().write_all(input);
        Run::of(child.wait_with_output().unwrap())
    }

    /// Starts it and goes away after the first bytes of its output.
    pub(crate) fn run_and_leave(&self, arguments: &[&str]) -> Run {
        let mut child = self.start(arguments);
        let mut first = [0; 16];
        let mut out = child.stdout.take().unwrap();
        std::io::Read::read_exact(&mut out, &mut first).unwrap();
        drop(out);
        Run::of(child.wait_with_output().unwrap())
    }
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().expect("ended by itself, not by a signal"),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// The output, of a run that must have done everything.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.status, 0, "{}", self.err);
        self.out
    }

    /// The output as one JSON value.
    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// The output as JSON Lines.
    pub(crate) fn lines(self) -> Vec<Value> {
        self.done().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The folder of the bundled articles.
pub(crate) fn seeds() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").to_str().unwrap().to_owned()
}

/// Python's `text[start:end]`.
pub(crate) fn slice(text: &Value, span: &Value) -> String {
    let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    assert!(start <= end, "{span}");
    text.as_str().unwrap().chars().skip(start).take(end - start).collect()
}

const THREE: &str = r#"{"id":"harbour-1","title":"Storm closes the harbour of Gdańsk","outlet":"Baltic Gazette","country":"PL","date":"2024-01-11","text":"The harbour of Gdańsk was closed on Wednesday after a storm — the worst in 20 years — tore 3 cranes from their rails.\n\nPolish Prime Minister Donald Tusk visited the port on Thursday. “We will rebuild it,” Tusk said.\n\nNobody was hurt, the harbour master said."}
{"id":"harbour-2","title":"Gdańsk harbour shut as storm fells cranes","outlet":"Northern Courier","country":"DK","date":"2024-01-12","text":"A storm tore five cranes from their rails in the Polish port of Gdańsk on Wednesday and closed its harbour.\n\nPrime Minister Donald Tusk, who visited the port on Thursday, promised help from Warsaw.\n\nShips were sent to Gdynia."}
{"id":"football","title":"Late goal wins the cup for Lisbon","outlet":"Sports Daily","country":"PT","date":"2023-05-20","text":"A goal in the last minute won the cup for Lisbon on Saturday.\n\nThe crowd in Portugal sang until the morning."}
"#;
