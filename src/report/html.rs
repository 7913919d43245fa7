//! A page as one self-contained HTML file: no script, nothing fetched, readable on paper.

use super::document::{Align, Block, Document, Item, Line, Look, Run, Table};
use crate::model::EntityKind;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Kinds of names differ by underline as well as by colour; colours are Okabe and Ito's, darkened for white paper.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{line-height:1.2;margin:1.6em 0 .5em;break-after:avoid}\
h1{font-size:1.6rem}h2{font-size:1.25rem}h3{font-size:1.05rem}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{opacity:.75}dd{margin:0}\
ul,ol{padding-left:1.5rem}li{margin:.4rem 0;break-inside:avoid}li p{margin:0}\
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #8888;break-inside:avoid}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;\
border-bottom:1px solid #8884}.n{text-align:right;font-variant-numeric:tabular-nums}tr{break-inside:avoid}\
.pair td{width:50%}.faint{opacity:.75}\
.person{border-bottom:2px solid #b35900}.country{border-bottom:2px dotted #0072b2}.place{border-bottom:1px dotted #0072b2}\
.organisation{border-bottom:2px dashed #a0527d}.bloc{border-bottom:1px dashed #a0527d}.event{border-bottom:1px solid #00795a}\
mark{background:none;color:inherit;text-decoration:underline wavy}.hit{font-weight:bold;text-decoration:none}\
@media print{body{max-width:none;margin:0;font-size:10.5pt}a{color:inherit}}";

/// Writes a page.
pub(crate) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(&document.title)
    );
    out.write_all(page.as_bytes())?;
    for block in &document.blocks {
        out.write_all(html(block).as_bytes())?;
    }
    out.write_all(b"</body>\n</html>\n")
}

fn html(block: &Block) -> String {
    match block {
        Block::Heading(level, line) => format!("<h{level}>{}</h{level}>\n", inline(line)),
        Block::Paragraph(line) => format!("<p>{}</p>\n", inline(line)),
        Block::Quote(words, source) => {
            format!(
                "<blockquote>{}<br><span class=\"faint\">— {}</span></blockquote>\n",
                inline(words),
                inline(source)
            )
        }
        Block::Fields(fields) => {
            let field = |(name, value): &(&str, Line)| format!("<dt>{name}</dt><dd>{}</dd>\n", inline(value));
            format!("<dl>\n{}</dl>\n", fields.iter().map(field).collect::<String>())
        }
        Block::Items(items) => {
            format!("<ul>\n{}</ul>\n", items.iter().map(item).collect::<Vec<_>>().concat())
        }
        Block::Table(table) => rows(table),
        Block::Pair { head, left, right } => format!(
            "<table class=\"pair\">\n<tr><th colspan=\"2\">{}</th></tr>\n<tr><td><span class=\"faint\">{}</span><br>{}</td>\
             <td><span class=\"faint\">{}</span><br>{}</td></tr>\n</table>\n",
            inline(head),
            inline(&left.0),
            inline(&left.1),
            inline(&right.0),
            inline(&right.1)
        ),
    }
}

fn item(item: &Item) -> String {
    let marker = match item.marker.as_str() {
        "" => String::new(),
        marker => format!("<b>{}</b> ", escape(marker)),
    };
    let mut out = format!("<li>{marker}{}", inline(&item.first));
    for line in &item.under {
        let _ = write!(out, "<p>{}</p>", inline(line));
    }
    out + "</li>\n"
}

fn rows(table: &Table) -> String {
    let class = |align: Align| if align == Align::Right { " class=\"n\"" } else { "" };
    let mut out = String::from("<table>\n<thead><tr>");
    for &(name, align) in &table.columns {
        let _ = write!(out, "<th{}>{}</th>", class(align), escape(name));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (cell, &(_, align)) in row.iter().zip(&table.columns) {
            let _ = write!(out, "<td{}>{}</td>", class(align), inline(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn inline(line: &Line) -> String {
    line.0.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let words = escape(&run.text);
    let span = |class: &str| format!("<span class=\"{class}\">{words}</span>");
    match run.look {
        Look::Link if is_web(&run.text) => format!("<a href=\"{words}\" rel=\"noreferrer\">{words}</a>"),
        Look::Plain | Look::Link => words,
        Look::Strong => format!("<strong>{words}</strong>"),
        Look::Differs => format!("<mark>{words}</mark>"),
        Look::Hit => format!("<mark class=\"hit\">{words}</mark>"),
        Look::Faint => span("faint"),
        Look::Entity(EntityKind::Person) => span("person"),
        Look::Entity(EntityKind::Country) => span("country"),
        Look::Entity(EntityKind::Place) => span("place"),
        Look::Entity(EntityKind::Organisation) => span("organisation"),
        Look::Entity(EntityKind::Bloc) => span("bloc"),
        Look::Entity(EntityKind::Event) => span("event"),
    }
}

/// Whether an address leads into the web, and nowhere else.
pub(super) fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let mut page = Document::new("<t>");
        page.heading(1, "<script>alert(\"1\")</script>");
        page.paragraph(Line::default().with("Tom & 'Jerry'", Look::Entity(EntityKind::Person)));
        let mut out = Vec::new();
        write(&page, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(!page.contains("<script"));
        assert!(page.contains("<title>&lt;t&gt;</title>"));
        assert!(page.contains("<span class=\"person\">Tom &amp; &#39;Jerry&#39;</span>"));
        assert!(!page.contains("http:") && !page.contains("https:"), "nothing is fetched");
    }
}
