//! Which candidates hang together so far, and what tied each to those before it.
//!
//! A union–find whose groups are chains through plain lists: twenty bytes a candidate, whatever the size of a group.

use std::collections::HashSet;

/// What tied a candidate to its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing before it.
    None,
    /// The evidence with another candidate, by its index.
    To(u32),
    /// The word of the reader.
    Reader,
}

/// Candidates of one happening, with what tied each to those before it.
pub(super) struct Cluster {
    /// Indices of candidates in order; the first is the head.
    pub members: Vec<(u32, Tie)>,
}

/// No candidate.
const NONE: u32 = u32::MAX;
const READER: u32 = u32::MAX - 1;

/// How candidates hang together. A group is named by its lowest member.
#[derive(Default)]
pub(super) struct Groups {
    /// The group of each, through others that were taken in.
    root: Vec<u32>,
    /// The member after each in its group.
    next: Vec<u32>,
    /// At the name of a group its last member, and how many it has; 0 where it was taken into another.
    last: Vec<u32>,
    size: Vec<u32>,
    ties: Vec<u32>,
    /// Groups that the reader joined: their own members may clash.
    by_reader: HashSet<u32>,
    /// Groups that were taken into others.
    merged: Vec<u32>,
}

impl Groups {
    /// Makes room for so many candidates in all, the new ones each a group of its own.
    pub(super) fn grow(&mut self, count: usize) {
        let more = self.root.len() as u32..count as u32;
        self.root.extend(more.clone());
        self.last.extend(more);
        self.next.resize(count, NONE);
        self.size.resize(count, 1);
        self.ties.resize(count, NONE);
    }

    /// The group of a candidate.
    pub(super) fn find(&mut self, i: u32) -> u32 {
        let mut root = i;
        while self.root[root as usize] != root {
            root = self.root[root as usize];
        }
        let mut at = i;
        while self.root[at as usize] != root {
            at = std::mem::replace(&mut self.root[at as usize], root);
        }
        root
    }

    /// How many members a group has.
    pub(super) fn size(&self, group: u32) -> u32 {
        self.size[group as usize]
    }

    /// The members of a group, its lowest first, then as they came.
    pub(super) fn members(&self, group: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(group), |&i| Some(self.next[i as usize]).filter(|&next| next != NONE))
    }

    /// Makes one group of two; returns its name.
    pub(super) fn merge(&mut self, one: u32, other: u32) -> u32 {
        let (keep, gone) = (one.min(other), one.max(other));
        let end = self.last[gone as usize];
        let tail = std::mem::replace(&mut self.last[keep as usize], end);
        self.next[tail as usize] = gone;
        self.size[keep as usize] += std::mem::take(&mut self.size[gone as usize]);
        self.root[gone as usize] = keep;
        self.merged.push(gone);
        if self.by_reader.remove(&gone) {
            self.by_reader.insert(keep);
        }
        keep
    }

    /// Notes what tied two candidates, at the later one unless that has a tie.
    pub(super) fn tie(&mut self, i: u32, j: u32) {
        let (earlier, later) = (i.min(j), i.max(j));
        if self.ties[later as usize] == NONE {
            self.ties[later as usize] = earlier;
        } else if self.ties[earlier as usize] == NONE {
            self.ties[earlier as usize] = later;
        }
    }

    /// Notes that the reader tied a candidate to a group.
    pub(super) fn tie_by_reader(&mut self, i: u32, group: u32) {
        self.by_reader.insert(group);
        self.ties[i as usize] = READER;
    }

    /// Whether the reader joined members of a group.
    pub(super) fn is_by_reader(&self, group: u32) -> bool {
        self.by_reader.contains(&group)
    }

    /// The groups that were taken into others since the last time, in order.
    pub(super) fn take_merged(&mut self) -> Vec<u32> {
        let mut merged = std::mem::take(&mut self.merged);
        merged.sort_unstable();
        merged
    }

    /// The names of all groups, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.size.len() as u32).filter(|&group| self.size[group as usize] > 0)
    }

    /// The candidates of a group.
    pub(super) fn cluster(&self, group: u32) -> Cluster {
        let mut members: Vec<u32> = self.members(group).collect();
        members.sort_unstable();
        let tie = |i: u32| match self.ties[i as usize] {
            NONE => Tie::None,
            READER => Tie::Reader,
            other => Tie::To(other),
        };
        Cluster { members: members.into_iter().map(|i| (i, tie(i))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_named_by_their_lowest_and_keep_their_ties() {
        let mut groups = Groups::default();
        groups.grow(5);
        assert_eq!(groups.merge(3, 1), 1);
        groups.tie(1, 3);
        assert_eq!(groups.merge(1, 0), 0);
        groups.tie(3, 0);
        groups.tie_by_reader(4, 0);
        groups.grow(6);
        assert_eq!(groups.names().collect::<Vec<_>>(), [0, 2, 4, 5]);
        assert_eq!(groups.members(0).collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!((groups.find(3), groups.size(0), groups.size(3)), (0, 3, 0));
        let cluster = groups.cluster(0);
        assert_eq!(cluster.members, [(0, Tie::To(3)), (1, Tie::None), (3, Tie::To(1))]);
        assert_eq!(groups.cluster(4).members, [(4, Tie::Reader)]);
        assert!(groups.is_by_reader(0) && !groups.is_by_reader(4));
        assert_eq!(groups.take_merged(), [1, 3]);
        assert!(groups.take_merged().is_empty());
    }
}
