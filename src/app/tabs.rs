//! The heads of the sections of the entity screen: what they say in the room there is, and where each stands.

use super::layout::Area;
use crate::index::{Facet, Shown};
use crate::model::width::width;

/// The head of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The section; `None` for the signs at both ends that there are more.
    pub facet: Option<Facet>,
    /// `people 12`, for the section in view `[people 12]`, which tells it where there is no colour.
    pub words: String,
    /// Where it stands.
    pub area: Area,
}

/// The heads of the sections in a row: all with their counts, else only the one in view with its count, else that one
/// and its neighbours, else that one alone.
#[must_use]
pub fn tabs(facet: Facet, shown: &[Vec<Shown>; 6], row: Area) -> Vec<Tab> {
    let own = format!("[{} {}]", facet.name(), shown[facet as usize].len());
    let all = |other: &dyn Fn(Facet) -> String| {
        let head = |one: Facet| (Some(one), if one == facet { own.clone() } else { other(one) });
        Facet::ALL.map(head).to_vec()
    };
    let near = |step: usize| Facet::ALL[(facet as usize + step) % 6];
    let sign = |words: &str| (None, words.to_owned());
    let side = |one: Facet| (Some(one), one.name().to_owned());
    let choices = [
        all(&|one| format!("{} {}", one.name(), shown[one as usize].len())),
        all(&|one| one.name().to_owned()),
        all(&|one| if one == Facet::Organisations { "orgs".to_owned() } else { one.name().to_owned() }),
        vec![sign("{"), side(near(5)), (Some(facet), own.clone()), side(near(1)), sign("}")],
        vec![sign("{"), (Some(facet), own.clone()), sign("}")],
    ];
    let wide =
        |heads: &[(Option<Facet>, String)]| heads.iter().map(|(_, words)| width(words) + 2).sum::<usize>();
    let last = choices.len() - 1;
    let room = usize::from(row.width);
    let best = choices.into_iter().enumerate().find(|(i, heads)| wide(heads) <= room || *i == last);
    let mut x = row.x + 1;
    let place = |(facet, words): (Option<Facet>, String)| {
        let columns = width(&words) as u16;
        let area = Area { x, y: row.y, width: columns, height: 1 };
        x += columns + 2;
        Tab { facet, words, area }
    };
    best.map_or_else(Vec::new, |(_, heads)| heads.into_iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_fit_the_room() {
        let shown: [Vec<Shown>; 6] = Default::default();
        for (columns, facet, expected) in [
            (90, Facet::People, "[people 0]|countries 0|organisations 0|places 0|events 0|outlets 0"),
            (66, Facet::Places, "people|countries|organisations|[places 0]|events|outlets"),
            (58, Facet::Places, "people|countries|orgs|[places 0]|events|outlets"),
            (40, Facet::People, "{|outlets|[people 0]|countries|}"),
            (20, Facet::People, "{|[people 0]|}"),
            (3, Facet::People, "{|[people 0]|}"),
        ] {
            let row = Area { x: 5, y: 1, width: columns, height: 1 };
            let tabs = tabs(facet, &shown, row);
            let words: Vec<_> = tabs.iter().map(|tab| tab.words.as_str()).collect();
            assert_eq!(words.join("|"), expected, "{columns}");
            assert!(tabs.windows(2).all(|pair| pair[0].area.x + pair[0].area.width < pair[1].area.x));
        }
    }
}
