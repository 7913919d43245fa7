//! Articles that want to harm the terminal, the spreadsheet, the browser, or the program.

use crate::house::House;
use serde_json::json;

/// Everything a terminal or a bidirectional layout could obey.
const POISON: &str = "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{0}\u{8}\u{7f}\u{90}q\u{9c}\u{202e}olleh\u{2066}\u{200b}\u{ad}\u{feff}\u{e0041}\u{85}\u{2028}";
const FORMATS: [&str; 6] = ["text", "json", "jsonl", "md", "csv", "html"];

/// The first character that may reach nobody.
fn unsafe_character(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    })
}

#[test]
fn no_control_reaches_the_output() {
    let house = House::new();
    let poisoned = |words: &str| format!("{words} {POISON} {words}");
    let article = |id: &str| {
        json!({
            "id": poisoned(id), "title": poisoned("Title"), "outlet": poisoned("Outlet"), "author": poisoned("Author"),
            "date": poisoned("2024-01-01"), "url": poisoned("https://example.org/"), "language": poisoned("en"),
            "country": poisoned("PL"), "tags": [poisoned("tag")],
            "text": format!("{}\n\n“{}” Vladimir Putin said on Monday.\n\nDonald {POISON} Tusk met Xi Jinping in Beijing.",
                poisoned("Sentence"), poisoned("Quote")),
        })
    };
    house.put("poison.jsonl", format!("{}\n{}\n", article("one"), article("two")));
    house.put(
        &format!("{}.txt", "name \u{1b}[31m \u{202e}"),
        poisoned("A text that is long enough to be read."),
    );
    house.put("broken\u{1b}[2J.jsonl", format!("{{\"text\": {POISON}"));
    let inputs = ["."];
    for command in [
        vec!["list"],
        vec!["show", "1"],
        vec!["search", "sentence"],
        vec!["analyze"],
        vec!["stories"],
        vec!["timeline"],
        vec!["compare", "1", "2"],
        vec!["entities"],
    ] {
        for format in FORMATS {
            if (command[0], format) == ("show", "csv") {
                continue;
            }
            let mut arguments = command.clone();
            arguments.extend(["--format", format]);
            arguments.extend(inputs);
            let run = house.run(&arguments);
            assert!(run.status == 2, "{arguments:?}: {}: {}", run.status, run.err);
            assert_eq!(unsafe_character(&run.out), None, "{arguments:?}");
            assert_eq!(unsafe_character(&run.err), None, "{arguments:?}: {:?}", run.err);
        }
    }
}

#[test]
fn hostile_arguments_are_told_safely() {
    let house = House::new();
    for arguments in [
        vec!["list", "\u{1b}[31mfile"],
        vec!["show", "\u{1b}[31m\u{202e}"],
        vec!["search", "\u{1b}[31mword"],
        vec!["list", "--query", "who:\u{1b}[31m\u{9b}"],
        vec!["list", "--query", "\u{1b}[31m:x"],
        vec!["list", "--format", "\u{1b}[31m\u{202e}"],
        vec!["--print", "--keys", "<\u{1b}[31m>"],
        vec!["--print", "--theme", "\u{1b}[31m\u{202e}"],
        vec!["--print", "--size", "\u{1b}[31m\u{202e}"],
        vec!["compare", "--left", "\u{1b}[31m\u{202e}", "--right", "x"],
        vec!["man", "\u{1b}[31m\u{202e}"],
        vec!["--\u{1b}[31m\u{202e}"],
    ] {
        let run = house.run(&arguments);
        assert_ne!(run.status, 0, "{arguments:?}");
        assert_eq!(unsafe_character(&run.err), None, "{arguments:?}: {:?}", run.err);
        assert_eq!(unsafe_character(&run.out), None, "{arguments:?}");
    }
}

#[test]
fn extreme_texts_are_analysed() {
    let house = House::new();
    let long_line = "Vladimir Putin met Xi Jinping in Beijing on Monday ".repeat(2000);
    for (name, text) in [
        ("one long line", long_line.clone()),
        ("one long word", "a".repeat(100_000)),
        ("blank lines", "\n".repeat(50_000) + "word"),
        ("brackets", "([{<\"“‘".repeat(5_000)),
        ("quotation marks", "\"".repeat(25_000)),
        ("stacked marks", format!("e{}", "\u{301}".repeat(50_000))),
        ("numbers", "1".repeat(25_000)),
        ("dates", "31 February 99999, 0000-00-00, 13/13/13. ".repeat(500)),
        ("one character", "x".to_owned()),
        ("emoji", "👩\u{200d}🚀".repeat(5_000)),
        ("title case", "Aaa Bbb Ccc ".repeat(5_000)),
        ("full stops", ". ".repeat(25_000)),
    ] {
        house.put("a.jsonl", json!({ "text": text, "date": "2024-01-01" }).to_string());
        let run = house.run(&["analyze", "--format", "jsonl", "a.jsonl"]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        let run = house.run(&["show", "1", "a.jsonl"]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
    }
}

#[test]
fn strange_files_are_read_or_refused() {
    let house = House::new();
    for (name, bytes) in [
        ("nul.txt", b"Words\0with\0NUL.\n".to_vec()),
        (
            "utf16.txt",
            "\u{feff}Words in UTF-16, enough of them.\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("latin.txt", b"Caf\xe9 in M\xfcnchen, a place to read.\n".to_vec()),
        ("bad.txt", b"Words \xff\xfe\xc0\x80 and more words.\n".to_vec()),
        ("crlf.txt", b"A title\r\n\r\nA body.\r\n".to_vec()),
        ("deep.json", [b"[".repeat(100_000), b"]".repeat(100_000)].concat()),
        ("array.json", b"[{\"text\":\"One.\"},{\"text\":\"Two.\"}]".to_vec()),
        ("null.jsonl", b"null\n[]\n1\n\"x\"\n{}\n{\"text\":null}\n{\"text\":\"Good.\"}\n".to_vec()),
        ("surrogate.jsonl", b"{\"text\":\"\\ud800 alone\"}\n{\"text\":\"Good.\"}\n".to_vec()),
    ] {
        house.put(name, bytes);
        let run = house.run(&["analyze", "--format", "jsonl", name]);
        assert!((0..=2).contains(&run.status), "{name}: {}", run.err);
        assert!(!run.err.contains("panicked"), "{name}: {}", run.err);
        assert!(run.status == 0 || !run.err.is_empty(), "{name}: a failure is told");
        assert_eq!(unsafe_character(&run.out), None, "{name}");
    }
}
