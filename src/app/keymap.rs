//! From keys to commands: bindings per scope, with sequences, count prefixes, and what may follow a prefix.

use super::chord::Chord;
use super::command::{Command, Scope, Spec, table};
use std::collections::BTreeMap;

/// The bindings in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: BTreeMap<(Scope, Vec<Chord>), Command>,
}

/// What the keys typed so far mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// A whole binding.
    Command(Command),
    /// The beginning of longer bindings.
    Prefix,
    /// Nothing.
    None,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = BTreeMap::new();
        for Spec { command, scopes, keys, .. } in table() {
            for scope in scopes {
                bindings.extend(keys.iter().map(|keys| ((*scope, keys.clone()), *command)));
            }
        }
        Self { bindings }
    }
}

impl Keymap {
    /// Binds commands to sequences instead of their own, all at once, so that two may change keys. Told is what cannot
    /// be meant, with the place in the list of who it concerns: keys that run two commands in one place, and keys that
    /// are the beginning of others, which cannot be reached any more.
    pub fn rebind_all(&mut self, own: &[(Command, Vec<Vec<Chord>>)]) -> Vec<(usize, String)> {
        self.bindings.retain(|_, bound| own.iter().all(|(command, _)| command != bound));
        let mut told = Vec::new();
        let mut taken: BTreeMap<(Scope, Vec<Chord>), Command> = BTreeMap::new();
        for (i, (command, sequences)) in own.iter().enumerate() {
            let spec = table().iter().find(|spec| spec.command == *command);
            let mut clashes: Vec<String> = Vec::new();
            for (&scope, keys) in spec
                .into_iter()
                .flat_map(|spec| &spec.scopes)
                .flat_map(|scope| sequences.iter().map(move |keys| (scope, keys)))
            {
                let before = taken.insert((scope, keys.clone()), *command);
                self.bindings.insert((scope, keys.clone()), *command);
                let words: String = keys.iter().map(ToString::to_string).collect();
                if let Some(other) = before.filter(|other| other != command) {
                    clashes.push(format!(
                        "“{words}” is given to {} too; it runs {}",
                        other.name(),
                        command.name()
                    ));
                } else if let Some((rest, other)) = self.following(scope, keys).next() {
                    let rest: String = rest.iter().map(ToString::to_string).collect();
                    let (whole, other) = (format!("{words}{rest}"), other.name());
                    clashes
                        .push(format!("“{words}” begins “{whole}”, so that {other} cannot be reached by it"));
                }
            }
            clashes.dedup();
            told.extend(clashes.into_iter().map(|clash| (i, clash)));
        }
        told
    }

    /// What `keys` mean in a scope.
    #[must_use]
    pub fn resolve(&self, scope: Scope, keys: &[Chord]) -> Resolution {
        if let Some(command) = self.bindings.get(&(scope, keys.to_vec())) {
            return Resolution::Command(*command);
        }
        if self.following(scope, keys).next().is_some() { Resolution::Prefix } else { Resolution::None }
    }

    /// The keys that may follow a prefix, with the command each completes or leads to.
    pub fn following<'a>(
        &'a self,
        scope: Scope,
        prefix: &'a [Chord],
    ) -> impl Iterator<Item = (&'a [Chord], Command)> {
        self.bindings
            .iter()
            .filter(move |((at, keys), _)| {
                *at == scope && keys.len() > prefix.len() && keys.starts_with(prefix)
            })
            .map(move |((_, keys), command)| (&keys[prefix.len()..], *command))
    }

    /// The key sequences of a command in a scope, in the table's order where they are the defaults.
    #[must_use]
    pub fn keys_of(&self, scope: Scope, command: Command) -> Vec<String> {
        let bound = |keys: &Vec<Chord>| self.bindings.get(&(scope, keys.clone())) == Some(&command);
        let spec = table().iter().find(|spec| spec.command == command);
        let defaults = spec.into_iter().flat_map(|spec| &spec.keys).filter(|keys| bound(keys)).cloned();
        let mut all: Vec<Vec<Chord>> = defaults.collect();
        for ((at, keys), found) in &self.bindings {
            if *at == scope && *found == command && !all.contains(keys) {
                all.push(keys.clone());
            }
        }
        all.iter().map(|keys| keys.iter().map(|chord| chord.label()).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::chord::parse_keys;
    use super::*;

    #[test]
    fn keys_resolve_by_scope() {
        let map = Keymap::default();
        for (scope, keys, expected) in [
            (Scope::List, "j", Resolution::Command(Command::Down)),
            (Scope::List, "g", Resolution::Prefix),
            (Scope::List, "gg", Resolution::Command(Command::Top)),
            (Scope::List, "/", Resolution::Command(Command::Filter)),
            (Scope::Reader, "/", Resolution::Command(Command::Find)),
            (Scope::Reader, "gx", Resolution::None),
            (Scope::Menu, "e", Resolution::None),
        ] {
            assert_eq!(map.resolve(scope, &parse_keys(keys).unwrap()), expected, "{scope:?} {keys}");
        }
    }

    #[test]
    fn no_default_binding_hides_another() {
        let mut seen = BTreeMap::new();
        for spec in table() {
            for scope in &spec.scopes {
                for keys in &spec.keys {
                    let before = seen.insert((*scope, keys.clone()), spec.command);
                    assert_eq!(before, None, "{scope:?} {keys:?} twice: {:?}", spec.command);
                }
            }
        }
        let map = Keymap::default();
        for (scope, keys) in seen.keys() {
            assert_eq!(
                map.following(*scope, keys).count(),
                0,
                "{keys:?} is the beginning of another binding"
            );
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let keys = |text: &str| vec![parse_keys(text).unwrap()];
        let mut map = Keymap::default();
        let told = map.rebind_all(&[(Command::Compare, keys("t")), (Command::Timeline, keys("c"))]);
        assert_eq!(told, [], "two change keys");
        assert_eq!(map.keys_of(Scope::List, Command::Timeline), ["c"]);
        let told = map.rebind_all(&[(Command::Compare, keys("<f2>")), (Command::Timeline, keys("<f2>"))]);
        assert_eq!(told, [(1, "“<f2>” is given to compare too; it runs timeline".to_owned())]);
        let told = map.rebind_all(&[(Command::Star, keys("g"))]);
        assert_eq!(told, [(0, "“g” begins “gg”, so that top cannot be reached by it".to_owned())]);
    }

    #[test]
    fn a_person_may_bind_anew() {
        let mut map = Keymap::default();
        map.rebind_all(&[(Command::Compare, vec![parse_keys("<f2>").unwrap()])]);
        assert_eq!(map.resolve(Scope::List, &parse_keys("c").unwrap()), Resolution::None);
        assert_eq!(map.keys_of(Scope::List, Command::Compare), ["F2"]);
    }
}
