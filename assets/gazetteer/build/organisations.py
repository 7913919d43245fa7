"""organisations.tsv: bodies and blocs, from `source/organisations-*.tsv`.

The source columns are `name acronyms aliases country note kind key`; kind is `organisation` unless given, the key is made of
the name unless given. British and American spellings are added for each other.
"""

import re

from tables import cell, read, read_all, slug, spellings, unique, write

COLUMNS = "key name aliases acronyms kind country note".split()
SOURCE = ["source: compiled for the project, licence: that of the project"]
SPELLINGS = [
    ("Organization", "Organisation"), ("Defense", "Defence"), ("Center", "Centre"), ("Labor", "Labour"),
    ("Program", "Programme"), ("Cooperation", "Co-operation"), ("&", "and"),
]


def variants(name):
    """The name in the other spelling, with and without its article."""
    found = []
    for american, british in SPELLINGS:
        for here, there in ((american, british), (british, american)):
            if re.search(rf"(?<!\w){here}(?!\w)", name):
                found.append(re.sub(rf"(?<!\w){here}(?!\w)", there, name))
    if name.startswith("The "):
        found.append(name.removeprefix("The "))
    return found


def dotted(acronyms):
    """Acronyms of two to four capitals in the form with points: `U.N.`."""
    return [".".join(a) + "." for a in acronyms if re.fullmatch(r"[A-Z]{2,4}", a)]


def ministries(source):
    """Rows of the foreign and defence ministries, armies and the like of the countries listed in `ministries.tsv`.

    Its columns are `body key note countries`: the body with `*` for the adjective, forms separated by `|`.
    """
    adjectives = {
        row["code"]: (cell(row["demonyms"])[0], row["name"]) for row in read(source / "countries.tsv") if cell(row["demonyms"])
    }
    adjectives |= {row["country"]: (row["adjective"], row["name"]) for row in read(source / "adjectives.tsv")}
    for row in read(source / "ministries.tsv"):
        codes = sorted(adjectives) if row["countries"] == "all" else row["countries"].split()
        for code in codes:
            adjective, country = adjectives[code]
            forms = [form.replace("*", adjective).replace("@", country) for form in cell(row["body"])]
            aliases = "|".join(forms[1:])
            yield {"name": forms[0], "aliases": aliases, "acronyms": "", "country": code, "note": row["note"], "kind": "", "key": ""}


def build(source, _facts, out):
    rows = {}
    for row in read_all(source, "organisations-*.tsv") + list(ministries(source)):
        name = row["name"]
        key = row["key"] or slug(name)
        acronyms = cell(row["acronyms"])
        aliases = spellings([name] + cell(row["aliases"]))
        aliases = unique(aliases + [v for alias in aliases for v in variants(alias)], without=[name, *acronyms])
        acronyms = unique(acronyms + dotted(acronyms), without=[name])
        made = [key, name, "|".join(aliases), "|".join(acronyms), row["kind"] or "organisation", row["country"], row["note"]]
        if key in rows and rows[key] != made:
            print(f"organisations: {key} twice, the first holds")
        rows.setdefault(key, made)
    write(out / "organisations.tsv", COLUMNS, SOURCE, list(rows.values()))
