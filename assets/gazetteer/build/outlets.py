"""outlets.tsv: newspapers, agencies, broadcasters and sites, from `source/outlets-*.tsv` (`name country domain aliases`)."""

from tables import cell, read_all, spellings, unique, write

COLUMNS = "name aliases country domain".split()
SOURCE = ["source: compiled for the project, licence: that of the project"]


def build(source, _facts, out):
    rows = {}
    for row in read_all(source, "outlets-*.tsv"):
        aliases = unique(spellings([row["name"]] + cell(row["aliases"])), without=[row["name"]])
        rows.setdefault(row["name"], [row["name"], "|".join(aliases), row["country"], row["domain"]])
    write(out / "outlets.tsv", COLUMNS, SOURCE, list(rows.values()))
