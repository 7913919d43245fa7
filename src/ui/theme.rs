//! Themes: what each thing looks like. Code names roles, `assets/themes.toml` gives them colours and attributes.

use crate::model::EntityKind;
use crate::model::spelling::nearest;
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

/// Defines the roles and their names together.
macro_rules! roles {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// A thing on the screen that has a look of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Paint { $(#[doc = concat!("`", $name, "` in a theme.")] $variant),+ }

        impl Paint {
            /// All roles with their names.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),+];
        }
    };
}

roles! {
    Text = "text", Faint = "faint", Title = "title", Heading = "heading", Caption = "caption", Quote = "quote",
    Furniture = "furniture", Person = "person", Country = "country", Organisation = "organisation",
    Place = "place", Bloc = "bloc", Event = "event", Date = "date", Hit = "hit", Current = "current",
    Telling = "telling", Border = "border", Focus = "focus", Selection = "selection", Mark = "mark", Tag = "tag", Note = "note",
    Shared = "shared", Chip = "chip", Warning = "warning", Same = "same", Related = "related",
    Differs = "differs", Only = "only", Differing = "differing", Key = "key", Bar = "bar",
}

/// The look of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name in the configuration.
    pub name: String,
    styles: Vec<Style>,
    /// The background it expects of the terminal.
    pub background: Color,
    /// The foreground it expects of the terminal.
    pub foreground: Color,
}

impl Theme {
    /// The style of a role.
    #[must_use]
    pub fn style(&self, paint: Paint) -> Style {
        self.styles[paint as usize]
    }

    /// The style of a kind of entity.
    #[must_use]
    pub fn entity(&self, kind: EntityKind) -> Style {
        self.style(match kind {
            EntityKind::Person => Paint::Person,
            EntityKind::Country => Paint::Country,
            EntityKind::Organisation => Paint::Organisation,
            EntityKind::Place => Paint::Place,
            EntityKind::Bloc => Paint::Bloc,
            EntityKind::Event => Paint::Event,
        })
    }

    /// The bundled themes, in the order in which a key steps through them.
    #[must_use]
    pub fn bundled() -> &'static [Self] {
        static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
        THEMES.get_or_init(|| {
            let all = parse(include_str!("../../assets/themes.toml")).unwrap_or_default();
            let order = ["dark", "light", "ansi", "mono"];
            order.iter().filter_map(|name| all.iter().find(|theme| theme.name == *name).cloned()).collect()
        })
    }

    /// A theme that is a bundled one but for what is set in it.
    #[must_use]
    pub fn based(base: &Self, name: &str) -> Self {
        Self { name: name.to_owned(), ..base.clone() }
    }

    /// Sets the look of a role.
    ///
    /// # Errors
    /// What is wrong with the role or with the words for its look, and the nearest that is right.
    pub fn set(&mut self, role: &str, words: &str) -> Result<(), String> {
        let look = style(words).map_err(|word| {
            let near = nearest(&word, WORDS).map(|near| format!("; did you mean “{near}”?"));
            format!("“{word}” is no colour{}", near.unwrap_or_default())
        })?;
        let colour = look.fg.unwrap_or(Color::Reset);
        match role {
            "background" => self.background = colour,
            "foreground" => self.foreground = colour,
            _ => {
                let Some((paint, _)) = Paint::ALL.iter().find(|(_, name)| *name == role) else {
                    let names = Paint::ALL.iter().map(|(_, name)| *name).chain(["background", "foreground"]);
                    let near = nearest(role, names).map(|near| format!("; did you mean “{near}”?"));
                    return Err(format!(
                        "nothing on the screen is called “{role}”{}",
                        near.unwrap_or_default()
                    ));
                };
                self.styles[*paint as usize] = look;
            }
        }
        Ok(())
    }

    /// Takes in the person's own themes, once, before anything is drawn.
    pub fn adopt(own: Vec<Self>) {
        // A second time there is nothing new: the configuration is read once.
        let _ = OWN.set(own);
    }

    /// The theme of a name, the person's own before the bundled ones, else the first.
    #[must_use]
    pub fn named(name: &str) -> &'static Self {
        if let Some(own) = OWN.get().and_then(|own| own.iter().find(|theme| theme.name == name)) {
            return own;
        }
        let themes = Self::bundled();
        // A test holds that the bundled file has its four themes, so there is a first one.
        themes.iter().find(|theme| theme.name == name).unwrap_or(&themes[0])
    }
}

/// The person's own themes: read once with the configuration, and the same ever after.
static OWN: OnceLock<Vec<Theme>> = OnceLock::new();

/// Words that a look is made of, for suggestions.
const WORDS: [&str; 23] = [
    "on",
    "bold",
    "dim",
    "italic",
    "underline",
    "reverse",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "darkgray",
    "lightred",
    "lightgreen",
    "lightyellow",
    "lightblue",
    "lightmagenta",
    "lightcyan",
    "white",
    "reset",
];

/// Reads a file of themes.
///
/// # Errors
/// What is wrong, with the theme and role it concerns.
pub fn parse(toml: &str) -> Result<Vec<Theme>, String> {
    let tables: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(toml).map_err(|e| e.to_string())?;
    tables.into_iter().map(|(name, entries)| theme(name, &entries)).collect()
}

fn theme(name: String, entries: &BTreeMap<String, String>) -> Result<Theme, String> {
    let entry = |role: &str| entries.get(role).ok_or_else(|| format!("theme “{name}” lacks “{role}”"));
    let read = |role: &str| {
        style(entry(role)?).map_err(|word| format!("theme “{name}”, {role}: unknown word “{word}”"))
    };
    let colour = |role: &str| read(role).map(|style| style.fg.unwrap_or(Color::Reset));
    let (background, foreground) = (colour("background")?, colour("foreground")?);
    let known = |role: &&String| {
        matches!(role.as_str(), "background" | "foreground")
            || Paint::ALL.iter().any(|(_, name)| name == role)
    };
    if let Some(unknown) = entries.keys().find(|role| !known(role)) {
        return Err(format!("theme “{name}”: unknown role “{unknown}”"));
    }
    let styles = Paint::ALL.iter().map(|(_, role)| read(role)).collect::<Result<_, _>>()?;
    Ok(Theme { name, styles, background, foreground })
}

/// Reads a style; the error is the word that is not understood.
fn style(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut on = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "on" => {
                on = true;
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            colour => {
                let colour = Color::from_str(colour).map_err(|_| colour.to_owned())?;
                style = if std::mem::take(&mut on) { style.bg(colour) } else { style.fg(colour) };
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.1.
    fn luminance(colour: Color) -> Option<f64> {
        let Color::Rgb(r, g, b) = colour else { return None };
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        Some(0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b))
    }

    #[test]
    fn colours_can_be_read() {
        parse(include_str!("../../assets/themes.toml")).unwrap();
        for theme in Theme::bundled() {
            for (paint, name) in Paint::ALL.iter().filter(|(paint, _)| *paint != Paint::Border) {
                let style = theme.style(*paint);
                let (front, back) =
                    (style.fg.unwrap_or(theme.foreground), style.bg.unwrap_or(theme.background));
                let (Some(a), Some(b)) = (luminance(front), luminance(back)) else { continue };
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{} {name}: contrast {contrast:.2}", theme.name);
            }
        }
    }

    #[test]
    fn kinds_differ_by_more_than_colour() {
        for theme in Theme::bundled() {
            let looks = [EntityKind::Person, EntityKind::Country, EntityKind::Organisation]
                .map(|kind| theme.entity(kind).add_modifier);
            assert!(looks[0] != looks[1] && looks[1] != looks[2] && looks[0] != looks[2], "{}", theme.name);
        }
    }

    #[test]
    fn the_themes_without_colour_use_none() {
        for (paint, name) in Paint::ALL {
            let style = Theme::named("mono").style(*paint);
            assert!(style.fg.is_none() && style.bg.is_none(), "{name}");
            let ansi = Theme::named("ansi").style(*paint);
            assert!(!matches!(ansi.fg, Some(Color::Rgb(..))), "{name}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(style("#ff0000 blod"), Err("blod".to_owned()));
        assert!(parse("[x]\nbackground = \"black\"").unwrap_err().contains("lacks"));
    }
}
