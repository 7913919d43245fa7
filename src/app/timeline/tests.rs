//! Zoom, folding and choice over made-up timelines: nothing is lost, nothing stands twice.

use super::*;
use crate::model::testing;
use crate::model::{Annotations, Article, DayRange, Outlet, Published, Timeline};
use chrono::NaiveDate;
use proptest::prelude::*;

/// An article of an outlet, published on a day.
fn article(outlet: &str, day: &str) -> (Article, Annotations) {
    let published = day.parse().ok().map(|date| Published {
        date,
        precision: Precision::Day,
        basis: DateBasis::Stated,
        why: SafeText::default(),
    });
    let article = Article {
        outlet: Outlet { name: Some(SafeText::line(outlet)), ..Outlet::unknown("") },
        ..testing::article(outlet, "Words.")
    };
    (article, Annotations { published, ..Annotations::default() })
}

/// An event of a stretch of days that some articles tell; a proposal where it says so.
fn event(days: Option<(&str, &str)>, precision: Precision, articles: &[u32]) -> Event {
    Event {
        key: format!("{days:?}").into(),
        label: SafeText::line(&format!("What happened on {days:?}")),
        days: days.map(|(from, to)| DayRange { from: from.parse().unwrap(), to: to.parse().unwrap() }),
        precision,
        ..testing::told_by(articles)
    }
}

fn day(day: &str, articles: &[u32]) -> Event {
    event(Some((day, day)), Precision::Day, articles)
}

fn corpus(articles: Vec<(Article, Annotations)>, mut events: Vec<Event>, undated: Vec<Event>) -> Arc<Corpus> {
    events.sort_by_key(|event| event.days.map(|days| days.from));
    let count = articles.len() as u32;
    let (articles, annotations): (Vec<_>, Vec<_>) =
        articles.into_iter().map(|(article, found)| (Arc::new(article), Arc::new(found))).unzip();
    let (articles, annotations) = (articles.into(), annotations.into());
    Arc::new(Corpus {
        articles,
        annotations,
        stories: (0..count).map(testing::own_story).collect(),
        story_of: (0..count).collect(),
        timeline: Timeline::new(events.into(), undated.into()),
        ..Corpus::default()
    })
}

fn shown(corpus: &Arc<Corpus>) -> TimelineState {
    let mut state = TimelineState::default();
    let all: Vec<ArticleIndex> = corpus.indices().collect();
    state.show(corpus, &all, About::default());
    state
}

/// The lines in words, with the days of events.
fn lines(corpus: &Corpus, state: &TimelineState) -> Vec<String> {
    let words = |(_, line): (usize, Line<'_>)| match line {
        Line::Heading(group) => format!("# {}", state.groups[group].heading),
        Line::Event(place) => {
            format!("- {}", day_below(state.event_at(place).unwrap().of(corpus), state.choice.zoom))
        }
        Line::Fold(fold) => format!("▸ {}", fold.label),
    };
    state.lines.from(0).map(words).collect()
}

fn some_years() -> Arc<Corpus> {
    corpus(
        vec![article("A", "2024-03-05"), article("B", "2024-03-06")],
        vec![
            day("1990-10-03", &[0]),
            day("1991-12-26", &[1]),
            event(Some(("2001-01-01", "2001-12-31")), Precision::Year, &[0]),
            day("2014-03-18", &[0, 1]),
            event(Some(("2024-01-01", "2024-12-31")), Precision::Year, &[0]),
            event(Some(("2024-03-01", "2024-03-31")), Precision::Month, &[0]),
            day("2024-03-02", &[0]),
            event(Some(("2024-03-04", "2024-03-06")), Precision::Day, &[0, 1]),
        ],
        vec![event(None, Precision::Day, &[1])],
    )
}

#[test]
fn each_zoom_has_its_headings() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    let old = ["▸ 3 events before 2002", "# 2014", "- Mar 18"];
    assert_eq!(lines(&corpus, &state)[..3], old);
    let year = ["# 2024", "- ", "- Mar", "- Mar 2", "- Mar 4–6", "# undated", "- "];
    assert_eq!(lines(&corpus, &state)[3..], year);
    state.choose(&corpus, 20, |choice| choice.zoom = Precision::Month);
    let month = [
        "▸ 3 events before 2002",
        "# 2014 Mar",
        "- 18",
        "# 2024, month not known",
        "- ",
        "# 2024 Mar",
        "- ",
        "- 2",
        "- 4–6",
        "# undated",
        "- ",
    ];
    assert_eq!(lines(&corpus, &state), month);
    state.choose(&corpus, 20, |choice| choice.zoom = Precision::Day);
    let by_day = [
        "▸ 3 events before 2002",
        "# 2014 Mar 18, Tue",
        "- ",
        "# 2024, day not known",
        "- ",
        "# 2024 Mar, day not known",
        "- ",
        "# 2024 Mar 2, Sat",
        "- ",
        "# 2024 Mar 4, Mon",
        "- to 6",
        "# undated",
        "- ",
    ];
    assert_eq!(lines(&corpus, &state), by_day);
}

#[test]
fn the_selected_event_stays_selected() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    state.go(Motion::Lines(3), 5);
    let before = state.selected().unwrap();
    for zoom in [Precision::Month, Precision::Day, Precision::Year] {
        state.choose(&corpus, 5, |choice| choice.zoom = zoom);
        assert_eq!(state.selected(), Some(before), "{zoom:?}");
        let line = state.selected_line().unwrap();
        assert!((state.scroll.top..state.scroll.top + 5).contains(&line), "{zoom:?}: it is in view");
    }
}

#[test]
fn background_unfolds_and_folds() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    assert_eq!(state.selected_fold().map(|fold| fold.events.clone()), Some(0..3));
    assert!(state.unfold(&corpus, 20));
    assert_eq!(lines(&corpus, &state)[..6], ["# 1990", "- Oct 3", "# 1991", "- Dec 26", "# 2001", "- "]);
    assert_eq!(state.selected(), Some(EventRef::Dated(0)), "the first of them is selected");
    assert!(!state.unfold(&corpus, 20), "an event has nothing to unfold");
    state.toggle_fold(&corpus, 20);
    assert_eq!(lines(&corpus, &state)[0], "▸ 3 events before 2002");
}

#[test]
fn periods_fold_into_rows() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    state.go(Motion::Lines(3), 20);
    state.toggle_fold(&corpus, 20);
    assert_eq!(lines(&corpus, &state)[3], "▸ 2024 · 4 events, 1 told by several outlets");
    assert!(state.selected_fold().is_some(), "the row is selected");
    state.toggle_fold(&corpus, 20);
    assert_eq!(lines(&corpus, &state)[3], "# 2024");
    state.fold_all(&corpus, 20);
    assert!(state.lines.from(0).all(|(_, line)| matches!(line, Line::Fold(_))));
    assert_eq!(state.lines.len(), state.groups.len());
    state.fold_all(&corpus, 20);
    assert_eq!(lines(&corpus, &state)[0], "▸ 3 events before 2002");
}

#[test]
fn only_shared_events_and_only_chosen_outlets() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    assert_eq!((state.len(), state.of), (9, 9));
    state.choose(&corpus, 20, |choice| choice.shared = true);
    assert_eq!((state.len(), state.of), (2, 9));
    state.choose(&corpus, 20, |choice| {
        choice.shared = false;
        choice.off.insert(SafeText::line("A"));
    });
    assert_eq!((state.len(), state.of), (4, 4), "what B tells");
    assert_eq!(state.coverage.columns.len(), 1);
    assert_eq!(state.outlets.len(), 2, "both can still be chosen");
}

#[test]
fn columns_follow_the_event() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    for event in state.order.clone().iter() {
        let tellers: Vec<usize> =
            state.coverage.tellers(event.of(&corpus)).iter().map(|teller| teller.column).collect();
        for (before, shown) in [(0, 1), (1, 1), (0, 2)] {
            state.left = before;
            state.slide_to(event.of(&corpus), shown);
            let seen = |left: usize| tellers.iter().any(|column| (left..left + shown).contains(column));
            let expected = if seen(before) { before } else { tellers[0] };
            assert_eq!(state.left, expected, "{tellers:?} from {before}, {shown} in view");
        }
    }
}

#[test]
fn recent_and_shared_events_are_no_background() {
    let articles = || vec![article("A", "2024-03-05"), article("B", "2024-03-06")];
    for (events, expected) in [
        // Within a year of the first article.
        (vec![day("2023-03-06", &[0]), day("2023-04-01", &[0]), day("2023-05-01", &[0])], 0),
        (vec![day("2023-03-03", &[0]), day("2023-03-02", &[0]), day("2023-03-01", &[0])], 1),
        // Told by both.
        (vec![day("1999-03-03", &[0, 1]), day("1999-03-02", &[0, 1]), day("1999-03-01", &[0, 1])], 0),
        // Still going on.
        (vec![event(Some(("2014-01-01", "+262142-12-31")), Precision::Year, &[0]); 3], 0),
        // Too few for a row.
        (vec![day("1999-03-03", &[0]), day("1999-03-02", &[0])], 0),
    ] {
        let corpus = corpus(articles(), events, Vec::new());
        let folds = shown(&corpus).lines.from(0).filter(|(_, line)| matches!(line, Line::Fold(_))).count();
        assert_eq!(folds, expected);
    }
    let undated = corpus(vec![article("A", "")], vec![day("1999-03-03", &[0]); 5], Vec::new());
    assert!(
        !shown(&undated).lines.from(0).any(|(_, line)| matches!(line, Line::Fold(_))),
        "long ago of what?"
    );
}

#[test]
fn the_line_goes_along_with_the_article() {
    let corpus = some_years();
    let mut state = shown(&corpus);
    state.select_of(&corpus, ArticleIndex(1), 20);
    assert_eq!(
        state.selected().map(|event| event.of(&corpus).days.unwrap().from.to_string()),
        Some("2024-03-04".into())
    );
}

fn any_event() -> impl Strategy<Value = (i32, i64, Precision, bool, bool)> {
    let precision = prop_oneof![Just(Precision::Day), Just(Precision::Month), Just(Precision::Year)];
    (700_000..739_000i32, 0..900i64, precision, any::<bool>(), any::<bool>())
}

proptest! {
    #[test]
    fn every_event_stands_exactly_once(
        events in proptest::collection::vec(any_event(), 0..40),
        undated in 0usize..4,
        zoom in 0usize..3,
        keys in proptest::collection::vec((0usize..60, 0usize..4), 0..6),
    ) {
        let made = events.into_iter().map(|(from, length, precision, shared, known)| {
            let from = NaiveDate::from_num_days_from_ce_opt(from).unwrap();
            let to = from + chrono::Duration::days(length);
            let whole = DayRange::around(from, precision);
            let days = DayRange { from: whole.from, to: to.max(whole.to) };
            let told = event(None, precision, if shared { &[0, 1] } else { &[0] });
            let basis = if known { DateBasis::KnownEvent } else { DateBasis::Stated };
            Event { days: Some(days), basis, ..told }
        });
        let undated = (0..undated).map(|_| event(None, Precision::Day, &[1])).collect();
        let corpus = corpus(vec![article("A", "2015-01-01"), article("B", "2016-01-01")], made.collect(), undated);
        let mut state = shown(&corpus);
        state.choose(&corpus, 10, |choice| choice.zoom = [Precision::Year, Precision::Month, Precision::Day][zoom]);
        for (steps, key) in keys {
            state.go(Motion::Lines(steps.cast_signed()), 10);
            match key {
                0 => state.toggle_fold(&corpus, 10),
                1 => state.fold_all(&corpus, 10),
                2 => { state.unfold(&corpus, 10); }
                _ => state.go(Motion::Top, 10),
            }
        }
        let mut seen: Vec<usize> = Vec::new();
        let mut stop = 0;
        for (i, line) in state.lines.from(0) {
            let first = seen.len();
            match line {
                Line::Event(place) => seen.push(place),
                Line::Fold(fold) => seen.extend(fold.events.clone()),
                Line::Heading(_) => {}
            }
            // A line that can be selected is found by its number, its place and its events.
            prop_assert_eq!(state.lines.stop_at(i), (seen.len() > first).then_some(stop));
            for place in first..seen.len() {
                prop_assert_eq!(state.lines.stop_of(place), Some(stop));
                prop_assert_eq!(state.order.get(place).and_then(|event| state.order.place(event)), Some(place));
            }
            if seen.len() > first {
                prop_assert_eq!(state.lines.of_stop(stop), Some(i));
                stop += 1;
            }
        }
        prop_assert_eq!((state.lines.stops(), state.lines.of_stop(stop)), (stop, None));
        prop_assert_eq!((state.lines.get(state.lines.len()), state.lines.stop_of(seen.len())), (None, None));
        prop_assert_eq!(&seen, &(0..state.order.len()).collect::<Vec<_>>(), "in order, each once");
        let mut seen: Vec<EventRef> = state.order.iter().collect();
        seen.sort_unstable();
        let dated = (0..corpus.timeline.events.len()).map(EventRef::Dated);
        let all: Vec<EventRef> = dated.chain((0..corpus.timeline.undated.len()).map(EventRef::Undated)).collect();
        prop_assert_eq!(seen, all);
        prop_assert_eq!(state.groups.iter().map(|group| group.events.len()).sum::<usize>(), state.order.len());
        prop_assert!(state.groups.windows(2).all(|pair| pair[0].period < pair[1].period));
    }
}

#[test]
fn a_very_long_line_is_worked_out_beside_the_screen() {
    let events: Vec<Event> = (0..=AT_ONCE as u32).map(|i| day("2024-05-06", &[i % 3])).collect();
    let articles = ["a", "b", "c"].map(|outlet| article(outlet, "2024-05-07"));
    let long = corpus(articles.into(), events, Vec::new());
    let mut state = shown(&long);
    assert!(state.is_waiting() && state.is_empty());
    let first = state.work().expect("work to do");
    assert!(state.work().is_none(), "it is taken up once");
    // What is to be selected meanwhile is when the line is there.
    state.select(EventRef::Dated(5000), 20);
    assert_eq!(state.selected(), None);
    state.take(first.make(), 20);
    assert_eq!((state.selected(), state.len()), (Some(EventRef::Dated(5000)), AT_ONCE + 1));
    assert!(!state.is_waiting());
    // What is there stays until another is worked out.
    state.choose(&long, 20, |choice| choice.zoom = Precision::Day);
    assert_eq!(state.len(), AT_ONCE + 1);
    let again = state.work().expect("work to do");
    state.select_of(&long, ArticleIndex(1), 20);
    state.take(again.make(), 20);
    let told = state.selected().expect("an event").of(&long).articles();
    assert_eq!((told, state.groups.len()), (vec![ArticleIndex(1)], 1));
    // What is folded while another zoom is worked out is what is seen, not what will be.
    state.choose(&long, 20, |choice| choice.zoom = Precision::Month);
    state.toggle_fold(&long, 20);
    let months = state.work().expect("work to do");
    state.take(months.make(), 20);
    assert!(state.lines.from(0).all(|(_, line)| !matches!(line, Line::Fold(_))));
    state.forget();
    assert!(!state.is_waiting() && state.selected().is_none());
}

#[test]
fn the_place_on_a_very_long_line_outlasts_other_events() {
    let events: Vec<Event> = (0..=AT_ONCE as u32).map(|_| day("2024-05-06", &[0])).collect();
    let long = corpus(vec![article("a", "2024-05-07")], events, Vec::new());
    let all: Vec<ArticleIndex> = long.indices().collect();
    for times in [1, 2] {
        let mut state = shown(&long);
        let first = state.work().expect("work to do");
        state.take(first.make(), 20);
        state.go(Motion::Lines(5000), 20);
        state.go(Motion::Lines(-3), 20);
        let before = (state.selected(), state.scroll);
        for _ in 0..times {
            state.forget();
            state.show(&long, &all, About::default());
            // As every message does, also those that come while the line is worked out.
            state.go(Motion::Lines(0), 20);
        }
        let again = state.work().expect("work to do");
        state.take(again.make(), 20);
        state.go(Motion::Lines(0), 20);
        assert_eq!((state.selected(), state.scroll), before, "corrected {times} times");
    }
    // Another filter meanwhile: the place was on another line.
    let mut state = shown(&long);
    let first = state.work().expect("work to do");
    state.take(first.make(), 20);
    state.go(Motion::Lines(5000), 20);
    state.forget();
    state.show(&long, &all, About::default());
    state.show(&long, &all, About::default());
    let again = state.work().expect("work to do");
    state.take(again.make(), 20);
    assert_eq!(state.scroll, Scroll::default());
}
