"""events.tsv: named events, treaties and projects, from `source/events-*.tsv` (`name from to kind country place aliases`)."""

from tables import cell, read_all, slug, spellings, unique, write

COLUMNS = "key name aliases from to place country kind".split()
SOURCE = ["source: compiled for the project, licence: that of the project"]


def build(source, _facts, out):
    places = {line.split("\t")[0] for line in (out / "places.tsv").read_text(encoding="utf-8").splitlines()}
    rows = {}
    for row in read_all(source, "events-*.tsv"):
        aliases = unique(spellings([row["name"]] + cell(row["aliases"])), without=[row["name"]])
        key = slug(row["name"])
        place = slug(row["place"])
        if place and place not in places:
            raise SystemExit(f"events: no place {row['place']} of {row['name']}")
        rows.setdefault(key, [key, row["name"], "|".join(aliases), row["from"], row["to"], place, row["country"], row["kind"]])
    write(out / "events.tsv", COLUMNS, SOURCE, list(rows.values()))
