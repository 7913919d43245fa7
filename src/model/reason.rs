//! Reasons as they are kept: most are fixed sentences of the program, a few name names. The fixed ones are one string
//! each in memory, however many findings give them, also when they are read back.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

/// Different fixed sentences that are held: many times what the program has.
const MOST: usize = 4096;

/// Bytes beyond which a sentence is none of the fixed ones.
const LONGEST: usize = 400;

static FIXED: RwLock<Option<HashSet<&'static str>>> = RwLock::new(None);

#[expect(
    clippy::ptr_arg,
    reason = "serde hands over the field as it is; whether it is borrowed is what is kept"
)]
pub(super) fn serialize<S: Serializer>(reason: &Cow<'static, str>, serializer: S) -> Result<S::Ok, S::Error> {
    (matches!(reason, Cow::Borrowed(_)), reason.as_ref()).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, str>, D::Error> {
    let (fixed, words): (bool, &'de str) = Deserialize::deserialize(deserializer)?;
    Ok(if fixed { held(words) } else { Cow::Owned(words.to_owned()) })
}

/// The fixed sentence of these words. Held for as long as the program runs; there are only so many.
fn held(words: &str) -> Cow<'static, str> {
    let known = FIXED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(&known) = known.as_ref().and_then(|fixed| fixed.get(words)) {
        return Cow::Borrowed(known);
    }
    drop(known);
    let mut fixed = FIXED.write().unwrap_or_else(PoisonError::into_inner);
    let fixed = fixed.get_or_insert_default();
    // Another thread may have been here between the two locks.
    if let Some(&known) = fixed.get(words) {
        return Cow::Borrowed(known);
    }
    if fixed.len() >= MOST || words.len() > LONGEST {
        return Cow::Owned(words.to_owned());
    }
    let leaked: &'static str = Box::leak(Box::from(words));
    fixed.insert(leaked);
    Cow::Borrowed(leaked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_sentence_is_held_once() {
        let (one, two) = (held("its name stands in the lists"), held("its name stands in the lists"));
        let (Cow::Borrowed(one), Cow::Borrowed(two)) = (one, two) else { panic!("held") };
        assert!(std::ptr::eq(one, two));
        assert!(matches!(held(&"x".repeat(LONGEST + 1)), Cow::Owned(_)), "what cannot be one is not held");
    }
}
