"""Reading and writing the tab-separated tables, and the few rules all of them share."""

import pathlib
import re
import unicodedata

# Letters that do not decompose into a base letter and a mark.
PLAIN = str.maketrans({
    "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ə": "e", "Ə": "E", "ʻ": "'", "ʼ": "'", "’": "'",
})


def plain(text):
    """The text without diacritics: `Élysée` gives `Elysee`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(name):
    """The key of a name: lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


def cell(text):
    """The values of a cell, in order, without empty ones."""
    return [value.strip() for value in text.split("|") if value.strip()]


def unique(values, without=()):
    """The values in order, each once, leaving out those in `without`; a weak form yields to the same form unmarked."""
    strong = {v for v in values if not v.startswith("?")}
    seen, kept = set(without), []
    for value in values:
        bare = value.removeprefix("?")
        if bare in seen or (value != bare and bare in strong):
            continue
        seen.add(bare)
        kept.append(value)
    return kept


def spellings(names):
    """The names, and after them those spellings without diacritics that differ."""
    return list(names) + [plain(name) for name in names if plain(name) != name]


def read(path):
    """The rows of a source table as dictionaries; the first line names the columns, short rows are filled up."""
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise SystemExit(f"{path}: row {number} has {len(cells)} cells for {len(columns)} columns: {line}")
        cells += [""] * (len(columns) - len(cells))
        rows.append({column: value.strip() for column, value in zip(columns, cells)})
    return rows


def read_all(folder, pattern):
    """The rows of all source tables of that name pattern, by file name."""
    return [row for path in sorted(pathlib.Path(folder).glob(pattern)) for row in read(path)]


def write(path, columns, source, rows):
    """Writes the rows, sorted by their first cell; `source` are the lines that state origin and licence."""
    rows = sorted(rows)
    keys = [row[0] for row in rows]
    double = sorted({key for key, after in zip(keys, keys[1:]) if key == after})
    if double:
        raise SystemExit(f"{path.name}: keys twice: {', '.join(double)}")
    for row in rows:
        if len(row) != len(columns) or any("\t" in value or "\n" in value or '"' in value for value in row):
            raise SystemExit(f"{path.name}: bad row: {row}")
    head = ["\t".join(columns)] + [f"# {line}" for line in source]
    body = ["\t".join(row) for row in rows]
    path.write_text("\n".join(head + body) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)}")
