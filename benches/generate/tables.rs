//! Names for the stories, from the tables of the gazetteer.

use std::collections::BTreeMap;

/// Names by country, in the order of the tables.
pub(super) struct Tables {
    /// Countries of which enough is known to tell stories about them.
    pub(super) countries: Vec<Country>,
    /// First names.
    pub(super) given_names: Vec<&'static str>,
    /// Named events.
    pub(super) events: Vec<&'static str>,
    /// Where articles appear.
    pub(super) outlets: Vec<String>,
}

/// A country with its names.
pub(super) struct Country {
    pub(super) name: &'static str,
    pub(super) demonym: &'static str,
    pub(super) capital: &'static str,
    pub(super) people: Vec<&'static str>,
    pub(super) organisations: Vec<&'static str>,
    pub(super) cities: Vec<&'static str>,
}

impl Tables {
    /// Reads the tables.
    pub(super) fn read() -> Self {
        let people = by_country(include_str!("../../assets/gazetteer/people.tsv"), "name", "country");
        let organisations =
            by_country(include_str!("../../assets/gazetteer/organisations.tsv"), "name", "country");
        let cities = by_country(include_str!("../../assets/gazetteer/places.tsv"), "name", "country");
        let of = |table: &BTreeMap<&'static str, Vec<&'static str>>, code: &str| {
            table.get(code).cloned().unwrap_or_default()
        };
        let text = include_str!("../../assets/gazetteer/countries.tsv");
        let columns = ["code", "name", "demonyms", "capital"];
        let countries = rows(text, columns).map(|[code, name, demonyms, capital]| Country {
            name,
            demonym: demonyms.split('|').next().unwrap_or_default(),
            capital: capital.split('|').next().unwrap_or_default(),
            people: of(&people, code),
            organisations: of(&organisations, code),
            cities: of(&cities, code),
        });
        let column = |text, name| rows(text, [name]).map(|[name]| name).collect::<Vec<_>>();
        let outlets = column(include_str!("../../assets/gazetteer/outlets.tsv"), "name");
        Self {
            countries: countries
                .filter(|c| c.people.len() > 3 && c.organisations.len() > 1 && c.cities.len() > 2)
                .collect(),
            given_names: column(include_str!("../../assets/gazetteer/given_names.tsv"), "name"),
            events: column(include_str!("../../assets/gazetteer/events.tsv"), "name"),
            outlets: outlets.into_iter().map(str::to_owned).collect(),
        }
    }
}

fn by_country(
    text: &'static str,
    name: &'static str,
    country: &'static str,
) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut table: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for [name, country] in rows(text, [name, country]) {
        table.entry(country).or_default().push(name.trim_start_matches('?'));
    }
    table
}

/// The cells of the named columns, row by row.
fn rows<const N: usize>(
    text: &'static str,
    columns: [&'static str; N],
) -> impl Iterator<Item = [&'static str; N]> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let places = columns.map(|column| header.iter().position(|name| *name == column).expect("a column"));
    lines.map(move |line| {
        let cells: Vec<&str> = line.split('\t').collect();
        places.map(|place| cells.get(place).copied().unwrap_or_default())
    })
}
