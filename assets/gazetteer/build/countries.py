"""countries.tsv: the hand-kept names, with coordinates from the World Factbook."""

import json
import re

from tables import cell, read, spellings, unique, write

COLUMNS = "code name aliases former demonyms capital institutions region lat lon".split()
SOURCE = [
    "source: CIA World Factbook (coordinates), licence: public domain",
    "source: names, demonyms, capitals, institutions compiled for the project, licence: that of the project",
]
# Territories the Factbook has no entry of their own for, or whose entry has no single point.
POINTS = {
    "AX": (60.2, 20.0), "BQ": (12.18, -68.25), "GF": (4.0, -53.0), "GP": (16.25, -61.58), "MQ": (14.67, -61.0),
    "PS": (31.9, 35.2), "RE": (-21.1, 55.6), "SH": (-15.95, -5.7), "SJ": (78.0, 20.0), "UM": (19.28, 166.65),
    "YT": (-12.83, 45.17), "RS": (44.0, 21.0), "WF": (-13.3, -176.2), "MH": (9.0, 168.0), "FM": (6.92, 158.25),
}


def degrees(text):
    """`28 00 N, 3 00 E` as decimal degrees north and east, or None."""
    found = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text or "")
    if not found:
        return None
    north = (int(found[1]) + int(found[2]) / 60) * (1 if found[3] == "N" else -1)
    east = (int(found[4]) + int(found[5]) / 60) * (1 if found[6] == "E" else -1)
    return round(north, 2), round(east, 2)


def coordinates(facts):
    """Decimal degrees by Factbook country code."""
    with open(facts / "countries.jsonl", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return {entry["gec"]: degrees(entry.get("coordinates")) for entry in entries}


def build(source, facts, out):
    points = coordinates(facts)
    rows = []
    for row in read(source / "countries.tsv"):
        point = POINTS.get(row["code"]) or points.get(row["gec"])
        if point is None:
            raise SystemExit(f"countries.tsv: no coordinates for {row['code']} {row['name']}")
        aliases = unique(spellings([row["name"]] + cell(row["aliases"])), without=[row["name"]])
        many = ["|".join(unique(spellings(cell(row[name])))) for name in ("former", "demonyms", "capital", "institutions")]
        rows.append([row["code"], row["name"], "|".join(aliases), *many, row["region"], *map(str, point)])
    write(out / "countries.tsv", COLUMNS, SOURCE, rows)
