//! Runs the program to its end and tells what that took.

use super::session::FOREIGN;
use super::{PROGRAM, proc};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy)]
pub(crate) struct Ran {
    /// By the clock.
    pub(crate) seconds: f64,
    /// Processor time of all threads, in hundredths of a second.
    pub(crate) cpu: Option<f64>,
    /// The most memory that it had, in bytes.
    pub(crate) peak: Option<u64>,
}

/// How often memory is looked at: what comes and goes within is not seen.
const LOOK: Duration = Duration::from_millis(3);

/// Runs the program with arguments, its output thrown away, its home in a folder.
pub(crate) fn run(home: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("HOME", home).env("TERM", "dumb");
    for variable in FOREIGN {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let process = child.id();
    let over = AtomicBool::new(false);
    let (seconds, cpu, peak) = thread::scope(|scope| {
        let peak = scope.spawn(|| {
            let mut peak = None;
            while !over.load(Ordering::Relaxed) {
                peak = proc::memory(process, "VmHWM").max(peak);
                thread::sleep(LOOK);
            }
            peak
        });
        // It is left unburied until its processor time was looked at.
        let pid = Pid::from_raw(process.cast_signed()).expect("a process has a number");
        waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT).expect("a child ends");
        let seconds = begun.elapsed().as_secs_f64();
        over.store(true, Ordering::Relaxed);
        (seconds, proc::seconds(process), peak.join().expect("looking does not fail"))
    });
    let status = child.wait().expect("a child can be waited for");
    assert!(matches!(status.code(), Some(0 | 1)), "{arguments:?}: {status}");
    Ran { seconds, cpu, peak }
}

/// The fastest of several runs, with the most memory of any.
pub(crate) fn best(home: &Path, arguments: &[&str], runs: usize) -> Ran {
    let first = run(home, arguments);
    (1..runs).map(|_| run(home, arguments)).fold(first, |best, ran| Ran {
        seconds: best.seconds.min(ran.seconds),
        cpu: best.cpu.zip(ran.cpu).map(|(a, b)| a.min(b)),
        peak: best.peak.max(ran.peak),
    })
}
