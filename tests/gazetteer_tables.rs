//! The tables of the gazetteer are well formed: sorted, unique, of one width, with dates and references that hold; who held
//! an office on a day is as known from elsewhere.

use std::collections::HashSet;
use std::path::Path;

/// A table: the names of its columns and its rows.
struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(name: &'static str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/gazetteer").join(name);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .comment(Some(b'#'))
            .from_path(&path)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let columns =
            reader.headers().unwrap_or_else(|e| panic!("{name}: {e}")).iter().map(str::to_owned).collect();
        // A row of another width than the header is an error of the reader.
        let rows = reader
            .records()
            .map(|record| {
                record.unwrap_or_else(|e| panic!("{name}: {e}")).iter().map(str::to_owned).collect()
            })
            .collect();
        Self { name, columns, rows }
    }

    fn column(&self, wanted: &str) -> usize {
        let found = self.columns.iter().position(|column| column == wanted);
        found.unwrap_or_else(|| panic!("{}: no column {wanted}", self.name))
    }

    fn values(&self, wanted: &str) -> Vec<&str> {
        let column = self.column(wanted);
        self.rows.iter().map(|row| row[column].as_str()).collect()
    }
}

const TABLES: [(&str, &str); 7] = [
    ("countries.tsv", "code name aliases former demonyms capital institutions region lat lon"),
    ("people.tsv", "key name aliases country family offices"),
    ("organisations.tsv", "key name aliases acronyms kind country note"),
    ("places.tsv", "key name aliases country kind lat lon population demonyms"),
    ("events.tsv", "key name aliases from to place country kind"),
    ("outlets.tsv", "name aliases country domain"),
    ("given_names.tsv", "name sex"),
];

fn countries() -> HashSet<String> {
    Table::read("countries.tsv").values("code").into_iter().map(str::to_owned).collect()
}

/// First and last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as numbers that compare.
fn days(date: &str) -> Option<(i32, i32)> {
    let parts: Vec<i32> = date.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let widths: Vec<usize> = date.split('-').map(str::len).collect();
    let day = |year: i32, month: i32, day: i32| year * 10_000 + month * 100 + day;
    match (parts.as_slice(), widths.as_slice()) {
        ([y], [4]) => Some((day(*y, 1, 1), day(*y, 12, 31))),
        ([y, m @ 1..=12], [4, 2]) => Some((day(*y, *m, 1), day(*y, *m, 31))),
        ([y, m @ 1..=12, d @ 1..=31], [4, 2, 2]) => {
            let date = chrono::NaiveDate::from_ymd_opt(*y, (*m).try_into().ok()?, (*d).try_into().ok()?);
            date.map(|_| (day(*y, *m, *d), day(*y, *m, *d)))
        }
        _ => None,
    }
}

/// Checks that both ends are empty or dates, in this order.
fn check_range(from: &str, to: &str, context: &str) {
    let end =
        |date: &str| (!date.is_empty()).then(|| days(date).unwrap_or_else(|| panic!("{context}: {date}")));
    if let (Some((first, _)), Some((_, last))) = (end(from), end(to)) {
        assert!(first <= last, "{context}: {from} after {to}");
    }
}

#[test]
fn tables_have_their_columns_and_are_sorted_with_unique_keys() {
    for (name, columns) in TABLES {
        let table = Table::read(name);
        assert_eq!(table.columns.join(" "), columns, "{name}");
        for pair in table.rows.windows(2) {
            assert!(pair[0][0] < pair[1][0], "{name}: {} before {}", pair[0][0], pair[1][0]);
        }
    }
}

#[test]
fn a_key_means_one_entity_whatever_its_kind() {
    let mut seen = HashSet::new();
    for name in ["people.tsv", "organisations.tsv", "places.tsv", "events.tsv"] {
        for key in Table::read(name).values("key") {
            assert!(seen.insert(key.to_owned()), "{name}: {key} is in another table too");
            assert!(
                key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}: {key}"
            );
        }
    }
}

#[test]
fn no_name_is_empty_and_none_is_a_word_that_says_nothing() {
    let stopwords = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/stopwords.txt");
    let stopwords = std::fs::read_to_string(stopwords).unwrap();
    let stopwords: HashSet<&str> =
        stopwords.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    for (name, columns) in TABLES {
        let table = Table::read(name);
        assert!(
            table.values("name").iter().all(|cell| !cell.trim_start_matches('?').trim().is_empty()),
            "{name}"
        );
        for column in ["name", "aliases", "acronyms", "former", "demonyms", "capital", "institutions"] {
            if name == "given_names.tsv" || name == "outlets.tsv" || !columns.split(' ').any(|c| c == column)
            {
                continue;
            }
            for alias in
                table.values(column).iter().flat_map(|cell| cell.split('|')).filter(|alias| !alias.is_empty())
            {
                assert_eq!(alias, alias.trim(), "{name}: space around {alias:?}");
                let weak = alias.starts_with('?');
                let bare = alias.trim_start_matches('?');
                assert!(!bare.is_empty(), "{name}: an empty alias");
                assert!(!stopwords.contains(bare), "{name}: {alias} is a stop word");
                assert!(weak || bare.chars().count() > 1, "{name}: {alias} is a single letter");
            }
        }
    }
}

#[test]
fn countries_of_rows_exist() {
    let countries = countries();
    assert!(countries.iter().all(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())));
    for name in ["people.tsv", "organisations.tsv", "places.tsv", "events.tsv", "outlets.tsv"] {
        for code in Table::read(name).values("country").iter().filter(|code| !code.is_empty()) {
            assert!(countries.contains(*code), "{name}: no country {code}");
        }
    }
}

#[test]
fn offices_have_titles_places_that_exist_and_days_in_order() {
    let countries = countries();
    let organisations = Table::read("organisations.tsv");
    let organisations: HashSet<&str> = organisations.values("key").into_iter().collect();
    let people = Table::read("people.tsv");
    let (key, offices) = (people.column("key"), people.column("offices"));
    for row in &people.rows {
        for office in row[offices].split('|').filter(|office| !office.is_empty()) {
            let context = format!("{}: {office}", row[key]);
            let parts: Vec<&str> = office.split('@').collect();
            let (title, held_in, range) = match parts.as_slice() {
                [title, range] => (*title, None, *range),
                [title, held_in, range] => (*title, Some(*held_in), *range),
                _ => panic!("{context}"),
            };
            assert!(!title.trim().is_empty(), "{context}");
            assert!(held_in.is_none_or(|w| countries.contains(w) || organisations.contains(w)), "{context}");
            let (from, to) = range.split_once("..").unwrap_or_else(|| panic!("{context}"));
            check_range(from, to, &context);
        }
    }
}

/// Whether a term, as the cell tells it, is of the office and takes in the day (as `days` numbers it).
fn holds(office: &str, home: &str, title: &str, held_in: &str, day: i32) -> bool {
    let parts: Vec<&str> = office.split('@').collect();
    let (its_title, its_place, range) = match parts.as_slice() {
        [title, range] => (*title, home, *range),
        [title, held_in, range] => (*title, *held_in, *range),
        _ => panic!("{office}"),
    };
    let (from, to) = range.split_once("..").unwrap_or_else(|| panic!("{office}"));
    let (from, to) = (days(from).map_or(i32::MIN, |d| d.0), days(to).map_or(i32::MAX, |d| d.1));
    its_title == title && its_place == held_in && from <= day && day <= to
}

#[test]
fn who_held_an_office_on_a_day_is_as_known() {
    let people = Table::read("people.tsv");
    let [name, home, offices] = ["name", "country", "offices"].map(|column| people.column(column));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office_holders.tsv");
    let facts = std::fs::read_to_string(path).unwrap();
    let facts: Vec<&str> = facts.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    assert!(facts.len() > 80, "{}", facts.len());
    for fact in facts {
        let [day, title, held_in, expected] = fact.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let day = days(day).unwrap_or_else(|| panic!("{fact}")).0;
        let held = |row: &&Vec<String>| {
            row[offices].split('|').any(|o| !o.is_empty() && holds(o, &row[home], title, held_in, day))
        };
        let holders: Vec<&str> = people.rows.iter().filter(held).map(|row| row[name].as_str()).collect();
        let expected: &[&str] = if expected == "-" { &[] } else { &[expected] };
        assert_eq!(holders, expected, "{fact}");
    }
}

#[test]
fn surnames_told_are_part_of_the_name() {
    let people = Table::read("people.tsv");
    for (name, family) in people.values("name").iter().zip(people.values("family")) {
        assert!(name.contains(family), "{family} is not in {name}");
    }
}

#[test]
fn events_are_dated_in_order_at_places_that_exist() {
    let places = Table::read("places.tsv");
    let places: HashSet<&str> = places.values("key").into_iter().collect();
    let events = Table::read("events.tsv");
    let [key, from, to, place] = ["key", "from", "to", "place"].map(|column| events.column(column));
    for row in &events.rows {
        check_range(&row[from], &row[to], &row[key]);
        assert!(
            row[place].is_empty() || places.contains(row[place].as_str()),
            "{}: no place {}",
            row[key],
            row[place]
        );
    }
}

#[test]
fn coordinates_are_on_the_globe() {
    for name in ["countries.tsv", "places.tsv"] {
        let table = Table::read(name);
        for (lat, lon) in table.values("lat").iter().zip(table.values("lon")) {
            assert_eq!(lat.is_empty(), lon.is_empty(), "{name}: {lat} {lon}");
            if let (Ok(lat), Ok(lon)) = (lat.parse::<f64>(), lon.parse::<f64>()) {
                assert!(
                    (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon),
                    "{name}: {lat} {lon}"
                );
            } else {
                assert!(lat.is_empty(), "{name}: {lat} {lon}");
            }
        }
    }
}

#[test]
fn kinds_and_sexes_are_those_known() {
    let organisations = Table::read("organisations.tsv");
    assert!(organisations.values("kind").iter().all(|kind| ["organisation", "bloc"].contains(kind)));
    let names = Table::read("given_names.tsv");
    assert!(names.values("sex").iter().all(|sex| ["f", "m", "u"].contains(sex)));
}
