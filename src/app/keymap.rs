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
    /// Binds the command to these sequences instead of its own, wherever it applies.
    pub fn rebind(&mut self, command: Command, sequences: &[Vec<Chord>]) {
        self.bindings.retain(|_, bound| *bound != command);
        let scopes = table().iter().filter(|spec| spec.command == command).flat_map(|spec| &spec.scopes);
        for scope in scopes {
            self.bindings.extend(sequences.iter().map(|keys| ((*scope, keys.clone()), command)));
        }
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
    fn a_person_may_bind_anew() {
        let mut map = Keymap::default();
        map.rebind(Command::Compare, &[parse_keys("<f2>").unwrap()]);
        assert_eq!(map.resolve(Scope::List, &parse_keys("c").unwrap()), Resolution::None);
        assert_eq!(map.keys_of(Scope::List, Command::Compare), ["F2"]);
    }
}
