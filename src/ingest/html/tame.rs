//! HTML made harmless before it is parsed: the parser's work grows with the square of how deep elements nest, how
//! many attributes one has, how many formatting elements stay open. What comes out is well nested, at most
//! [`MAX_DEPTH`] deep, with few and short attributes; words are kept. Understands tags, not pages.

use super::tags::{self, Class, Tag};
use std::collections::HashMap;

/// How deep elements may nest; browsers stop here too.
pub(super) const MAX_DEPTH: usize = 512;
/// How many elements are kept; of further ones the words are.
pub(super) const MAX_ELEMENTS: usize = 60_000;
/// How deep all elements may be together: what looks for an article asks most of them about those around them.
const MAX_DEPTHS: usize = 1_000_000;
/// How many bytes of a page are read.
pub(super) const MAX_BYTES: usize = 16 << 20;
/// The longest script with data about the page that is kept, in bytes.
const MAX_SCRIPT: usize = 2 << 20;

/// A page that is safe to parse.
#[derive(Debug, Default)]
pub(super) struct Tamed {
    /// The page.
    pub(super) html: String,
    /// The address that a browser noted when it saved the page.
    pub(super) saved_from: Option<String>,
    /// What was cut, for the person.
    pub(super) notices: Vec<String>,
}

/// An element that is open, with its name in lower case.
struct Open {
    name: String,
    class: Class,
    /// Where its start tag stands in the output, and where its content begins.
    tag: (usize, usize),
    /// Whether it says something even if it is empty.
    telling: bool,
}

/// The work in progress.
struct Tamer<'s> {
    source: &'s str,
    at: usize,
    out: Tamed,
    stack: Vec<Open>,
    /// How many elements of each name are open, so that an end tag without a start costs nothing.
    open: HashMap<String, usize>,
    /// Start tags left out because the stack was full; as many end tags go with them.
    left_out: usize,
    elements: usize,
    depths: usize,
    too_deep: bool,
    too_many: bool,
    /// Where the next end tag of a name was found to be, so that many starts without an end cost one search.
    ends: HashMap<String, usize>,
}

/// Makes a page harmless.
pub(super) fn tame(source: &str) -> Tamed {
    let kept = super::super::format::head(source, MAX_BYTES);
    let mut tamer = Tamer {
        source: kept,
        at: 0,
        out: Tamed { html: String::with_capacity(kept.len() / 2), ..Tamed::default() },
        stack: Vec::new(),
        open: HashMap::new(),
        left_out: 0,
        elements: 0,
        depths: 0,
        too_deep: false,
        too_many: false,
        ends: HashMap::new(),
    };
    if kept.len() < source.len() {
        tamer.notice(format!("is a page of more than {} MiB; only its beginning is read", MAX_BYTES >> 20));
    }
    tamer.run();
    tamer.out
}

impl Tamer<'_> {
    fn notice(&mut self, words: String) {
        self.out.notices.push(words);
    }

    fn run(&mut self) {
        while let Some(found) = memchr::memchr(b'<', &self.source.as_bytes()[self.at..]) {
            let mark = self.at + found;
            self.out.html.push_str(&self.source[self.at..mark]);
            self.at = mark;
            let rest = &self.source[mark + 1..];
            match rest.bytes().next() {
                Some(b'!' | b'?') => self.declaration(),
                Some(b'/') if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => self.end_tag(),
                Some(b'/') => self.skip_to('>'),
                Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
                _ => {
                    self.out.html.push_str("&lt;");
                    self.at += 1;
                }
            }
        }
        let rest = &self.source[self.at..];
        self.out.html.push_str(rest);
        self.close_down_to(0);
        if self.too_deep {
            self.notice(format!("nests elements deeper than {MAX_DEPTH}; the deeper ones are taken as text"));
        }
        if self.too_many {
            self.notice("has more elements than any article; the rest is taken as text".to_owned());
        }
    }

    /// Goes on behind the next `end`, or to the end of the page.
    fn skip_to(&mut self, end: char) {
        let rest = &self.source[self.at..];
        self.at += rest.find(end).map_or(rest.len(), |found| found + end.len_utf8());
    }

    /// Comments, document types, processing instructions: left out.
    fn declaration(&mut self) {
        let rest = &self.source[self.at..];
        let Some(comment) = rest.strip_prefix("<!--") else { return self.skip_to('>') };
        let empty = ["->", ">"].into_iter().find(|end| comment.starts_with(end));
        let end = empty.map(|end| (0, end.len())).or_else(|| {
            // `--!>` ends a comment too.
            let mut from = 0;
            while let Some(found) = memchr::memmem::find(&comment.as_bytes()[from..], b"--") {
                let at = from + found;
                match &comment.as_bytes()[at + 2..] {
                    [b'>', ..] => return Some((at, 3)),
                    [b'!', b'>', ..] => return Some((at, 4)),
                    _ => from = at + 1,
                }
            }
            None
        });
        let (length, mark) = end.unwrap_or((comment.len(), 0));
        if self.out.saved_from.is_none() {
            self.out.saved_from = saved_from(&comment[..length]);
        }
        self.at += "<!--".len() + length + mark;
    }

    fn start_tag(&mut self) {
        let tag = tags::read(self.source, self.at);
        self.at = tag.end;
        let class = Class::of(&tag.name);
        match class {
            Class::Dropped => {}
            Class::Skipped => self.skip_content(&tag.name),
            Class::Script => self.script(&tag),
            Class::Title => self.title(&tag),
            Class::Root => self.root(&tag),
            Class::Void => {
                if self.may_add() {
                    self.close_implied(&tag.name, class);
                    tag.write(&mut self.out.html);
                }
            }
            _ => self.open(tag, class),
        }
    }

    fn open(&mut self, tag: Tag, class: Class) {
        if !self.may_add() {
            return self.leave_out();
        }
        self.close_implied(&tag.name, class);
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep = true;
            return self.leave_out();
        }
        let from = self.out.html.len();
        tag.write(&mut self.out.html);
        *self.open.entry(tag.name.clone()).or_default() += 1;
        let telling =
            tag.value("itemprop").is_some() || tag.value("datetime").is_some() || tag.value("id").is_some();
        self.stack.push(Open { name: tag.name, class, tag: (from, self.out.html.len()), telling });
    }

    /// Counts one element more, unless there are too many.
    fn may_add(&mut self) -> bool {
        if self.elements >= MAX_ELEMENTS || self.depths + self.stack.len() > MAX_DEPTHS {
            self.too_many = true;
            return false;
        }
        self.elements += 1;
        self.depths += self.stack.len();
        true
    }

    /// Passes a start tag over, and later as many end tags. Its words stay apart from those before.
    fn leave_out(&mut self) {
        self.left_out += 1;
        if !self.out.html.ends_with(char::is_whitespace) {
            self.out.html.push(' ');
        }
    }

    /// Closes what a start tag ends without saying so: the item before an item, the paragraph before a block.
    fn close_implied(&mut self, name: &str, class: Class) {
        for (closed, barriers) in tags::implied(name, class) {
            if self.open.get(*closed).is_none_or(|count| *count == 0) {
                continue;
            }
            let found = self
                .stack
                .iter()
                .rposition(|open| open.name == *closed || barriers.contains(&open.name.as_str()));
            if let Some(at) = found.filter(|at| self.stack[*at].name == *closed) {
                self.close_down_to(at);
            }
        }
    }

    fn end_tag(&mut self) {
        let tag = tags::read(self.source, self.at + 1);
        self.at = tag.end;
        let class = Class::of(&tag.name);
        if matches!(
            class,
            Class::Void | Class::Dropped | Class::Skipped | Class::Script | Class::Title | Class::Root
        ) {
            return;
        }
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        if self.open.get(&tag.name).is_none_or(|count| *count == 0) {
            return;
        }
        // An inline element ends inside its block only; a block not outside of its cell.
        for at in (0..self.stack.len()).rev() {
            let open = &self.stack[at];
            if open.name == tag.name {
                return self.close_down_to(at);
            }
            let stops = match class {
                Class::Inline => open.class != Class::Inline,
                Class::Table => open.name == "table",
                _ => open.class == Class::Table,
            };
            if stops {
                return;
            }
        }
    }

    /// Closes all open elements from the one at `depth` on.
    fn close_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(open) = self.stack.pop() else { return };
            let (from, content) = open.tag;
            let says = open.telling || open.class == Class::Table && open.name != "table";
            // Between two words even an empty element is a gap.
            if content == self.out.html.len()
                && !says
                && (from == 0 || self.out.html[..from].ends_with(['>', ' ', '\n']))
            {
                self.out.html.truncate(from);
                self.elements -= 1;
                self.depths -= self.stack.len();
            } else {
                self.out.html.extend(["</", &open.name, ">"]);
            }
            if let Some(count) = self.open.get_mut(&open.name) {
                *count -= 1;
            }
        }
    }

    /// The content of an element whose text is no markup, up to its end tag; the place goes behind that.
    fn content(&mut self, name: &str) -> std::ops::Range<usize> {
        let from = self.at;
        let end = self.end_of(name);
        self.at = end;
        self.skip_to('>');
        from..end
    }

    /// Leaves an element out with all it holds. A drawing without an end costs its tag only.
    fn skip_content(&mut self, name: &str) {
        if !matches!(name, "svg" | "template") || self.end_of(name) < self.source.len() {
            self.content(name);
        }
    }

    /// Where the next end tag of an element begins.
    fn end_of(&mut self, name: &str) -> usize {
        if let Some(known) = self.ends.get(name).filter(|known| **known >= self.at) {
            return *known;
        }
        let found = tags::end_of(self.source, self.at, name);
        self.ends.insert(name.to_owned(), found);
        found
    }

    /// Of scripts only data about the page are kept.
    fn script(&mut self, tag: &Tag) {
        let content = self.content("script");
        let data = tag.value("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if data && content.len() <= MAX_SCRIPT {
            tag.write(&mut self.out.html);
            self.out.html.push_str(&self.source[content]);
            self.out.html.push_str("</script>");
        }
    }

    fn title(&mut self, tag: &Tag) {
        let content = self.content("title");
        // A drawing or a table may have a title of its own, which is none of the page's.
        if self.stack.iter().all(|open| open.class != Class::Table) {
            tag.write(&mut self.out.html);
            self.out.html.push_str(super::super::format::head(&self.source[content], 4096));
            self.out.html.push_str("</title>");
        }
    }

    /// `html`, `head` and `body` once each; where they end the parser knows.
    fn root(&mut self, tag: &Tag) {
        let count = self.open.entry(tag.name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            tag.write(&mut self.out.html);
        }
    }
}

/// The address in `saved from url=(0042)https://…`, as browsers write it into a page.
fn saved_from(comment: &str) -> Option<String> {
    let rest = comment.trim().strip_prefix("saved from url=(")?;
    let (_, url) = super::super::format::head(rest, 2048).split_once(')')?;
    Some(url.trim().to_owned()).filter(|url| url.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_comes_out_well_nested() {
        for (source, expected) in [
            ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            ),
            ("<div><table><tr><td></div>x", "<div><table><tr><td>x</td></tr></table></div>"),
            ("<b><p>a</b>b", "<b><p>ab</p></b>"),
            ("a</b></p></br>b<br/>c", "ab<br>c"),
            ("1 < 2 <3", "1 &lt; 2 &lt;3"),
            ("<!-- a > b -->x<!--->y<!-- z --!>w<!doctype html><?php a ?>", "xyw"),
            ("<script>a<b</script>x<STYLE>p{}</style >y<svg><path/></svg>z", "xyz"),
            ("<svg>no end <p>words", "no end <p>words</p>"),
            (
                "<script type=application/ld+json>{\"a\":\"<b>\"}</script>",
                "<script type=\"application/ld+json\">{\"a\":\"<b>\"}</script>",
            ),
            ("<a href='x\"y' onclick=z class=k class=l>t</a>", "<a href=\"x&quot;y\" class=\"k\">t</a>"),
            (
                "<html lang=en><head><title>A <b> c</title></head><body><body>x",
                "<html lang=\"en\"><head><title>A <b> c</title><body>x",
            ),
            ("<p title=\"unclosed", ""),
        ] {
            assert_eq!(tame(source).html, expected, "{source}");
        }
        let saved = tame("<!-- saved from url=(0026)https://news.example.org/a -->");
        assert_eq!(saved.saved_from.as_deref(), Some("https://news.example.org/a"));
    }

    #[test]
    fn what_would_grow_without_end_is_cut() {
        for pattern in [
            "<div>",
            "<ul><li>",
            "<table>",
            "<table><tr><td>",
            "<b>",
            "<p><b>",
            "<a><div>",
            "<span><div></span>",
            "<x-y>",
            "<select><option>",
        ] {
            let tamed = tame(&pattern.repeat(200_000));
            let (mut depth, mut deepest) = (0usize, 0);
            for tag in tamed.html.split('<').skip(1) {
                depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
                deepest = deepest.max(depth);
            }
            assert!(deepest <= MAX_DEPTH && depth == 0, "{pattern}: {deepest}");
            assert!(tamed.html.matches('<').count() <= 2 * MAX_ELEMENTS, "{pattern}");
        }
        let attributes: Vec<String> = (0..100_000).map(|i| format!(" a{i}=x")).collect();
        assert_eq!(tame(&format!("<p{} class=k>x</p>", attributes.concat())).html, "<p class=\"k\">x</p>");
    }

    proptest! {
        #[test]
        fn any_page_comes_out_well_nested(source in "(</?(div|p|b|a|li|ul|td|table|script|title|svg|br|body)( [a-z]{1,4}(=[\"']?\\PC{0,3}[\"']?)?)?/?>?|<!-{0,3}>?|\\PC){0,40}") {
            let tamed = tame(&source);
            let again = tame(&tamed.html);
            prop_assert_eq!(again.html, tamed.html, "taming twice changes nothing");
        }
    }
}
