use super::*;
use crate::app::reader::Reader;
use crate::app::scroll::Motion;
use crate::model::{Outlet, Part, SafeText};
use proptest::prelude::*;

/// An article of parts, each with a role by its number.
fn article(parts: &[(u8, String)]) -> Arc<Article> {
    let roles = [Role::Body, Role::Furniture, Role::List, Role::Quote, Role::Title, Role::Body];
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (role, words) in parts.iter().filter(|(_, words)| !words.trim().is_empty()) {
        let start = text.len();
        text.push_str(words.trim());
        let role = roles[usize::from(*role) % roles.len()];
        spans.push(Part { span: Span::of(start, text.len()), role, why: SafeText::default() });
        text.push_str("\n\n");
    }
    Arc::new(Article {
        id: SafeText::line("a"),
        path: None,
        url: None,
        title: None,
        outlet: Outlet::unknown("not stated"),
        byline: None,
        language: None,
        tags: Vec::new(),
        given_date: None,
        text: SafeText::new(&text),
        parts: spans,
    })
}

/// All rows, made as the piecewise ones are.
fn all(article: &Arc<Article>, setting: Setting, piece: usize) -> Vec<Row> {
    let paper = Paper { article, setting, piece };
    std::iter::successors(paper.first(), |&block| paper.next(block))
        .flat_map(|block| paper.rows(block))
        .collect()
}

/// Pieces of a few rows, and few of them kept.
const SMALL: Scale = Scale { whole: 0, piece: 64, batch: 3, around: 4 };

fn small(article: &Arc<Article>, setting: Setting) -> Reader {
    Reader { rows: Rows::scaled(article.clone(), setting, SMALL), ..Reader::default() }
}

fn texts() -> impl Strategy<Value = Vec<(u8, String)>> {
    let words = "([a-zé日]{1,9}[ .\n]{0,2}){0,60}";
    proptest::collection::vec((0u8..6, words), 0..12)
}

#[derive(Debug, Clone)]
enum Step {
    Go(Motion),
    To(u32),
    Point(u32),
    Part(bool),
    Resize(u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (-9isize..9).prop_map(|n| Step::Go(Motion::Lines(n))),
        (-2isize..2).prop_map(|n| Step::Go(Motion::Pages(n))),
        Just(Step::Go(Motion::Top)),
        Just(Step::Go(Motion::Bottom)),
        (0u32..3000).prop_map(Step::To),
        (0u32..3000).prop_map(Step::Point),
        any::<bool>().prop_map(Step::Part),
        (3u16..30).prop_map(Step::Resize),
    ];
    proptest::collection::vec(step, 1..20)
}

proptest! {
    #[test]
    fn what_is_in_view_is_what_the_rows_of_all_have_there(
        parts in texts(), steps in steps(), height in 1usize..12, furniture: bool,
    ) {
        let article = article(&parts);
        let mut setting = Setting { columns: 20, furniture };
        let mut whole = all(&article, setting, SMALL.piece);
        let mut reader = small(&article, setting);
        reader.scroll(Motion::Lines(0), height);
        // Where the view begins among all rows.
        let mut top = 0usize;
        for step in steps {
            let last = whole.len().saturating_sub(height);
            let row_of = |offset: u32| whole.partition_point(|row| row.span.start <= offset).saturating_sub(1);
            match step {
                Step::Go(motion) => {
                    reader.scroll(motion, height);
                    top = motion.from(top, last + 1, height);
                }
                Step::To(offset) => {
                    reader.go_to(offset);
                    top = row_of(offset).min(last);
                }
                Step::Point(offset) => {
                    let row = row_of(offset);
                    let before = reader.at();
                    reader.point(Span::new(offset, offset + 1), height);
                    if row < top || row + 1 >= top + height {
                        top = row.saturating_sub(height / 3).min(last);
                    } else {
                        prop_assert_eq!(reader.at(), before);
                    }
                }
                Step::Part(forward) => {
                    reader.step_part(forward, height);
                    let mut starts = (0..whole.len()).filter(|&row| whole[row].first);
                    let part = if forward { starts.find(|&row| row > top) } else { starts.rfind(|&row| row < top) };
                    top = part.unwrap_or(top).min(last);
                }
                Step::Resize(columns) if columns == setting.columns => reader.lay(setting),
                Step::Resize(columns) => {
                    let at = reader.at();
                    setting = Setting { columns, ..setting };
                    reader.lay(setting);
                    whole = all(&article, setting, SMALL.piece);
                    let again = whole.partition_point(|row| row.span.start <= at).saturating_sub(1);
                    let first = if at == 0 { 0 } else { again };
                    top = first.min(whole.len().saturating_sub(height));
                }
            }
            // As after every message.
            reader.scroll(Motion::Lines(0), height);
            let shown: Vec<Row> = reader.rows.iter().skip(reader.top).take(height).copied().collect();
            let expected: Vec<Row> = whole.iter().skip(top).take(height).copied().collect();
            prop_assert_eq!(shown, expected);
            // A piece has no more rows than it has bytes.
            let kept = height + 4 * SMALL.around + 4 * SMALL.piece;
            prop_assert!(reader.rows.len() <= kept, "only what is near is kept");
            let percent = reader.percent(height);
            prop_assert!(percent <= 100);
            prop_assert!(top + height < whole.len() || percent == 100, "{percent}");
        }
    }

    #[test]
    fn an_article_of_ordinary_length_has_all_its_rows(parts in texts(), columns in 3u16..40) {
        let article = article(&parts);
        let setting = Setting { columns, furniture: false };
        let rows = Rows::of(article.clone(), setting);
        prop_assert_eq!(rows.to_vec(), article_rows(&article, setting));
        prop_assert!(!rows.goes_back() && !rows.goes_on());
    }
}

#[test]
fn far_away_is_gone_to_by_bytes_and_the_end_is_the_end() {
    let words = "All that was said of the ferry was said again. ".repeat(40_000);
    let article = article(&[(0, words)]);
    let setting = Setting { columns: 60, furniture: false };
    let whole = article_rows(&article, setting);
    let mut reader = Reader { rows: Rows::of(article.clone(), setting), ..Reader::default() };
    reader.scroll(Motion::Lines(25_000), 30);
    let at = whole.iter().position(|row| *row == reader.rows[reader.top]).expect("one of its rows");
    assert!(at.abs_diff(25_000) < 500, "{at}");
    assert!(reader.rows.len() < 5000);
    reader.scroll(Motion::Lines(1_000_000), 30);
    assert_eq!((reader.rows.last(), reader.percent(30)), (whole.last(), 100));
    reader.scroll(Motion::Lines(-1_000_000), 30);
    assert_eq!((reader.at(), reader.rows[reader.top]), (0, whole[0]));
}
