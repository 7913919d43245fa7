//! What is made when it is first asked for: a piece of what is kept elsewhere, or what only some questions need.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// Something that may be made when it is first asked for.
pub struct Deferred<T> {
    made: OnceLock<T>,
    make: Option<Arc<dyn Fn() -> T + Send + Sync>>,
}

impl<T> Deferred<T> {
    /// What is there already.
    pub fn of(made: T) -> Self {
        Self { made: made.into(), make: None }
    }

    /// What is made when it is first asked for.
    pub fn by(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { made: OnceLock::new(), make: Some(Arc::new(make)) }
    }

    /// Whether it is there, but could be made again.
    pub(crate) fn can_go(&self) -> bool {
        self.make.is_some() && self.made.get().is_some()
    }

    /// The same, not made yet, where it can be made again.
    pub(crate) fn again(&self) -> Option<Self> {
        let make = self.make.clone()?;
        Some(Self { made: OnceLock::new(), make: Some(make) })
    }
}

impl<T: Default> Deferred<T> {
    /// The thing itself.
    pub fn get(&self) -> &T {
        self.made.get_or_init(|| self.make.as_ref().map_or_else(T::default, |make| make()))
    }

    /// The thing itself, to be changed.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.get();
        self.make = None;
        self.made.get_mut().expect("it was made above")
    }
}

impl<T: Clone + Default> Clone for Deferred<T> {
    fn clone(&self) -> Self {
        Self::of(self.get().clone())
    }
}

impl<T: Default + PartialEq> PartialEq for Deferred<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Default + Eq> Eq for Deferred<T> {}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        Self::of(T::default())
    }
}

impl<T> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.made.get().is_some() { "Deferred(made)" } else { "Deferred(not made)" })
    }
}
