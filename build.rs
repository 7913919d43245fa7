//! Tells the program which analysis it is built with: a hash of the sources and lists that decide what is found in a
//! text. Findings kept by another analysis are worked out anew.

use std::path::{Path, PathBuf};

/// What decides the findings, and the types they are kept as.
const DECIDING: [&str; 3] = ["src/analysis", "src/model", "assets"];

fn main() {
    let mut files = Vec::new();
    for folder in DECIDING {
        println!("cargo::rerun-if-changed={folder}");
        gather(Path::new(folder), &mut files);
    }
    files.sort();
    // FNV-1a, 64 bits: nobody is to be kept from forging it.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let content = std::fs::read(&file).unwrap_or_default();
        for byte in file.to_string_lossy().bytes().chain([0]).chain(content) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=DATELINE_ANALYSIS={hash:016x}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            gather(&path, files);
        } else if extension != Some("svg") {
            files.push(path);
        }
    }
}
