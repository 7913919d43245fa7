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
# Names of many newspapers, and other words.
COMMON = set(
    "Guardian Independent Times Telegraph Standard Star Sun Mirror Express Herald Tribune Nation Citizen Reporter Mail Observer"
    " National News Insider Index Punch Vice Post Gazette Monitor Inquirer Gleaner Scroll Pulse Sky Welt Zeit Spiegel Merkur"
    " Petra Trend Globo Valor Folha Lenta Strana Baza Asahi Journal Outlook Today Leadership Vesti Fars Mehr Saba Index Blick"
    " Krone Kurier Fakt Trud Diena Delo Politika Danas Semana Veja Exame Perfil Expreso Reforma Proceso Milenio Confidencial"
    " Republika Kompas Antara Stuff Frontier Advertiser Globes Kan Walla Vector Peninsula Stern Focus Bild Babel Respekt".split()
) | {"Daily News", "Daily Mirror", "Daily Star", "Sunday Times", "Business Times", "New Times", "The i Paper", "Army Radio", "Fresh News"}
# Short names that the whole press knows.
KNOWN = set("AP AFP BBC CNN NPR UPI DW FT WSJ NYT VOA PTI ANI NHK CBC ABC NBC CBS PBS RFI RFA ARD ZDF TRT RAI".split())


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


def adjectives(source):
    """The adjective of a country and its name as it stands after “of”, by its code."""
    found = {row["code"]: (cell(row["demonyms"])[0], row["name"]) for row in read(source / "countries.tsv") if cell(row["demonyms"])}
    return found | {row["country"]: (row["adjective"], row["name"]) for row in read(source / "adjectives.tsv")}


def central_bank(country):
    """What the central bank of a country is called besides its own name, from `adjectives`."""
    adjective, name = country
    owner = f"{name}'" if name.endswith("s") else f"{name}'s"
    return [f"{adjective} Central Bank", f"Central Bank of {name}", f"{owner} Central Bank"]


def ministries(source):
    """Rows of the foreign and defence ministries, armies and the like of the countries listed in `ministries.tsv`.

    Its columns are `body key note countries`: the body with `*` for the adjective, forms separated by `|`.
    """
    adjective_of = adjectives(source)
    for row in read(source / "ministries.tsv"):
        codes = sorted(adjective_of) if row["countries"] == "all" else row["countries"].split()
        for code in codes:
            adjective, country = adjective_of[code]
            owner = f"{country}'" if country.endswith("s") else f"{country}'s"
            forms = [form.replace("*", adjective).replace("@'s", owner).replace("@", country) for form in cell(row["body"])]
            aliases = "|".join(forms[1:])
            yield {"name": forms[0], "aliases": aliases, "acronyms": "", "country": code, "note": row["note"], "kind": "", "key": ""}


def outlets(source):
    """Rows of newspapers, agencies and broadcasters, who are organisations too when others write of them."""
    for row in read_all(source, "outlets-*.tsv"):
        names = [row["name"]] + cell(row["aliases"])
        # A domain is no name; “(Kenya)” only tells two apart.
        names = [re.sub(r" \(.*\)$", "", name) for name in names if not re.search(r"\.[a-z]{2,3}$", name)]
        names = [name for name in names if len(name) > 1]
        names += [name.removeprefix("The ") for name in names if name.startswith("The ")]
        weak = [row["weak"] == "x" and len(name.split()) < 3 or is_common(name) for name in names]
        marked = [f"?{name}" if is_weak else name for name, is_weak in zip(names, weak)]
        if not marked:
            continue
        name = f"?{row['name']}" if row["weak"] == "x" else row["name"]
        acronyms = [mark for mark in marked[1:] if re.fullmatch(r"\??[A-Z]{2,5}", mark)]
        aliases = [mark for mark in marked if mark not in acronyms and mark.removeprefix("?") != row["name"]]
        yield {
            "name": name, "aliases": "|".join(aliases), "acronyms": "|".join(acronyms), "country": row["country"],
            "note": "news outlet", "kind": "", "key": slug(row["name"]) + ("-outlet" if row["weak"] == "x" else ""),
        }


def is_common(name):
    """Whether the short name of an outlet is one that many things bear."""
    bare = name.removeprefix("The ")
    return bare in COMMON or (bare.isupper() and len(bare) <= 3 and bare not in KNOWN)


def build(source, _facts, out):
    rows, adjective_of = {}, adjectives(source)
    for row in read_all(source, "organisations-*.tsv") + list(ministries(source)) + list(outlets(source)):
        # `?` with the name itself among the aliases says that the name is weak.
        weak = f"?{row['name']}" in cell(row["aliases"])
        name = f"?{row['name']}" if weak else row["name"]
        key = row["key"] or slug(name)
        if key in rows and row["note"] == "news outlet":
            key = f"{key}-outlet"
        acronyms = cell(row["acronyms"])
        more = central_bank(adjective_of[row["country"]]) if row["note"] == "central bank" and row["country"] in adjective_of else []
        aliases = spellings(cell(row["aliases"])) if weak else spellings([name] + cell(row["aliases"]) + more)
        aliases = unique(aliases + [v for alias in aliases for v in variants(alias)], without=[name.removeprefix("?"), *acronyms])
        acronyms = unique(acronyms + dotted(acronyms), without=[name])
        made = [key, name, "|".join(aliases), "|".join(acronyms), row["kind"] or "organisation", row["country"], row["note"]]
        if key in rows and rows[key] != made:
            print(f"organisations: {key} twice, the first holds")
        rows.setdefault(key, made)
    write(out / "organisations.tsv", COLUMNS, SOURCE, list(rows.values()))
