//! Joins articles into groups from the strongest link down; a join may be refused.
//!
//! Works on any set of articles with the links among them, and only they decide the outcome, not their order: what
//! was joined once comes out the same when it is joined again.

use super::group::Group;
use std::collections::HashMap;

/// Two articles that are alike enough to be joined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// The lower number.
    pub a: u32,
    /// The higher number.
    pub b: u32,
    pub strength: f32,
}

/// Joins units (single articles, or groups that are not taken apart) by the links between their members. `unit_of`
/// tells the unit of an article.
pub(super) fn join(
    units: Vec<Group<'_>>,
    mut links: Vec<Link>,
    unit_of: impl Fn(u32) -> u32,
) -> Vec<Group<'_>> {
    links.sort_unstable_by(|x, y| y.strength.total_cmp(&x.strength).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    let mut joining = Joining::new(units);
    for link in links {
        joining.try_join(unit_of(link.a), unit_of(link.b));
    }
    joining.groups.into_iter().flatten().collect()
}

struct Joining<'t> {
    groups: Vec<Option<Group<'t>>>,
    /// The group of each unit, through others that were taken in.
    leader: Vec<u32>,
    /// How often a group has changed.
    version: Vec<u32>,
    /// Pairs of groups that were refused, with their versions: they need not be asked again as they are.
    refused: HashMap<(u32, u32), (u32, u32)>,
}

impl<'t> Joining<'t> {
    fn new(units: Vec<Group<'t>>) -> Self {
        Self {
            leader: (0..units.len() as u32).collect(),
            version: vec![0; units.len()],
            groups: units.into_iter().map(Some).collect(),
            refused: HashMap::new(),
        }
    }

    fn find(&mut self, unit: u32) -> u32 {
        let mut root = unit;
        while self.leader[root as usize] != root {
            root = self.leader[root as usize];
        }
        let mut at = unit;
        while self.leader[at as usize] != root {
            at = std::mem::replace(&mut self.leader[at as usize], root);
        }
        root
    }

    fn try_join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return;
        }
        let (a, b) = (one.min(other), one.max(other));
        let versions = (self.version[a as usize], self.version[b as usize]);
        if self.refused.get(&(a, b)) == Some(&versions) {
            return;
        }
        let size = |i: u32| self.groups[i as usize].as_ref().map_or(0, |group| group.articles.len());
        // The smaller goes into the larger: no article is moved often.
        let (into, from) = if size(a) >= size(b) { (a, b) } else { (b, a) };
        let (Some(mut group), Some(gone)) =
            (self.groups[into as usize].take(), self.groups[from as usize].take())
        else {
            return;
        };
        if group.joins(&gone) {
            group.absorb(gone);
            self.leader[from as usize] = into;
            self.version[into as usize] += 1;
        } else {
            self.groups[from as usize] = Some(gone);
            self.refused.insert((a, b), versions);
        }
        self.groups[into as usize] = Some(group);
    }
}
