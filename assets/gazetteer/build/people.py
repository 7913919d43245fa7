"""people.tsv: people with their offices, from `source/people-*.tsv` and `source/chains-*.tsv`.

The source columns are `name country offices aliases family`. Offices are `title[@where] range[,range]` joined by `;`, a
range is `from..to`. A person in several files is one person if name and country agree.

A chain (`country office holders`) tells who held one office after another: `name from` joined by `;`, each until the next
began, the last until now; `name from..to` where nobody followed at once.
"""

import csv
import re

from tables import cell, plain, read_all, slug, spellings, unique, write

COLUMNS = "key name aliases country family offices".split()
SOURCE = [
    "source: CIA World Factbook (heads of state and government in office, as of early 2026), licence: public domain",
    "source: Wikidata (heads of state and government who took office in 2026, as of September 2026), licence: CC0",
    "source: names, offices and dates compiled for the project (ministers as of January 2026), licence: that of the project",
]
TITLES = {
    "p": "president", "vp": "vice president", "pm": "prime minister", "dpm": "deputy prime minister",
    "fm": "foreign minister", "dm": "defence minister", "fin": "finance minister", "int": "interior minister",
    "jus": "justice minister", "en": "energy minister", "k": "king", "q": "queen", "sp": "spokesman",
    "spw": "spokeswoman", "sg": "secretary general", "gov": "governor", "sen": "senator", "rep": "representative",
    "mp": "member of parliament", "amb": "ambassador", "cb": "central bank governor", "ceo": "chief executive",
    "opp": "opposition leader", "ldr": "leader", "ch": "chairman", "dir": "director", "spk": "speaker",
    "nsa": "national security adviser", "sos": "secretary of state", "ds": "defense secretary",
    "fs": "foreign secretary", "dfs": "defence secretary", "ts": "treasury secretary", "cos": "chief of staff",
    "ag": "attorney general", "cgs": "chief of the general staff", "com": "commander", "gen": "general",
    "env": "envoy", "an": "analyst", "biz": "businessman", "ec": "commissioner", "cj": "chief justice",
    "may": "mayor", "pol": "politician", "act": "activist", "jou": "journalist", "wri": "writer",
    "dfm": "deputy foreign minister", "chan": "chancellor", "sch": "scholar", "gs": "general secretary",
}
# Where the family name comes first in the press.
FAMILY_FIRST = {"CN", "TW", "KR", "KP", "VN", "HK", "MO", "SG"}


def range_of(text, context):
    """`2000-05-07..2008`, checked."""
    date = r"(\d{4}(-\d\d(-\d\d)?)?)?"
    if not re.fullmatch(rf"{date}\.\.{date}", text) or text == "..":
        raise SystemExit(f"people: bad range {text!r} of {context}")
    return text


def offices(text, context):
    """The offices of a source cell in the form of the table."""
    found = []
    for office in filter(None, (part.strip() for part in text.split(";"))):
        title, _, ranges = office.rpartition(" ")
        if ".." not in ranges:
            title, ranges = office, ""
        title, at, where = title.partition("@")
        title = TITLES.get(title, title) + at + where
        if not ranges:
            found.append(f"{title}@..")
        for each in filter(None, ranges.split(",")):
            found.append(f"{title}@{range_of(each, context)}")
    return found


def chain_rows(source):
    """The chains of offices as rows of people."""
    for row in read_all(source, "chains-*.tsv"):
        terms = [term.strip().rpartition(" ") for term in row["holders"].split(";") if term.strip()]
        for i, (name, _, days) in enumerate(terms):
            after = terms[i + 1][2].partition("..")[0] if i + 1 < len(terms) else ""
            days = days if ".." in days else f"{days}..{after}"
            yield {
                "name": name.strip(), "country": row["country"], "offices": f"{row['office']} {days}", "aliases": "", "family": "",
            }


def variants(name, country):
    """Other spellings that follow from the form of the name."""
    found = []
    words = name.split()
    if country in ("KR", "KP", "TW") and len(words) == 3:
        found.append(f"{words[0]} {words[1]}-{words[2].lower()}")
    if country in ("KR", "KP", "TW") and len(words) == 2 and "-" in words[1]:
        first, second = words[1].split("-", 1)
        found.append(f"{words[0]} {first} {second.capitalize()}")
        found.append(f"{words[1]} {words[0]}")
    if re.search(r"\b[ae]l-", name):
        for article in ("al-", "Al-", "el-", "El-", "al ", "Al "):
            found.append(re.sub(r"\b[ae]l-", article, name))
    # `Harry S. Truman` is Harry Truman; `George H. W. Bush` is no George W. Bush.
    if re.fullmatch(r"\w+ [A-Z]\. (?![A-Z]\.).+", name):
        found.append(re.sub(r"^(\w+) [A-Z]\. ", r"\1 ", name))
    return found


def family(name, country, given):
    """The surname where it is not the last word: as the source says, or by the custom of the country."""
    words = name.split()
    if given == "-":
        return ""
    if not given and country in FAMILY_FIRST and len(words) in (2, 3) and "-" not in words[0] and name.isascii():
        western = len(words) == 2 and "-" not in words[1] and country in ("HK", "SG", "TW")
        return "" if western else words[0]
    return given if given and words and given != words[-1] else ""


def settled(held):
    """The terms without those that tell an other one over again, less exactly: of two of one office that overlap, the one
    with the more exact days stays.
    """
    def days(office):
        start, _, end = office.rpartition("@")[2].partition("..")
        return start or "0000", end or "9999"

    kept = []
    for office in sorted(unique(held), key=lambda office: -len(office.rpartition("@")[2])):
        start, end = days(office)
        same = (days(other) for other in kept if other.rpartition("@")[0] == office.rpartition("@")[0])
        if not any(start < until and since < end for since, until in same):
            kept.append(office)
    return kept


def order(office):
    """Sorts offices by when they began, those without a date last."""
    start = office.rpartition("@")[2].partition("..")[0]
    return (start or "9999", office)


def merge(rows):
    """People by name and country; marks do not tell two names apart, and an alias with a surname is a name too."""
    people, known = {}, {}
    for row in rows:
        for name in [row["name"]] + [alias for alias in cell(row["aliases"]) if " " in alias and alias[0] != "?"]:
            known.setdefault((slug(name), row["country"]), row["name"])
    for row in rows:
        name = known[slug(row["name"]), row["country"]]
        person = people.setdefault((name, row["country"]), {"aliases": [], "offices": [], "family": ""})
        person["aliases"] += cell(row["aliases"])
        person["offices"] += offices(row["offices"], row["name"])
        person["family"] = row["family"] or person["family"]
    return people


def tell_missing(people, facts, codes):
    """Prints the heads of state and government of 2021 and 2022 who are in none of the source tables."""
    known = {slug(name) for name, _ in people}
    known |= {slug(alias) for person in people.values() for alias in person["aliases"]}
    with open(facts / "leaders_2021_2022.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = re.sub(r",? (Prince )?of .*", "", row["officeholderLabel"])
            leading = re.match(r"(President|Prime Minister|Premier|Chancellor)", row["positionLabel"])
            if leading and row["country"] in codes and slug(name) not in known:
                print(f"people: not listed: {name}, {row['positionLabel']}")


def check_where(people, known):
    """Stops on an office held in a country or organisation that is not listed."""
    held = [(name, office) for (name, _), person in people.items() for office in person["offices"]]
    where = {(office.split("@")[1], name) for name, office in held if office.count("@") == 2}
    missing = sorted((key, name) for key, name in where if key not in known)
    if missing:
        raise SystemExit("people: offices in what is not listed:\n" + "\n".join(f"  {k} ({n})" for k, n in missing))


def build(source, facts, out):
    codes = {}
    for row in read_all(source, "countries.tsv"):
        for name in [row["name"]] + cell(row["aliases"]):
            codes[name.removeprefix("?")] = row["code"]
    people = merge(read_all(source, "people-*.tsv") + list(chain_rows(source)))
    tell_missing(people, facts, codes)
    organisations = {line.split("\t")[0] for line in (out / "organisations.tsv").read_text(encoding="utf-8").splitlines()}
    check_where(people, organisations | set(codes.values()))
    names = [slug(name) for name, _ in people]
    rows = []
    for (name, country), person in people.items():
        key = slug(name)
        if names.count(key) > 1 and country:
            key = f"{key}-{country.lower()}"
        aliases = [name] + person["aliases"]
        aliases = spellings(aliases + [v for alias in aliases for v in variants(alias, country)])
        held = sorted(settled(person["offices"]), key=order)
        rows.append([
            key, name, "|".join(unique(aliases, without=[name])), country,
            family(name, country, person["family"]), "|".join(held),
        ])
    write(out / "people.tsv", COLUMNS, SOURCE, rows)
