"""given_names.tsv: first names of the US census and, kept by hand, of the countries in the news."""

import pathlib

import names

from tables import plain, read_all, write

COLUMNS = "name sex".split()
SOURCE = [
    "source: US Census Bureau 1990 through names, licence: public domain",
    "source: first names of other countries compiled for the project, licence: that of the project",
]
# Names that at the start of a sentence or in a title are nearly always something else.
NOT_NAMES = set(
    "An Art Asia Book Britt Bar Bee Bong Buck Chance Chi China Chin Christian Christmas Cinderella Dong Easter Eden Else Ester Even"
    " Ha Hai Ho Hope In Jr Lady Le Long Love Lu Ma Mai Man May Mi Min Many Much My News Oda Of Ok Ola Ona Parthenia Porsha Precious"
    " Prince Princess Rana Royal Russia Sang See September So Son Sook Spring Star Summer Sun Sung Su Tai Tam Thu Tu Un Us Van Virgen"
    " Will Winter Yan Yi Yong Young America Asia Berlin Boston Brazil Britain Chile Columbus Cuba Dallas Denver Egypt Florida France"
    " Georgia Holland India Ireland Israel Jordan London Malaysia Milan Paris Phoenix Roma Sydney Tunisia Vienna Washington"
    " Germany Houston King Earl Duke Major General Marine Justice Honest Noble Sterling Pope Page Price Green Golden True Sanda".split()
)


def census(which):
    """Names of the census in their order of frequency: `last`, `first:female` or `first:male`."""
    path = pathlib.Path(names.__file__).parent / ("dist.all.last" if which == "last" else f"dist.{which[6:]}.first")
    lines = path.read_text(encoding="ascii").splitlines()
    return [line.split()[0].capitalize() for line in lines if line.strip()]


def build(source, _facts, out):
    sexes = {}
    stopwords = (out.parent / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    barred = NOT_NAMES | {word.capitalize() for line in stopwords if not line.startswith("#") for word in line.split()}
    for letter, which in (("f", "first:female"), ("m", "first:male")):
        for name in census(which):
            if name not in barred:
                sexes.setdefault(name, set()).add(letter)
    for row in read_all(source, "given-names*.tsv"):
        for name in row["names"].split():
            for form in {name, plain(name)} - barred:
                sexes.setdefault(form, set()).update(row["sex"])
    rows = [[name, "u" if len(sex) > 1 or "u" in sex else min(sex)] for name, sex in sexes.items()]
    write(out / "given_names.tsv", COLUMNS, SOURCE, rows)
