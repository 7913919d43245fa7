//! The cost per article against the number of articles, as a picture: time above, memory and disk below. Both axes grow
//! tenfold a step; a cost that does not depend on the number is a level line.

use super::table::{Column, Unit, cost, curves};
use dateline::ui::theme::{Paint, Theme};
use ratatui::style::Color;
use std::fmt::Write as _;

/// Of the picture; of a panel's field: left, width, height; the tops of both.
const SIZE: (f64, f64) = (860.0, 640.0);
const FIELD: (f64, f64, f64) = (80.0, 560.0, 220.0);
const TOPS: [f64; 2] = [60.0, 360.0];

/// A curve: its name, and a cost for each number of articles.
struct Curve {
    name: &'static str,
    points: Vec<(f64, f64)>,
}

/// The picture as SVG.
pub(crate) fn draw(columns: &[Column]) -> String {
    let theme = Theme::named("dark");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"DejaVu Sans Mono, Menlo, \
         Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        SIZE.0,
        SIZE.1,
        hex(theme.background)
    );
    for ((unit, title), top) in [
        (Unit::Seconds, "microseconds of processor time per article"),
        (Unit::Bytes, "KB per article: most memory, memory of the open screen, disk"),
    ]
    .into_iter()
    .zip(TOPS)
    {
        let of = |(_, name): (Unit, &'static str)| Curve {
            name,
            points: columns
                .iter()
                .filter_map(|column| Some((f64::from(column.articles), cost(column, unit, name)?)))
                .collect(),
        };
        let all: Vec<Curve> = curves(columns).into_iter().filter(|(own, _)| *own == unit).map(of).collect();
        panel(&mut out, theme, title, top, &all);
    }
    out.push_str("</svg>\n");
    out
}

fn panel(out: &mut String, theme: &Theme, title: &str, top: f64, curves: &[Curve]) {
    let (left, wide, high) = FIELD;
    let (faint, line) = (colour(theme, Paint::Faint), colour(theme, Paint::Border));
    let text = |out: &mut String, (x, y): (f64, f64), anchor: &str, fill: &str, words: &str| {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{words}</text>"
        );
    };
    text(out, (left, top - 14.0), "start", &hex(theme.foreground), title);
    // Exactly as wide as what was measured; as high as whole powers of ten.
    let across = ends(curves, |point| point.0);
    let up = ends(curves, |point| point.1);
    let up = (up.0.floor(), up.1.ceil().max(up.0.floor() + 1.0));
    let x = |value: f64| left + wide * share(value, across);
    let y = |value: f64| top + high * (1.0 - share(value, up));
    for power in powers(across) {
        let at = x(10f64.powi(power));
        rule(out, (at, top), (at, top + high), &line);
        text(out, (at, top + high + 20.0), "middle", &faint, &number(power));
    }
    for power in powers(up) {
        let at = y(10f64.powi(power));
        rule(out, (left, at), (left + wide, at), &line);
        text(out, (left - 8.0, at + 5.0), "end", &faint, &number(power));
    }
    let mut labels = Vec::new();
    for curve in curves {
        let fill = colour(theme, paint(curve.name));
        let points: Vec<(f64, f64)> = curve.points.iter().map(|&(at, value)| (x(at), y(value))).collect();
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{fill}\" stroke-width=\"2\"/>",
            path.join(" ")
        );
        for (x, y) in &points {
            let _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{fill}\"/>");
        }
        labels.extend(points.last().map(|last| (last.1, fill, curve.name)));
    }
    // Names stand beside the ends of their curves, none upon another.
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (at, fill, name) in labels {
        let at = at.max(free);
        text(out, (left + wide + 12.0, at + 5.0), "start", &fill, &name.replace('`', ""));
        free = at + 18.0;
    }
}

/// The colour of a curve, the same in both panels.
fn paint(name: &str) -> Paint {
    match name {
        "import" => Paint::Person,
        "first joining" => Paint::Country,
        "`list`" => Paint::Organisation,
        "screen" => Paint::Bloc,
        _ => Paint::Place,
    }
}

/// The least and the greatest value of the curves, as powers of ten.
fn ends(curves: &[Curve], of: fn(&(f64, f64)) -> f64) -> (f64, f64) {
    let values =
        || curves.iter().flat_map(|curve| &curve.points).map(of).map(|value| value.max(1e-9).log10());
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    // One size alone stands in the middle of something.
    if least < most { (least, most) } else { (least - 0.5, least + 0.5) }
}

/// The whole powers of ten between two, both included.
fn powers((from, to): (f64, f64)) -> impl Iterator<Item = i32> {
    from.ceil() as i32..=to.floor() as i32
}

/// Where a value lies between two powers of ten, from 0 to 1.
fn share(value: f64, (from, to): (f64, f64)) -> f64 {
    ((value.max(1e-9).log10() - from) / (to - from)).clamp(0.0, 1.0)
}

/// A power of ten in digits.
fn number(power: i32) -> String {
    let digits = 10f64.powi(power);
    if power < 0 {
        return digits.to_string();
    }
    let digits = format!("{digits:.0}");
    let mut parts: Vec<&str> =
        digits.as_bytes().rchunks(3).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.reverse();
    parts.join(",")
}

fn rule(out: &mut String, from: (f64, f64), to: (f64, f64), stroke: &str) {
    let _ = writeln!(
        out,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{stroke}\"/>",
        from.0, from.1, to.0, to.1
    );
}

fn colour(theme: &Theme, paint: Paint) -> String {
    theme.style(paint).fg.map_or_else(|| hex(theme.foreground), hex)
}

fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        other => other.to_string().to_lowercase(),
    }
}
