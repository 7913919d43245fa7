//! The person's own file of entities: names the lists lack, names they would rather read, two that are one, and those
//! not to be shown. Every mistake is told with its line; what is right is taken.

use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::{Addition, Origin, Overlay};
use crate::model::spelling::nearest;
use crate::model::{CountryCode, EntityKind, Warning};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Which file of entities a run takes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntitiesFile {
    /// None: the result is the same on any machine.
    Nobodys,
    /// The one in the configuration folder, if there is one.
    Usual,
    /// The one named on the command line.
    Named(PathBuf),
}

impl EntitiesFile {
    /// The file named on the command line, else the usual one.
    pub(crate) fn or_usual(named: Option<&PathBuf>) -> Self {
        named.map_or(Self::Usual, |path| Self::Named(path.clone()))
    }
}

/// The lists with a person's own changes, and what is wrong with these.
pub(crate) struct Lists {
    pub(super) own: Option<Gazetteer>,
    pub(crate) warnings: Vec<Warning>,
}

impl Lists {
    /// The gazetteer to analyse with.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        self.own.as_ref().unwrap_or_else(|| Gazetteer::bundled())
    }
}

/// Where the usual file is looked for; `None` where there is no home.
pub(crate) fn path() -> Option<PathBuf> {
    choose_base_strategy().ok().map(|base| base.config_dir().join("dateline").join("entities.toml"))
}

/// The lists with the changes of a file laid over them.
pub(crate) fn lists(file: &EntitiesFile) -> Lists {
    let (overlay, mut warnings) = match file {
        EntitiesFile::Nobodys => Default::default(),
        EntitiesFile::Usual => {
            path().filter(|path| path.exists()).map(|path| load(&path)).unwrap_or_default()
        }
        EntitiesFile::Named(path) => load(path),
    };
    if overlay.is_empty() {
        return Lists { own: None, warnings };
    }
    let own = Gazetteer::bundled().with(&overlay);
    let known = Gazetteer::bundled().mistakes().len();
    let undone = own.mistakes().iter().skip(known);
    warnings.extend(undone.map(|m| Warning::notice(&m.file, &m.reason).at_line(m.line)));
    warnings.sort_by_key(|warning| warning.line);
    Lists { own: Some(own), warnings }
}

/// The changes a file asks for, and its mistakes.
pub(crate) fn load(path: &Path) -> (Overlay, Vec<Warning>) {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text, path),
        Err(error) => {
            let warning = Warning::unreadable(&path.display().to_string(), &format!("not read: {error}"));
            (Overlay::default(), vec![warning])
        }
    }
}

/// Reads the text of a file; its path is for the messages.
fn parse(text: &str, path: &Path) -> (Overlay, Vec<Warning>) {
    let file: Arc<str> = path.display().to_string().into();
    let mut reader = Reader { text, file, overlay: Overlay::default(), warnings: Vec::new() };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        reader.wrong(error.span().map_or(0, |span| span.start), error.message());
    }
    for (name, value) in document.get_ref() {
        reader.section(name, value);
    }
    (reader.overlay, reader.warnings)
}

/// The kinds of change, each a table of the file.
const SECTIONS: [&str; 5] = ["add", "alias", "rename", "merge", "mute"];

struct Reader<'t> {
    text: &'t str,
    file: Arc<str>,
    overlay: Overlay,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or(self.text).matches('\n').count() + 1
    }

    fn wrong(&mut self, at: usize, reason: &str) {
        self.warnings.push(Warning::notice(&self.file, reason).at_line(self.line(at)));
    }

    /// All changes of one kind.
    fn section(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let kind = name.get_ref().as_ref();
        if !SECTIONS.contains(&kind) {
            let meant = nearest(kind, SECTIONS).map(|name| format!("; did you mean [[{name}]]?"));
            return self
                .wrong(name.span().start, &format!("unknown table “{kind}”{}", meant.unwrap_or_default()));
        }
        match value.get_ref() {
            DeValue::Array(entries) => {
                for entry in entries {
                    match entry.get_ref() {
                        DeValue::Table(table) => self.entry(kind, table, entry.span().start),
                        _ => self.wrong(entry.span().start, &format!("write each as a table: [[{kind}]]")),
                    }
                }
            }
            DeValue::Table(table) => self.entry(kind, table, value.span().start),
            _ => self.wrong(value.span().start, &format!("{kind} is a table: [[{kind}]]")),
        }
    }

    /// One change: its fields checked one by one, so that each mistake has its own line.
    fn entry(&mut self, kind: &str, table: &DeTable<'_>, at: usize) {
        let known: &[&str] = match kind {
            "add" => &["name", "kind", "aliases", "country", "offices", "note"],
            "alias" => &["entity", "names"],
            "rename" => &["entity", "name"],
            "merge" => &["entity", "into"],
            _ => &["entity"],
        };
        let mut fields = Fields { text: Vec::new(), lists: Vec::new() };
        for (name, value) in table {
            let (field, place) = (name.get_ref().as_ref(), name.span().start);
            let Some(field) = known.iter().find(|known| **known == field) else {
                let meant = nearest(field, known.iter().copied());
                let meant = meant.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default();
                self.wrong(place, &format!("[[{kind}]] has no field “{field}”{meant}"));
                continue;
            };
            let list = matches!(*field, "aliases" | "names" | "offices");
            match (value.get_ref(), list) {
                (DeValue::String(text), _) if text.trim().is_empty() => {
                    self.wrong(place, &format!("{field} is empty"));
                }
                (DeValue::String(text), false) => fields.text.push((field, text.trim().to_owned())),
                (DeValue::String(text), true) => fields.lists.push((field, vec![text.trim().to_owned()])),
                (DeValue::Array(all), true) if all.iter().all(|one| one.get_ref().is_str()) => {
                    let all = all.iter().filter_map(|one| one.get_ref().as_str());
                    fields.lists.push((field, all.map(|one| one.trim().to_owned()).collect()));
                }
                (_, true) => self.wrong(place, &format!("{field} is a list of texts: [\"…\", \"…\"]")),
                (_, false) => self.wrong(place, &format!("{field} is a text in quotation marks")),
            }
        }
        let origin = Origin { file: self.file.clone(), line: self.line(at) };
        if let Err(reason) = self.change(kind, &origin, &mut fields) {
            self.wrong(at, &reason);
        }
    }

    fn change(&mut self, kind: &str, origin: &Origin, fields: &mut Fields) -> Result<(), String> {
        let mut need = |field: &'static str| {
            fields.text(field).ok_or_else(|| format!("[[{kind}]] needs {field} = \"…\""))
        };
        match kind {
            "add" => {
                let (name, sort) = (need("name")?, need("kind")?);
                let addition = Addition {
                    kind: entity_kind(&sort)?,
                    country: fields.text("country").map(|code| country(&code)).transpose()?,
                    aliases: fields.list("aliases"),
                    offices: fields.list("offices"),
                    note: fields.text("note").unwrap_or_default(),
                    name,
                };
                self.overlay.add(origin.clone(), addition);
            }
            "alias" => {
                let entity = need("entity")?;
                let names = fields.list("names");
                if names.is_empty() {
                    return Err("[[alias]] needs names = [\"…\"]".to_owned());
                }
                self.overlay.alias(origin.clone(), &entity, names);
            }
            "rename" => self.overlay.rename(origin.clone(), &need("entity")?, &need("name")?),
            "merge" => self.overlay.merge(origin.clone(), &need("entity")?, &need("into")?),
            _ => self.overlay.mute(origin.clone(), &need("entity")?),
        }
        Ok(())
    }
}

/// The fields of one change that are of the right type.
struct Fields {
    text: Vec<(&'static str, String)>,
    lists: Vec<(&'static str, Vec<String>)>,
}

impl Fields {
    fn text(&mut self, name: &str) -> Option<String> {
        self.text.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())
    }

    fn list(&mut self, name: &str) -> Vec<String> {
        let all = self.lists.iter().find(|(field, _)| *field == name).map(|(_, all)| all.clone());
        all.unwrap_or_default().into_iter().filter(|one| !one.is_empty()).collect()
    }
}

fn entity_kind(name: &str) -> Result<EntityKind, String> {
    let kinds = || EntityKind::ALL.into_iter().filter(|kind| *kind != EntityKind::Country);
    let kind = kinds().find(|kind| kind.name() == name.to_lowercase());
    kind.ok_or_else(|| {
        let names: Vec<&str> = kinds().map(EntityKind::name).collect();
        format!("kind “{name}”: write {}", names.join(", "))
    })
}

fn country(code: &str) -> Result<CountryCode, String> {
    Gazetteer::bundled().country(code).ok_or_else(|| format!("no country is called “{code}”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_taken_and_every_mistake_is_told() {
        let text = "\
[[add]]
name = \"Tane Loku\"
kind = \"person\"
aliases = \"T. Loku\"
country = \"Tuvalu\"
offices = [\"harbour master@2020..\"]

[[add]]
name = \"Odd\"
kind = \"horse\"

[[add]]
nam = \"Odd\"
country = 7

[[alias]]
entity = \"RU\"

[[merge]]
entity = \"A B\"
into = \"C D\"
why = \"same\"

[[mutee]]
entity = \"x\"

[[mute]]
entity = \"\"

[rename]
entity = \"TR\"
name = \"Türkiye\"
";
        let (overlay, warnings) = parse(text, Path::new("entities.toml"));
        assert_eq!(overlay.len(), 3);
        let mut told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        told.sort();
        assert_eq!(
            told,
            [
                "entities.toml:12: [[add]] needs name = \"…\"",
                "entities.toml:13: [[add]] has no field “nam”; did you mean “name”?",
                "entities.toml:14: country is a text in quotation marks",
                "entities.toml:16: [[alias]] needs names = [\"…\"]",
                "entities.toml:22: [[merge]] has no field “why”",
                "entities.toml:24: unknown table “mutee”; did you mean [[mute]]?",
                "entities.toml:27: [[mute]] needs entity = \"…\"",
                "entities.toml:28: entity is empty",
                "entities.toml:8: kind “horse”: write person, organisation, place, bloc, event",
            ]
        );
    }

    #[test]
    fn a_broken_line_costs_no_other_entry() {
        let text =
            "[[mute]]\nentity = \"Reading\"\n\n[[mute]]\nentity = Reading\n\n[[mute]]\nentity = \"Bath\"\n";
        let (overlay, warnings) = parse(text, Path::new("entities.toml"));
        assert!(overlay.len() >= 2, "{overlay:?}");
        assert!(warnings.iter().any(|warning| warning.line == Some(5)), "{warnings:?}");
    }
}
