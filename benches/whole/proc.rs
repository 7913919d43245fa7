//! What Linux tells of a process in `/proc`. Elsewhere nothing is told.

use std::fs;

/// Ticks of a second in which `/proc` counts processor time.
const TICKS: f64 = 100.0;

/// What a process has used since it began.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// Seconds of processor time of the threads that it has now.
    pub(crate) cpu: f64,
    /// How often its threads waited and were woken.
    pub(crate) woken: u64,
    /// Bytes that it wrote, to whatever.
    pub(crate) written: u64,
}

/// A field of `/proc/PID/status` in bytes, such as `VmRSS` and `VmHWM`: the memory that a process has now, and the most
/// that it had.
pub(crate) fn memory(process: u32, field: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}

/// Processor time of a process that may have ended, in hundredths.
pub(crate) fn seconds(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold blanks; user and system time are the 12th and 13th field behind it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}

/// What a running process has used, to the nanosecond.
pub(crate) fn used(process: u32) -> Option<Used> {
    let mut used = Used { cpu: 0.0, woken: 0, written: 0 };
    for thread in fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten() {
        let read = |file: &str| fs::read_to_string(thread.path().join(file)).ok();
        // A thread may end meanwhile.
        let (Some(status), Some(run)) = (read("status"), read("schedstat")) else { continue };
        let woken = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        used.woken += woken.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or(0);
        used.cpu += run.split(' ').next().and_then(|run| run.parse::<f64>().ok()).unwrap_or(0.0) / 1e9;
    }
    let io = fs::read_to_string(format!("/proc/{process}/io")).ok()?;
    used.written = io.lines().find_map(|line| line.strip_prefix("wchar:"))?.trim().parse().ok()?;
    Some(used)
}
