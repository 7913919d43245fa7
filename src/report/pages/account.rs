//! Other outlets' accounts of the story of an article, and what most of them say.

use super::words::{count, outlet, provenance};
use crate::model::{Account, ArticleIndex, Ground, Statement, Take};
use crate::report::View;
use crate::report::document::{Document, Item, Line};

/// The page: one sentence for each other outlet, then what several say, that of most outlets first.
pub(crate) fn page(view: &View<'_>, account: &Account) -> Document {
    let title = super::list::short(view.corpus().head(account.article).display_title());
    let mut page = Document::new(&format!("Other accounts: {title}"));
    page.heading(1, Line::of(&title));
    let [name, country, date] = provenance(view, account.article);
    page.paragraph(Line::facts([&*name, &country, &date]));
    page.paragraph(Line::faint(&ground(account)));
    if !account.takes.is_empty() {
        page.heading(2, "Other outlets' accounts");
        page.items(account.takes.iter().map(|take| self::take(view, take)).collect());
    }
    if !account.common.is_empty() {
        page.heading(2, "The common account");
        page.items(account.common.iter().map(|told| statement(view, account, told)).collect());
    }
    page
}

/// What joins the articles, and how many of them were read.
fn ground(account: &Account) -> String {
    let joined = match account.ground {
        Ground::Story => "tell the same story",
        Ground::StoryAndEvent => "tell the same story or an event of it",
        Ground::Event => "tell an event of it; no other outlet tells the story as a whole",
        Ground::Nothing => return "No other outlet among these articles tells it.".to_owned(),
    };
    let articles = count(account.articles.len(), "article", "articles");
    let read = if account.articles.len() < account.of {
        format!("{articles} of {}, ", account.of)
    } else {
        format!("{articles}, ")
    };
    format!("{read}{} independent of one another, {joined}.", count(account.outlets, "outlet", "outlets"))
}

fn source(view: &View<'_>, article: ArticleIndex) -> String {
    Line::facts(provenance(view, article).iter().map(String::as_str)).text()
}

fn take(view: &View<'_>, take: &Take) -> Item {
    let words = view.words(take.passage).replace('\n', " ");
    let mut under = vec![Line::of(&words)];
    if let Some(copied) = take.copy_of {
        under.push(Line::faint(&format!("largely the text of {}", outlet(view.label(copied)))));
    }
    Item { marker: String::new(), first: Line::strong(&source(view, take.passage.article)), under }
}

fn statement(view: &View<'_>, account: &Account, told: &Statement) -> Item {
    let Some(first) = told.sources.first() else {
        return Item { marker: String::new(), first: Line::default(), under: Vec::new() };
    };
    let countries = match told.countries.len() {
        0 | 1 => String::new(),
        n => format!(" of {}", count(n, "country", "countries")),
    };
    let mut sources: Vec<String> = Vec::new();
    let mut differing: Vec<String> = Vec::new();
    for source in &told.sources {
        let list = if source.differs { &mut differing } else { &mut sources };
        let name = outlet(&source.label);
        if !list.contains(&name) {
            list.push(name);
        }
    }
    let counted =
        format!("{} of {} outlets{countries}: {}", told.outlets, account.outlets, sources.join(", "));
    let mut under = vec![Line::faint(&counted)];
    if !differing.is_empty() {
        under.push(Line::faint(&format!("otherwise in: {}", differing.join(", "))));
    }
    let words = view.words(first.passage).replace('\n', " ");
    Item { marker: String::new(), first: Line::of(&words), under }
}
