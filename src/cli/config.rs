//! The person's configuration: defaults from `assets/config.toml`, then the file in the configuration folder. Every
//! mistake is told with its line; what is right is taken, and the program starts in any case.

use crate::app::Settings;
use crate::app::chord::parse_keys;
use crate::app::command::Command;
use crate::app::keymap::Keymap;
use crate::fetch::Limits;
use crate::model::Warning;
use crate::model::spelling::nearest;
use crate::ui::theme::Theme;
use etcetera::{BaseStrategy, choose_base_strategy};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::{Spanned, Value};

/// The commented defaults, as `dateline config` prints them.
pub(crate) const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// What the person chose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Config {
    /// The looks; the theme is `None` where the terminal is to decide.
    pub(crate) settings: Settings,
    /// The theme chosen, if one was.
    pub(crate) theme: Option<String>,
    /// Bindings.
    pub(crate) keymap: Keymap,
    /// How far the client of the web goes.
    pub(crate) fetch: Limits,
    /// The person's own themes.
    pub(crate) own_themes: Vec<Theme>,
    /// Everything that is wrong with the file.
    pub(crate) warnings: Vec<Warning>,
}

/// Where the file is looked for; `None` where there is no home.
pub(crate) fn path() -> Option<PathBuf> {
    choose_base_strategy().ok().map(|base| base.config_dir().join("dateline").join("config.toml"))
}

/// Reads the person's file, if there is one.
pub(crate) fn load() -> Config {
    let Some(path) = path().filter(|path| path.exists()) else { return Config::default() };
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text, &path),
        Err(error) => Config {
            warnings: vec![Warning::notice(&path.display().to_string(), &format!("not read: {error}"))],
            ..Config::default()
        },
    }
}

/// Reads the text of a file; its path is for the messages.
pub(crate) fn parse(text: &str, path: &Path) -> Config {
    let mut reader =
        Reader { text: text.to_owned(), place: path.display().to_string(), config: Config::default() };
    reader.mend();
    if let Ok(entries) = toml::from_str::<BTreeMap<Spanned<String>, Spanned<Value>>>(&reader.text) {
        // Themes first: one of them may be the theme that is chosen.
        reader.themes();
        for (key, value) in &entries {
            reader.entry(key, value);
        }
        reader.keys();
        reader.fetch();
    }
    reader.config
}

/// The names of the settings.
const NAMES: [&str; 10] =
    ["theme", "measure", "furniture", "panel", "mouse", "list", "timeline", "keys", "fetch", "themes"];

/// The names of the settings of the client of the web, and what each takes.
const FETCH: [(&str, &str); 5] = [
    ("timeout", "seconds, from 1 to 600"),
    ("parallel", "a number from 1 to 32"),
    ("pause", "milliseconds, from 0 to 60000"),
    ("size", "MiB, from 1 to 512"),
    ("private", "true or false"),
];

/// Mistakes of form up to which the rest of a file is read.
const MOST: usize = 50;

struct Reader {
    text: String,
    place: String,
    config: Config,
}

impl Reader {
    fn warn(&mut self, at: usize, reason: &str) {
        let line = self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        self.config.warnings.push(Warning::notice(&self.place, reason).at_line(line));
    }

    /// Takes out the lines that are no TOML, so that a mistake costs no more than its line. Places stay as they are.
    fn mend(&mut self) {
        for _ in 0..MOST {
            let read = toml::from_str::<BTreeMap<Spanned<String>, Spanned<Value>>>(&self.text);
            let Err(error) = read else { return };
            let at = error.span().map_or(0, |span| span.start).min(self.text.len());
            // What has no end is noticed at the end of the file: the last line before it is where it began.
            let written = self.text.get(..at).map_or(0, |before| before.trim_end().len());
            let at = if self.text[at..].trim().is_empty() { written.saturating_sub(1) } else { at };
            let at = (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
            self.warn(at, error.message());
            let start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
            let end = self.text[at..].find('\n').map_or(self.text.len(), |after| at + after);
            let blank = " ".repeat(end - start);
            self.text.replace_range(start..end, &blank);
        }
        self.text.clear();
    }

    /// The person's own themes: a bundled one, but for what is set.
    fn themes(&mut self) {
        #[derive(serde::Deserialize)]
        struct File {
            #[serde(default)]
            themes: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<Value>>>,
        }
        let Ok(file) = toml::from_str::<File>(&self.text) else { return };
        for (name, entries) in &file.themes {
            let bundled = Theme::bundled();
            let base = entries.iter().find(|(key, _)| key.get_ref() == "base");
            let base = base.map_or(Some(&bundled[0]), |(_, value)| {
                let wanted = value.get_ref().as_str().unwrap_or_default();
                let found = bundled.iter().find(|theme| theme.name == wanted);
                if found.is_none() {
                    self.warn(
                        value.span().start,
                        "base takes the name of a bundled theme: dark, light, ansi or mono",
                    );
                }
                found
            });
            let mut theme = Theme::based(base.unwrap_or(&bundled[0]), name.get_ref());
            for (role, value) in entries.iter().filter(|(role, _)| role.get_ref() != "base") {
                match value.get_ref().as_str().map(|words| theme.set(role.get_ref(), words)) {
                    Some(Ok(())) => {}
                    Some(Err(reason)) => self.warn(value.span().start, &reason),
                    None => self.warn(
                        value.span().start,
                        "a look is text in quotation marks, as in \"#ff8800 bold\"",
                    ),
                }
            }
            let names = &mut self.config.settings.themes;
            if !names.contains(name.get_ref()) {
                names.push(name.get_ref().clone());
            }
            self.config.own_themes.push(theme);
        }
    }

    fn entry(&mut self, key: &Spanned<String>, value: &Spanned<Value>) {
        let (name, at) = (key.get_ref().as_str(), value.span().start);
        let settings = &mut self.config.settings;
        let taken = match (name, value.get_ref()) {
            ("theme", Value::String(theme)) => {
                let names = &settings.themes;
                if !names.contains(theme) {
                    let near = nearest(theme, names.iter().map(String::as_str));
                    let near = near.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default();
                    let told = format!("there is no theme “{theme}”; there are {}{near}", names.join(", "));
                    return self.warn(at, &told);
                }
                self.config.theme = Some(theme.clone());
                true
            }
            ("furniture", Value::Boolean(on)) => set(&mut settings.furniture, Some(*on)),
            ("panel", Value::Boolean(on)) => set(&mut settings.panel, Some(*on)),
            ("mouse", Value::Boolean(on)) => set(&mut settings.mouse, Some(*on)),
            ("measure", Value::Integer(n)) => set(&mut settings.measure, within(*n, 24, 200)),
            ("list", Value::Integer(n)) => set(&mut settings.shares.0, within(*n, 15, 50)),
            ("timeline", Value::Integer(n)) => set(&mut settings.shares.1, within(*n, 15, 50)),
            ("keys" | "fetch", Value::Table(_)) => true,
            ("themes", Value::Table(all)) if all.values().all(Value::is_table) => true,
            (known, _) if NAMES.contains(&known) => false,
            (unknown, _) => {
                let meant = nearest(unknown, NAMES).map(|name| format!("; did you mean “{name}”?"));
                let reason = format!("unknown setting “{unknown}”{}", meant.unwrap_or_default());
                return self.warn(key.span().start, &reason);
            }
        };
        if !taken {
            let wanted = match name {
                "theme" => "the name of a theme in quotation marks",
                "measure" => "a number from 24 to 200",
                "list" | "timeline" => "a number from 15 to 50",
                "keys" => "a table: [keys]",
                "fetch" => "a table: [fetch]",
                "themes" => "tables: [themes.mine]",
                _ => "true or false",
            };
            self.warn(at, &format!("{name} takes {wanted}"));
        }
    }

    /// The table of keys, read a second time so that each of its entries has its place.
    fn keys(&mut self) {
        #[derive(serde::Deserialize)]
        struct File {
            #[serde(default)]
            keys: BTreeMap<Spanned<String>, Spanned<Value>>,
        }
        let Ok(file) = toml::from_str::<File>(&self.text) else { return };
        let (mut own, mut places) = (Vec::new(), Vec::new());
        for (name, value) in &file.keys {
            let names = Command::ALL.iter().map(|command| command.name());
            let Some(command) = Command::ALL.iter().find(|command| command.name() == name.get_ref()) else {
                let meant = nearest(name.get_ref(), names).map(|name| format!("; did you mean “{name}”?"));
                let reason = format!("unknown command “{}”{}", name.get_ref(), meant.unwrap_or_default());
                self.warn(name.span().start, &reason);
                continue;
            };
            let sequences: Vec<&str> = match value.get_ref() {
                Value::String(one) => vec![one],
                Value::Array(all) if all.iter().all(Value::is_str) => {
                    all.iter().filter_map(Value::as_str).collect()
                }
                _ => Vec::new(),
            };
            let read: Result<Vec<_>, _> = sequences.iter().map(|keys| parse_keys(keys)).collect();
            match read {
                Ok(read) if !read.is_empty() && read.iter().all(|keys| !keys.is_empty()) => {
                    own.push((*command, read));
                    places.push(value.span().start);
                }
                Ok(_) => self.warn(value.span().start, "keys are text in quotation marks, or a list of it"),
                Err(error) => self.warn(value.span().start, &error.to_string()),
            }
        }
        // In the order of the file: of two commands with the same keys the one further down has them.
        let mut order: Vec<usize> = (0..own.len()).collect();
        order.sort_by_key(|i| places[*i]);
        let own: Vec<_> = order.iter().map(|i| own[*i].clone()).collect();
        for (i, told) in self.config.keymap.rebind_all(&own) {
            self.warn(places[order[i]], &told);
        }
    }
}

impl Reader {
    /// The table of the client of the web, read a second time for the places of its entries.
    fn fetch(&mut self) {
        #[derive(serde::Deserialize)]
        struct File {
            #[serde(default)]
            fetch: BTreeMap<Spanned<String>, Spanned<Value>>,
        }
        let Ok(file) = toml::from_str::<File>(&self.text) else { return };
        for (name, value) in &file.fetch {
            let limits = &mut self.config.fetch;
            let taken = match (name.get_ref().as_str(), value.get_ref()) {
                ("timeout", Value::Integer(n)) => {
                    let whole = within(*n, 1, 600).map(|n| Duration::from_secs(n.into()));
                    limits.connect = limits.connect.min(whole.unwrap_or(limits.connect));
                    set(&mut limits.whole, whole)
                }
                ("parallel", Value::Integer(n)) => {
                    set(&mut limits.parallel, within(*n, 1, 32).map(usize::from))
                }
                ("pause", Value::Integer(n)) => {
                    set(&mut limits.pause, within(*n, 0, 60_000).map(|n| Duration::from_millis(n.into())))
                }
                ("size", Value::Integer(n)) => {
                    set(&mut limits.bytes, within(*n, 1, 512).map(|n| u64::from(n) << 20))
                }
                ("private", Value::Boolean(on)) => set(&mut limits.private, Some(*on)),
                _ => false,
            };
            if taken {
                continue;
            }
            let known = FETCH.iter().find(|(known, _)| known == name.get_ref());
            if let Some((name, wanted)) = known {
                self.warn(value.span().start, &format!("{name} takes {wanted}"));
            } else {
                let meant = nearest(name.get_ref(), FETCH.iter().map(|(name, _)| *name));
                let meant = meant.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default();
                let reason = format!("unknown setting “{}” of [fetch]{meant}", name.get_ref());
                self.warn(name.span().start, &reason);
            }
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

fn within(n: i64, least: u16, most: u16) -> Option<u16> {
    u16::try_from(n).ok().filter(|n| (least..=most).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Scope;

    fn told(text: &str) -> Vec<String> {
        parse(text, Path::new("config.toml")).warnings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_bundled_defaults_are_the_defaults() {
        let config = parse(DEFAULTS, Path::new("config.toml"));
        assert_eq!(config.warnings, []);
        assert_eq!(config.settings, Settings::default());
        assert_eq!(config.fetch, Limits::default());
    }

    #[test]
    fn what_is_right_is_taken_and_every_mistake_is_told() {
        let text = "measure = 60\ntheem = \"dark\"\npanel = \"yes\"\nlist = 99\n[keys]\ncompare = \"<f2>\"\nfly = \"x\"\nwhy = [\"<entre>\"]\n";
        let config = parse(text, Path::new("config.toml"));
        assert_eq!(config.settings.measure, 60);
        assert_eq!(config.keymap.keys_of(Scope::List, Command::Compare), ["F2"]);
        let mut told = told(text);
        told.sort();
        assert_eq!(
            told,
            [
                "config.toml:2: unknown setting “theem”; did you mean “theme”?",
                "config.toml:3: panel takes true or false",
                "config.toml:4: list takes a number from 15 to 50",
                "config.toml:7: unknown command “fly”",
                "config.toml:8: unknown key “<entre>” at character 1; did you mean <enter>?",
            ]
        );
    }

    #[test]
    fn the_limits_of_the_client_are_taken_or_told() {
        let text = "[fetch]\ntimeout = 5\nparallel = 2\npause = 0\nsize = 1\nprivate = true\n";
        let config = parse(text, Path::new("config.toml"));
        let seconds = Duration::from_secs(5);
        let limits = Limits {
            whole: seconds,
            connect: seconds,
            bytes: 1 << 20,
            pause: Duration::ZERO,
            parallel: 2,
            private: true,
            ..Limits::default()
        };
        assert_eq!((config.fetch, config.warnings), (limits, vec![]));
        assert_eq!(
            told("[fetch]\nparallel = 0\nprivte = true\nsize = \"much\"\n"),
            [
                "config.toml:2: parallel takes a number from 1 to 32",
                "config.toml:3: unknown setting “privte” of [fetch]; did you mean “private”?",
                "config.toml:4: size takes MiB, from 1 to 512",
            ]
        );
        assert_eq!(told("fetch = 3\n"), ["config.toml:1: fetch takes a table: [fetch]"]);
    }

    #[test]
    fn a_mistake_of_form_costs_its_line_only() {
        for (text, line, measure) in [
            ("measure = 60\nlist = [\n", 2, 60),
            ("theme dark\nmeasure = 60\n", 1, 60),
            ("measure = 60\nmeasure = 61\n", 2, 60),
            ("panel = \"no\nmeasure = 60\n", 1, 60),
            ("[keys\nmeasure = 60\n", 1, 60),
            ("é = é\nmeasure = 60", 1, 60),
        ] {
            let config = parse(text, Path::new("config.toml"));
            let told: Vec<String> = config.warnings.iter().map(ToString::to_string).collect();
            assert_eq!((told.len(), config.settings.measure), (1, measure), "{text}: {told:?}");
            assert!(told[0].starts_with(&format!("config.toml:{line}: ")), "{text}: {told:?}");
        }
        assert!(
            told(&"x\n".repeat(500)).len() <= MOST,
            "a file that is something else is not told line by line"
        );
    }

    #[test]
    fn two_commands_of_the_same_keys_are_told() {
        let told =
            told("[keys]\nstar = \"z z\"\ncompare = \"<f2>\"\ntimeline = [\"<f2>\", 5]\nwhy = \"<f2>\"\n");
        assert_eq!(
            told,
            [
                "config.toml:4: keys are text in quotation marks, or a list of it",
                "config.toml:5: “<f2>” is given to compare too; it runs why",
            ]
        );
    }

    #[test]
    fn themes_of_ones_own() {
        let text = "theme = \"mine\"\n[themes.mine]\nbase = \"light\"\nperson = \"#ff8800 bold\"\npersn = \"red\"\ncountry = \"blod\"\nplace = 5\n[themes.other]\nbase = \"pink\"\n";
        let config = parse(text, Path::new("config.toml"));
        assert_eq!(config.theme.as_deref(), Some("mine"));
        assert_eq!(config.settings.themes[4..], ["mine".to_owned(), "other".to_owned()]);
        let mut told = told(text);
        told.sort();
        assert_eq!(
            told,
            [
                "config.toml:5: nothing on the screen is called “persn”; did you mean “person”?",
                "config.toml:6: “blod” is no colour; did you mean “bold”?",
                "config.toml:7: a look is text in quotation marks, as in \"#ff8800 bold\"",
                "config.toml:9: base takes the name of a bundled theme: dark, light, ansi or mono",
            ]
        );
        let mine = &config.own_themes[0];
        let light = Theme::named("light");
        assert_ne!(mine.style(crate::ui::theme::Paint::Person), light.style(crate::ui::theme::Paint::Person));
        assert_eq!(mine.style(crate::ui::theme::Paint::Date), light.style(crate::ui::theme::Paint::Date));
        assert_eq!(
            super::tests::told("theme = \"drak\""),
            [
                "config.toml:1: there is no theme “drak”; there are dark, light, ansi, mono; did you mean “dark”?"
            ]
        );
        assert_eq!(super::tests::told("themes = 5"), ["config.toml:1: themes takes tables: [themes.mine]"]);
    }
}
