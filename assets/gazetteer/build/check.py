#!/usr/bin/env python3
"""Lists what the gazetteer's built tables lack or say twice; changes nothing.

    python3 assets/gazetteer/build/check.py FACTS_FOLDER [SECTION ...]

Sections are `chains`, `ministers`, `banks`, `countries`, `leaders`, `factbook`, `twice`, `aliases`, `dates`; all of them
without one. Offices that a country had not for a while, or has not at all, are in `source/no-office.tsv`, and are no holes.
The last line of a section is its count.
"""

import collections
import csv
import datetime
import html
import json
import pathlib
import re
import sys

from tables import cell, read, slug

# The day the chains begin, and the longest time between two holders that is no hole.
SINCE = datetime.date(1990, 1, 1)
PATIENCE = 45
# Two who hold one office for longer than this are told, unless the office has several seats.
OVERLAP = 45

STATE = (
    "president|king|queen|emperor|sultan|emir|pope|supreme leader|grand duke|prince|head of state|captain regent|amir"
    "|chairman of the .*council.*|chairwoman of the .*council of state|head of the .*council.*|president of the .*council"
    "|member of the presidency|president of the state affairs commission|yang di-pertuan agong|state president|leader"
    "|co-prince|co-president|chairman of the presidium|chairman of the presidency|president of the presidium|regent"
)
GOVERNMENT = (
    "prime minister|premier|chancellor|taoiseach|chief adviser|minister of state|chief minister"
    "|(chairman|chairwoman|president) of the (council of ministers|cabinet of ministers)|chairman of the .*government"
)
FOREIGN = "foreign minister|secretary of state|foreign secretary|external affairs minister|secretary for relations with states"
DEFENCE = "defence minister|defense secretary|defence secretary|secretary of war|defense minister"
BANK = "governor|central bank governor|president|chairman|chairwoman|chair|chief executive|director|managing director"
BEFORE = "(acting |interim |caretaker |transitional |deputised )?"
OFFICES = {"state": STATE, "government": GOVERNMENT, "foreign": FOREIGN, "defence": DEFENCE}


class Table:
    """A built table: rows as dictionaries."""

    def __init__(self, folder, name):
        self.rows = read(folder / f"{name}.tsv")

    def __iter__(self):
        return iter(self.rows)


def bounds(text, last):
    """The earliest day of `YYYY`, `YYYY-MM` or a day, or its latest if `last`; None if empty."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if not last:
        return datetime.date(*(parts + [1, 1])[:3])
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = parts[0], (parts + [12])[1]
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


def tenures(people):
    """All terms of office: person, title, where, first and last day (None where open)."""
    for row in people:
        for office in cell(row["offices"]):
            title, *where, days = office.split("@")
            start, _, end = days.partition("..")
            held = where[0] if where else row["country"]
            yield row["name"], title, held, bounds(start, False), bounds(end, True)


def absent(source):
    """Spans in which a country has an office not, by country and office."""
    found = collections.defaultdict(list)
    for row in read(source / "no-office.tsv"):
        span = (bounds(row["from"], False) or datetime.date.min, bounds(row["to"], True) or datetime.date.max)
        for country in row["countries"].split():
            found[country, row["office"]].append(span)
    return found


def held_by_office(people):
    """Terms by country and office (`state`, `government`, `foreign`, `defence`)."""
    matchers = {office: re.compile(f"{BEFORE}({titles})") for office, titles in OFFICES.items()}
    found = collections.defaultdict(list)
    for name, title, where, start, end in tenures(people):
        for office, matcher in matchers.items():
            if len(where) == 2 and matcher.fullmatch(title):
                found[where, office].append((start or datetime.date.min, end or datetime.date.max, name, title))
    return found


def gaps(spans, since, until):
    """The stretches between two days that no span covers, longer than is no hole."""
    reached = since
    for start, end in sorted(spans):
        if (start - reached).days > PATIENCE:
            yield reached, min(start, until)
        if end > reached:
            reached = end
        if reached >= until:
            return
    if (until - reached).days > PATIENCE:
        yield reached, until


def chains(tables, source, _facts):
    """Heads of state and government since 1990 without a holder, and two holders at once."""
    held, none, count = held_by_office(tables["people"]), absent(source), 0
    today = datetime.date.today()
    for row in tables["countries"]:
        for office in ("state", "government"):
            key = row["code"], office
            terms = held.get(key, [])
            spans = [term[:2] for term in terms] + none.get(key, [])
            for start, end in gaps(spans, SINCE, today):
                before = max((t for t in terms if t[1] <= start), key=lambda t: t[1], default=None)
                after = min((t for t in terms if t[0] >= end), key=lambda t: t[0], default=None)
                print(f"  {row['code']} {row['name']}: {office}: nobody {start} .. {end}"
                      f" (after {before[2] if before else '-'}, before {after[2] if after else '-'})")
                count += 1
    return count


def ministers(tables, source, _facts):
    """Countries without a foreign or defence minister today; two at once."""
    held, none, count = held_by_office(tables["people"]), absent(source), 0
    today = datetime.date.today()
    for office in ("foreign", "defence"):
        missing = []
        for row in tables["countries"]:
            key = row["code"], office
            now = [term for term in held.get(key, []) if term[1] == datetime.date.max]
            if len({term[2] for term in now}) > 1:
                print(f"  {row['code']}: {office}: several now: {', '.join(term[2] for term in now)}")
                count += 1
            if not now and not any(start <= today <= end for start, end in none.get(key, [])):
                missing.append(row["code"])
        print(f"  no {office} minister now: {' '.join(missing)}")
        count += len(missing)
    return count


def banks(tables, _source, _facts):
    """Countries without a central bank, central banks without a governor."""
    governed = {where for _, title, where, _, end in tenures(tables["people"]) if end is None and re.fullmatch(BANK, title)}
    found = [row for row in tables["organisations"] if row["note"] == "central bank"]
    headless = [row["key"] for row in found if row["key"] not in governed]
    print("  without a governor:", " ".join(headless))
    without = sorted({row["code"] for row in tables["countries"]} - {row["country"] for row in found})
    print("  countries without a central bank:", " ".join(without))
    return len(headless)


# Where nobody lives but who is sent there, and cities that are a territory of their own.
NOBODY = set("AQ BV GS HM SJ TF UM VA GI HK MO".split())


def countries(tables, _source, _facts):
    """Countries without a capital, demonym, region or coordinates, and capitals that are no place."""
    count = 0
    places = {
        (slug(name.removeprefix("?")), row["country"]) for row in tables["places"] for name in [row["name"], *cell(row["aliases"])]
    }
    for row in tables["countries"]:
        empty = [name for name in ("capital", "demonyms", "region", "lat") if not row[name] and row["code"] not in NOBODY]
        capital = (cell(row["capital"]) or [""])[0].removeprefix("?")
        if capital and (slug(capital), row["code"]) not in places:
            empty.append(f"place {capital}")
        if empty:
            print(f"  {row['code']} {row['name']}: no {', '.join(empty)}")
            count += 1
    return count


# The codes of the list of leaders that are not those of ISO 3166 in three letters.
COW = dict(part.split("=") for part in (
    "USA=US CAN=CA BHM=BS CUB=CU HAI=HT DOM=DO JAM=JM TRI=TT BAR=BB DMA=DM GRN=GD SLU=LC SVG=VC AAB=AG SKN=KN MEX=MX BLZ=BZ GUA=GT"
    " HON=HN SAL=SV NIC=NI COS=CR PAN=PA COL=CO VEN=VE GUY=GY SUR=SR ECU=EC PER=PE BRA=BR BOL=BO PAR=PY CHL=CL ARG=AR URU=UY UKG=GB"
    " IRE=IE NTH=NL BEL=BE LUX=LU FRN=FR MNC=MC LIE=LI SWZ=CH SPN=ES AND=AD POR=PT GMY=DE GFR=DE POL=PL AUS=AT HUN=HU CZE=CZ CZR=CZ"
    " SLO=SK ITA=IT SNM=SM MLT=MT ALB=AL MNG=ME MAC=MK CRO=HR YUG=RS KOS=XK BOS=BA SLV=SI GRC=GR CYP=CY BUL=BG MLD=MD ROM=RO RUS=RU"
    " EST=EE LAT=LV LIT=LT UKR=UA BLR=BY ARM=AM GRG=GE AZE=AZ FIN=FI SWD=SE NOR=NO DEN=DK ICE=IS CAP=CV STP=ST GNB=GW EQG=GQ GAM=GM"
    " MLI=ML SEN=SN BEN=BJ MAA=MR NIR=NE CDI=CI GUI=GN BFO=BF LBR=LR SIE=SL GHA=GH TOG=TG CAO=CM NIG=NG GAB=GA CEN=CF CHA=TD CON=CG"
    " DRC=CD UGA=UG KEN=KE TAZ=TZ BUI=BI RWA=RW SOM=SO DJI=DJ ETH=ET ERI=ER ANG=AO MZM=MZ ZAM=ZM ZIM=ZW MAW=MW SAF=ZA NAM=NA LES=LS"
    " BOT=BW SWA=SZ MAG=MG COM=KM MAS=MU SEY=SC MOR=MA ALG=DZ TUN=TN LIB=LY SUD=SD SSD=SS IRN=IR TUR=TR IRQ=IQ EGY=EG SYR=SY LEB=LB"
    " JOR=JO ISR=IL SAU=SA YEM=YE KUW=KW BAH=BH QAT=QA UAE=AE OMA=OM AFG=AF TKM=TM TAJ=TJ KYR=KG UZB=UZ KZK=KZ CHN=CN TAW=TW PRK=KP"
    " ROK=KR JPN=JP IND=IN BHU=BT PAK=PK BNG=BD MYA=MM SRI=LK MAD=MV NEP=NP THI=TH CAM=KH LAO=LA DRV=VN MAL=MY SIN=SG BRU=BN PHI=PH"
    " INS=ID ETM=TL AUL=AU PNG=PG NEW=NZ VAN=VU SOL=SB KIR=KI TUV=TV FIJ=FJ TON=TO NAU=NR MSI=MH PAL=PW FSM=FM WSM=WS"
).split())


def words(name):
    """The words of a name that can be compared: lower case, without marks."""
    return set(slug(name).split("-"))


def leaders(tables, _source, facts):
    """Leaders of the public list since 1990 whom no term of the same country and time bears the name of."""
    held = collections.defaultdict(list)
    names = {row["name"]: words(row["name"]) | {w for a in cell(row["aliases"]) for w in words(a)} for row in tables["people"]}
    for name, _title, where, start, end in tenures(tables["people"]):
        held[where].append((start or datetime.date.min, end or datetime.date.max, name))
    count = 0
    with open(facts / "leaders_1945_2021.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code = COW.get(row["country_abbr"])
            end_year = int(row["end_year"] or 2021)
            if code is None or end_year < SINCE.year:
                continue
            start = datetime.date(int(row["start_year"]), int(row["start_month"] or 1), 1)
            end = bounds(f"{end_year}-{int(row['end_month'] or 12):02}", True)
            start = max(start, SINCE)
            wanted = words(row["leader"])
            fits = [name for first, last, name in held[code] if first <= end and start <= last and wanted & names[name]]
            if not fits:
                print(f"  {code}: {row['leader']} {row['start_year']}-{row['start_month']} .. {row['end_year']}-{row['end_month']}")
                count += 1
    return count


def factbook(tables, source, facts):
    """Heads in office by the World Factbook whom the tables do not have in office."""
    now = collections.defaultdict(set)
    aliases = {row["name"]: " ".join([row["name"], *cell(row["aliases"])]) for row in tables["people"]}
    for name, _title, where, _start, end in tenures(tables["people"]):
        if end is None:
            now[where] |= words(aliases[name])
    codes = {row["gec"]: row["code"] for row in read(source / "countries.tsv") if row["gec"]}
    count = 0
    with open(facts / "countries.jsonl", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            code = codes.get(entry["gec"])
            for field in ("chief_of_state", "head_of_government"):
                told = html.unescape(entry.get(field) or "")
                surnames = {part for word in re.findall(r"\b[A-ZÀ-Ž][A-ZÀ-Ž'-]{2,}\b", told) for part in words_of(word)}
                if code and surnames and not surnames & (now[code] | now["GB"] | now["US"] | now["FR"]):
                    print(f"  {code}: {told[:110]}")
                    count += 1
    return count


def words_of(name):
    """The words of a name in their order, lower case, without marks."""
    return slug(name).split("-")


def office_days(row):
    """The first and last days of a person's terms with their titles: two who share one may be the same."""
    days = set()
    for office in cell(row["offices"]):
        title, *_, span = office.split("@")
        days |= {(title, day) for day in span.split("..") if len(day) == 10}
    return days


def twice(tables, _source, _facts):
    """People of one name, and organisations whose names differ in case, articles or marks only."""
    count = 0
    for table in ("people", "organisations", "places", "events"):
        named = collections.defaultdict(set)
        for row in tables[table]:
            for name in [row["name"]] + (cell(row["aliases"]) if table == "people" else []):
                if " " in name:
                    named[slug(name.removeprefix("?")).removeprefix("the-"), row["country"] if table != "people" else ""].add(row["key"])
        for (name, _), keys in sorted(named.items()):
            if len(keys) > 1 and not name.isdigit():
                print(f"  {table}: {name}: {' '.join(sorted(keys))}")
                count += 1
    alike = collections.defaultdict(list)
    for row in tables["people"]:
        first, *_, last = [re.sub(r"[^a-z]", "", word) for word in words_of(row["name"])] + [""]
        alike[row["country"], last, first[:1]].append(row)
    for (country, last, _), rows in sorted(alike.items()):
        for i, one in enumerate(rows):
            for other in rows[i + 1:]:
                if country and last and office_days(one) & office_days(other):
                    print(f"  people: alike: {one['name']} and {other['name']}, {country}")
                    count += 1
    return count


def aliases(tables, _source, _facts):
    """Names of several words or acronyms that two entities of different kinds or countries bear, both unmarked."""
    borne = collections.defaultdict(set)
    for table in ("countries", "people", "organisations", "places", "events"):
        for row in tables[table]:
            cells = ["name", "aliases", "acronyms", "former", "demonyms", "institutions"]
            for name in (value for column in cells for value in cell(row.get(column, ""))):
                if not name.startswith("?") and not (table == "people" and " " not in name):
                    borne[name].add(row.get("key") or row["code"])
    shared = {name: keys for name, keys in borne.items() if len(keys) > 1}
    for name, keys in sorted(shared.items()):
        print(f"  {name}: {' '.join(sorted(keys))}")
    return len(shared)


def dates(tables, _source, _facts):
    """Terms that end before they begin, are longer than 60 years, begin after today, or are held by two at once."""
    count, today = 0, datetime.date.today()
    several = re.compile(r"member|captain|senator|representative|ambassador|envoy|spokes|judge|justice|commissioner|co-president|deputy|vice")
    seats = collections.defaultdict(list)
    for name, title, where, start, end in tenures(tables["people"]):
        if start and (start > today or (end or today) < start or ((end or today) - start).days > 366 * 65):
            print(f"  {name}: {title} {start}..{end}")
            count += 1
        if start and not several.search(title):
            seats[title, where].append((start, end or datetime.date.max, name))
    single = re.compile(f"({STATE}|{GOVERNMENT}|{FOREIGN}|{DEFENCE}|finance minister|interior minister|secretary general|director general)")
    for (title, where), terms in sorted(seats.items()):
        terms.sort()
        for (start, end, name), (after, until, other) in zip(terms, terms[1:]):
            if where and single.fullmatch(title) and name != other and (min(end, until) - after).days > OVERLAP:
                print(f"  {title} {where}: {name} ..{end} and {other} {after}..")
                count += 1
    return count


SECTIONS = {
    "chains": chains, "ministers": ministers, "banks": banks, "countries": countries, "leaders": leaders, "factbook": factbook,
    "twice": twice, "aliases": aliases, "dates": dates,
}


def main():
    if len(sys.argv) < 2 or set(sys.argv[2:]) - set(SECTIONS):
        raise SystemExit(__doc__)
    out = pathlib.Path(__file__).resolve().parent.parent
    tables = {name: Table(out, name) for name in ("countries", "people", "organisations", "places", "events")}
    for name in sys.argv[2:] or SECTIONS:
        print(f"{name}: {SECTIONS[name].__doc__}")
        print(f"{name}: {SECTIONS[name](tables, out / 'source', pathlib.Path(sys.argv[1]))}")


if __name__ == "__main__":
    main()
