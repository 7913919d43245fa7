//! The rows of an article in the reading pane: which parts, how deep, and where blank rows part them. Of a long article
//! only those near the view are made.

use crate::model::wrap::{PIECE, pieces_of, wrap_piece};
use crate::model::{Article, Role, Span};
use std::collections::VecDeque;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A row of the reading pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The words on it; empty for a blank row.
    pub span: Span,
    /// The role of the part it belongs to.
    pub role: Role,
    /// Whether it is the first row of its part.
    pub first: bool,
}

/// How rows are made: columns, and whether furniture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// Columns of the text.
    pub columns: u16,
    /// Whether furniture is shown.
    pub furniture: bool,
}

/// Columns that a role is set in by.
#[must_use]
pub const fn indent(role: Role) -> u16 {
    match role {
        Role::Quote | Role::Caption | Role::List => 2,
        _ => 0,
    }
}

/// The rows of a whole article, with a blank row between parts. Furniture is left out unless asked for.
#[must_use]
pub fn article_rows(article: &Article, setting: Setting) -> Vec<Row> {
    let paper = Paper { article, setting, piece: PIECE };
    std::iter::successors(paper.first(), |&block| paper.next(block))
        .flat_map(|block| paper.rows(block))
        .collect()
}

/// How much is made at once.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// Bytes of text up to which all rows are made.
    whole: usize,
    /// Bytes of a piece of a part.
    piece: usize,
    /// Rows that are made at least when more are needed.
    batch: usize,
    /// Rows that are kept on both sides of the view.
    around: usize,
}

impl Default for Scale {
    fn default() -> Self {
        Self { whole: 256 << 10, piece: PIECE, batch: 200, around: 2000 }
    }
}

/// A part of an article, or a piece of a part that is very long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Block {
    part: usize,
    piece: usize,
}

/// Rows of an article that follow one another: all of them where it is of ordinary length, else those near the view.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    article: Option<Arc<Article>>,
    setting: Setting,
    scale: Scale,
    made: Vec<Row>,
    /// What the rows were made of, each with the number of its rows.
    blocks: VecDeque<(Block, usize)>,
}

impl Deref for Rows {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        &self.made
    }
}

impl Rows {
    /// The first rows of an article.
    #[must_use]
    pub fn of(article: Arc<Article>, setting: Setting) -> Self {
        Self::scaled(article, setting, Scale::default())
    }

    fn scaled(article: Arc<Article>, setting: Setting, scale: Scale) -> Self {
        let mut rows = Self { article: Some(article), setting, scale, ..Self::default() };
        rows.lay(0);
        rows
    }

    /// The first rows of an article, or of the same one, in another setting.
    #[must_use]
    pub fn again(&self, article: Arc<Article>, setting: Setting) -> Self {
        Self::scaled(article, setting, self.scale)
    }

    /// The article.
    #[must_use]
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.article.as_ref()
    }

    /// How the rows are made.
    #[must_use]
    pub const fn setting(&self) -> Setting {
        self.setting
    }

    /// The row that holds a byte offset, or the one before it; the first or last where its row is not made.
    #[must_use]
    pub fn row_of(&self, offset: u32) -> usize {
        self.made.partition_point(|row| row.span.start <= offset).saturating_sub(1)
    }

    /// Whether there are rows before those that are made.
    #[must_use]
    pub fn goes_back(&self) -> bool {
        self.block_before().is_some()
    }

    /// Whether there are rows behind those that are made.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.block_behind().is_some()
    }

    /// Makes the rows around a byte offset, unless they are there; true where the rows are others now.
    pub fn reach(&mut self, offset: u32) -> bool {
        let wanted = self.paper().and_then(|paper| paper.at(offset));
        let ends = self.blocks.front().zip(self.blocks.back());
        let there =
            ends.zip(wanted).is_none_or(|((front, back), wanted)| (front.0..=back.0).contains(&wanted));
        if !there {
            self.lay(offset);
        }
        // A piece may begin with blanks, which belong to the row before.
        let before = self.made.first().is_none_or(|row| row.span.start > offset);
        let more = if before { self.go_back() } else { 0 };
        !there || more > 0
    }

    /// Makes some rows more before those that are made; returns how many.
    pub fn go_back(&mut self) -> usize {
        let mut more: Vec<(Block, Vec<Row>)> = Vec::new();
        let mut made = 0;
        while let (true, Some(paper)) = (made < self.scale.batch, self.paper()) {
            let last = more.last().map(|(block, _)| *block);
            let Some(block) = last.map_or_else(|| self.block_before(), |last| paper.before(last)) else {
                break;
            };
            let rows = paper.rows(block);
            made += rows.len();
            more.push((block, rows));
        }
        for (block, rows) in &more {
            self.blocks.push_front((*block, rows.len()));
        }
        self.made.splice(0..0, more.into_iter().rev().flat_map(|(_, rows)| rows));
        made
    }

    /// Makes some rows more behind those that are made; returns how many.
    pub fn go_on(&mut self) -> usize {
        let before = self.made.len();
        while let (true, Some(block)) = (self.made.len() - before < self.scale.batch, self.block_behind()) {
            let rows = self.paper().map_or_else(Vec::new, |paper| paper.rows(block));
            self.blocks.push_back((block, rows.len()));
            self.made.extend(rows);
        }
        self.made.len() - before
    }

    /// Lets go of rows far from the view where many are made; returns how many of them stood before it.
    pub fn keep_near(&mut self, view: Range<usize>) -> usize {
        let around = self.scale.around;
        if self.is_whole() || self.made.len() < view.len() + 4 * around {
            return 0;
        }
        let mut gone = 0;
        while let Some(&(_, rows)) =
            self.blocks.front().filter(|(_, rows)| gone + rows + around <= view.start)
        {
            gone += rows;
            self.blocks.pop_front();
        }
        let mut left = self.made.len();
        while let Some(&(_, rows)) = self.blocks.back().filter(|(_, rows)| left - rows >= view.end + around) {
            left -= rows;
            self.blocks.pop_back();
        }
        self.made.truncate(left);
        self.made.drain(..gone);
        gone
    }

    /// Bytes of text that a row stands for, about.
    #[must_use]
    pub fn bytes_a_row(&self) -> usize {
        let ends = self.made.first().zip(self.made.last());
        let bytes = ends.map_or(0, |(first, last)| first.span.cover(last.span).len() as usize);
        (bytes / self.made.len().max(1)).max(1)
    }

    /// Where the text that is shown ends.
    #[must_use]
    pub fn end(&self) -> u32 {
        let last = self.paper().and_then(|paper| {
            let parts = &paper.article.parts;
            (0..parts.len()).rev().find(|&part| paper.shows(part)).map(|part| parts[part].span.end)
        });
        last.unwrap_or(0)
    }

    /// The part that begins behind a byte offset, or the last one that begins before it.
    #[must_use]
    pub fn part_from(&self, offset: u32, forward: bool) -> Option<Span> {
        let paper = self.paper()?;
        let parts = &paper.article.parts;
        let shown = |part: &usize| paper.shows(*part);
        let part = if forward {
            (parts.partition_point(|part| part.span.start <= offset)..parts.len()).find(shown)
        } else {
            (0..parts.partition_point(|part| part.span.start < offset)).rev().find(shown)
        };
        part.map(|part| parts[part].span)
    }

    /// Makes the rows around a byte offset, and no others.
    fn lay(&mut self, offset: u32) {
        self.made.clear();
        self.blocks.clear();
        let whole = self.is_whole();
        let Some((block, rows)) = self.paper().and_then(|paper| {
            let block = if whole { paper.first() } else { paper.at(offset) }?;
            Some((block, paper.rows(block)))
        }) else {
            return;
        };
        self.blocks.push_back((block, rows.len()));
        self.made = rows;
        while self.go_on() > 0 && whole {}
    }

    fn is_whole(&self) -> bool {
        self.article.as_ref().is_none_or(|article| article.text.len() <= self.scale.whole)
    }

    fn paper(&self) -> Option<Paper<'_>> {
        let article = self.article.as_deref()?;
        Some(Paper { article, setting: self.setting, piece: self.scale.piece })
    }

    fn block_before(&self) -> Option<Block> {
        self.paper()?.before(self.blocks.front()?.0)
    }

    fn block_behind(&self) -> Option<Block> {
        self.paper()?.next(self.blocks.back()?.0)
    }
}

/// An article as it is laid into rows.
#[derive(Clone, Copy)]
struct Paper<'a> {
    article: &'a Article,
    setting: Setting,
    piece: usize,
}

impl Paper<'_> {
    fn shows(&self, part: usize) -> bool {
        self.setting.furniture || self.article.parts[part].role != Role::Furniture
    }

    fn pieces(&self, part: usize) -> usize {
        pieces_of(&self.article.text, self.article.parts[part].span, self.piece).count()
    }

    fn first(&self) -> Option<Block> {
        (0..self.article.parts.len()).find(|&part| self.shows(part)).map(|part| Block { part, piece: 0 })
    }

    fn next(&self, block: Block) -> Option<Block> {
        if block.piece + 1 < self.pieces(block.part) {
            return Some(Block { piece: block.piece + 1, ..block });
        }
        let part = (block.part + 1..self.article.parts.len()).find(|&part| self.shows(part))?;
        Some(Block { part, piece: 0 })
    }

    fn before(&self, block: Block) -> Option<Block> {
        if block.piece > 0 {
            return Some(Block { piece: block.piece - 1, ..block });
        }
        let part = (0..block.part).rev().find(|&part| self.shows(part))?;
        Some(Block { part, piece: self.pieces(part) - 1 })
    }

    /// The block that holds a byte offset, or the one before it; the first where none is.
    fn at(&self, offset: u32) -> Option<Block> {
        let parts = &self.article.parts;
        let behind = parts.partition_point(|part| part.span.start <= offset);
        let Some(part) = (0..behind).rev().find(|&part| self.shows(part)) else { return self.first() };
        let piece = pieces_of(&self.article.text, parts[part].span, self.piece).at(offset);
        Some(Block { part, piece })
    }

    fn rows(&self, block: Block) -> Vec<Row> {
        let part = &self.article.parts[block.part];
        let role = part.role;
        let columns = usize::from(self.setting.columns.saturating_sub(indent(role)));
        let span = pieces_of(&self.article.text, part.span, self.piece).get(block.piece);
        let mut rows = Vec::new();
        let before = || (0..block.part).rev().find(|&part| self.shows(part));
        if block.piece == 0
            && let Some(before) = before()
            && parted(self.article.parts[before].role, role)
        {
            rows.push(Row { span: Span::new(span.start, span.start), role, first: false });
        }
        let lines = wrap_piece(&self.article.text, span, columns);
        let row = |(i, span): (usize, Span)| Row { span, role, first: i == 0 && block.piece == 0 };
        rows.extend(lines.into_iter().enumerate().map(row));
        rows
    }
}

/// Whether a blank row stands between two parts: lines about the article stand together, and so do list items.
fn parted(before: Role, after: Role) -> bool {
    let about = |role| matches!(role, Role::Outlet | Role::Byline | Role::Dateline | Role::Tag);
    let together = (about(before) && about(after))
        || matches!((before, after), (Role::List, Role::List) | (Role::Furniture, Role::Furniture));
    !together
}

#[cfg(test)]
mod tests;
