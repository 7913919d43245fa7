//! Writes a generated library as lines of JSON: `library COUNT [SEED]`. With `--known` after them, what is known of each
//! article instead: its id, story, day, whether it is a copy, the people in it, parted by tabs.

#[path = "../benches/generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use anyhow::{Context, Result};
use std::io::{BufWriter, Write};

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let known = arguments.pop_if(|last| last == "--known").is_some();
    let count = arguments.first().context("how many articles?")?.parse()?;
    let seed = arguments.get(1).map_or(Ok(1), |seed| seed.parse())?;
    let library = generate::Library::new(seed, count);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for written in (0..library.len()).map(|i| library.article(i)) {
        if known {
            let (id, story, day, copy) = (&written.id, written.story, written.day, written.is_copy);
            writeln!(out, "{id}\t{story}\t{day}\t{copy}\t{}", written.people.join("|"))?;
        } else {
            writeln!(out, "{}", written.json())?;
        }
    }
    Ok(out.flush()?)
}
