//! XML as a tree with lines, read as far as it goes: a mistake costs the element it stands in, not those after it.
//! Entities that a document defines are never expanded, what nests too deep is flattened.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest; the content of deeper ones goes to the deepest that is kept.
const MAX_DEPTH: usize = 200;
/// The most bytes of a document that are read.
const MAX_BYTES: usize = 64 << 20;
/// The most attributes of an element that are read.
const MAX_ATTRIBUTES: usize = 64;

/// An element. Names are in lower case and without their prefix.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// The vocabulary, by the prefix that documents use for it: `dc`, `content`, `media`; empty for the document's own.
    pub(crate) space: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Child>,
    /// The line of its start tag, from 1.
    pub(crate) line: usize,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Child {
    Text(String),
    Element(Node),
}

/// A document as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What stands outermost: the root, and what a broken document has beside it.
    pub(crate) root: Node,
    /// What is wrong, with the line.
    pub(crate) troubles: Vec<(usize, String)>,
}

impl Node {
    /// The elements directly in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children
            .iter()
            .filter_map(|child| if let Child::Element(node) = child { Some(node) } else { None })
    }

    /// The elements of a name and vocabulary directly in it.
    pub(crate) fn all<'n>(&'n self, space: &'n str, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.elements().filter(move |node| node.name == name && node.space == space)
    }

    /// The value of an attribute, unless it is blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All words in it, in order.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    // Nests no deeper than MAX_DEPTH.
    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Element(node) => node.push_text(out),
            }
        }
    }

    /// What stands in it as HTML, for elements that are written into a document as they are.
    pub(crate) fn markup(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(&quick_xml::escape::minimal_escape(text.as_str())),
                Child::Element(node) => {
                    out.extend(["<", &node.name, ">"]);
                    node.markup(out);
                    out.extend(["</", &node.name, ">"]);
                }
            }
        }
    }

    /// Whether elements stand in it.
    pub(crate) fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }
}

/// Reads a document. `restarts` are the beginnings of tags where reading goes on after a mistake.
pub(crate) fn read(source: &str, restarts: &[&str]) -> Document {
    let kept = super::format::head(source, MAX_BYTES);
    let mut builder =
        Builder { stack: vec![Node::default()], skipped: 0, troubles: Vec::new(), line: 1, counted: 0 };
    if kept.len() < source.len() {
        builder
            .troubles
            .push((1, format!("is larger than {} MiB; only its beginning is read", MAX_BYTES >> 20)));
    }
    let mut from = 0;
    while let Some(error_at) = builder.pass(kept, from) {
        // Behind the mistake, never at it again.
        let rest = kept.get(error_at + 1..).unwrap_or_default();
        let next =
            restarts.iter().filter_map(|tag| memchr::memmem::find(rest.as_bytes(), tag.as_bytes())).min();
        let Some(next) = next else { break };
        from = error_at + 1 + next;
        let tag =
            rest[next + 1..].split(|c: char| !c.is_alphanumeric() && c != ':').next().unwrap_or_default();
        builder.close_to(tag);
        if builder.troubles.len() > MAX_TROUBLES {
            break;
        }
    }
    builder.finish()
}

/// After so many mistakes a document is given up.
const MAX_TROUBLES: usize = 200;

struct Builder {
    /// The elements that are open, outermost first; the first stands for the document.
    stack: Vec<Node>,
    /// Start tags that nest too deep and wait for their ends.
    skipped: usize,
    troubles: Vec<(usize, String)>,
    /// The line at byte `counted`.
    line: usize,
    counted: usize,
}

impl Builder {
    /// Reads from a place on. The place of the mistake that ends it, if one does.
    fn pass(&mut self, source: &str, from: usize) -> Option<usize> {
        let mut reader = Reader::from_str(&source[from..]);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let begin = from + usize::try_from(reader.buffer_position()).unwrap_or(0);
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag, begin, source),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag, begin, source);
                    self.end(tag.name().0);
                }
                Ok(Event::End(tag)) => self.end(tag.name().0),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => self.text(&text),
                Ok(Event::GeneralRef(name)) => self.reference(&name),
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => {
                    let line = self.line_of(begin, source);
                    self.troubles.push((line, format!("is no whole XML: {error}")));
                    return Some(begin);
                }
            }
        }
    }

    fn line_of(&mut self, at: usize, source: &str) -> usize {
        if at > self.counted {
            self.line += memchr::memchr_iter(b'\n', &source.as_bytes()[self.counted..at]).count();
            self.counted = at;
        }
        self.line
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize, source: &str) {
        if self.stack.len() >= MAX_DEPTH {
            self.skipped += 1;
            return;
        }
        let (space, name) = split(tag.name().0);
        let mut stated = tag.attributes();
        let attributes = stated.with_checks(false).flatten().take(MAX_ATTRIBUTES).map(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
            (attribute.key.0.to_ascii_lowercase(), value)
        });
        let attributes = attributes.collect();
        let line = self.line_of(at, source);
        self.stack.push(Node { name, space, attributes, children: Vec::new(), line });
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let (space, name) = split(name);
        let same = |open: &Node| open.name == name && open.space == space;
        if let Some(at) = self.stack.iter().rposition(same).filter(|at| *at > 0) {
            self.close_down_to(at);
        }
    }

    /// Closes the element of this name that is open, if one is, and what is in it: where reading goes on, a new one begins.
    fn close_to(&mut self, name: &str) {
        self.skipped = 0;
        let (space, name) = split(name);
        if let Some(at) =
            self.stack.iter().position(|open| open.name == name && open.space == space).filter(|at| *at > 0)
        {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let (Some(node), Some(parent)) = (self.stack.pop(), self.stack.last_mut()) else { return };
            parent.children.push(Child::Element(node));
        }
    }

    fn text(&mut self, text: &str) {
        let Some(node) = self.stack.last_mut() else { return };
        match node.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => node.children.push(Child::Text(text.to_owned())),
        }
    }

    /// A character, or as it is written: names that HTML knows are left to where HTML is read.
    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let number = name.resolve_char_ref().ok().flatten();
        match (number, quick_xml::escape::resolve_predefined_entity(name)) {
            (Some(c), _) => self.text(c.encode_utf8(&mut [0; 4])),
            (None, Some(known)) => self.text(known),
            (None, None) => self.text(&format!("&{};", &**name)),
        }
    }

    fn finish(mut self) -> Document {
        let unclosed = self.stack.len() > 1 && self.troubles.is_empty();
        if unclosed {
            let open = self.stack.last().map(|node| node.name.clone()).unwrap_or_default();
            self.troubles.push((self.line, format!("ends in the middle: <{open}> is not closed")));
        }
        self.close_down_to(1);
        Document { root: self.stack.pop().unwrap_or_default(), troubles: self.troubles }
    }
}

/// The vocabulary and the name of an element. Prefixes are those that everybody uses; a document's own has none.
fn split(name: &str) -> (String, String) {
    let (space, name) = name.split_once(':').unwrap_or(("", name));
    let space = space.to_ascii_lowercase();
    let own = matches!(space.as_str(), "rss" | "atom" | "rdf" | "a" | "xhtml" | "html" | "ns0");
    (if own && space != "atom" { String::new() } else { space }, name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write as _;

    #[test]
    fn a_tree_with_lines() {
        let document = read(
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x '&y;&y;'>]>\n<A b='1 &amp; 2' c=\"\">\n<dc:T>x &lt;i&gt; &#233;&x; <![CDATA[<p>]]></dc:T>\n<br/></A>",
            &[],
        );
        assert_eq!(document.troubles, []);
        let a = document.root.all("", "a").next().unwrap();
        assert_eq!((a.line, a.attribute("b"), a.attribute("c")), (3, Some("1 & 2"), None));
        let t = a.all("dc", "t").next().unwrap();
        assert_eq!((t.line, t.text().as_str()), (4, "x <i> é&x; <p>"));
        assert_eq!(a.all("", "br").next().unwrap().line, 5);
    }

    #[test]
    fn a_mistake_costs_its_element_only() {
        for (source, items, told) in [
            ("<c><item>a</item><item>b", vec!["a", "b"], 1),
            ("<c><item>a<b></item><item>b</x></item></c>", vec!["a", "b"], 0),
            ("<c><item>a</item><item><![CDATA[b</item>", vec!["a", ""], 1),
            ("<c>\n<item>a <!- </item>\n<item>b</item></c>", vec!["a ", "b"], 1),
            ("<c><item>a & b</item></c>", vec!["a & b"], 0),
        ] {
            let document = read(source, &["<item"]);
            let c = document.root.all("", "c").next().unwrap();
            let texts: Vec<String> = c.all("", "item").map(Node::text).collect();
            assert_eq!(
                (texts.iter().map(String::as_str).collect::<Vec<_>>(), document.troubles.len()),
                (items, told),
                "{source} {:?}",
                document.troubles
            );
        }
    }

    #[test]
    fn what_would_grow_without_end_is_cut() {
        let deep = read(&"<a>".repeat(100_000), &[]);
        assert_eq!(deep.troubles.len(), 1);
        let mut bomb = "<!DOCTYPE a [<!ENTITY a0 'ha'>".to_owned();
        for i in 1..40 {
            write!(bomb, "<!ENTITY a{i} '&a{};&a{};'>", i - 1, i - 1).unwrap();
        }
        bomb.push_str("]><a>&a39;</a>");
        assert_eq!(read(&bomb, &[]).root.text().trim(), "&a39;");
        assert!(read(&"<item><![CDATA[".repeat(20_000), &["<item"]).troubles.len() <= MAX_TROUBLES + 1);
    }

    proptest! {
        #[test]
        fn any_document_is_read(source in "(</?(a|item|dc:b|!\\[CDATA\\[|!--)( [a-z]=[\"']?[a-z&;]{0,4}[\"']?)?/?>?|&[a-z#0-9]{0,5};?|]]>|-->|\\PC){0,40}") {
            let document = read(&source, &["<item"]);
            prop_assert!(document.root.text().len() <= 2 * source.len());
        }
    }
}
