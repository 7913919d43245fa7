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


def shares(sex):
    """First names of the census of one sex with the percentage of people who bear them."""
    path = pathlib.Path(names.__file__).parent / f"dist.{sex}.first"
    lines = (line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip())
    return {line[0].capitalize(): float(line[1]) for line in lines}


# So many times as frequent with one sex as with the other, a name tells the sex: the census has a few women called Peter.
TELLING = 20


def build(source, _facts, out):
    sexes = {}
    female, male = shares("female"), shares("male")
    stopwords = (out.parent / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    barred = NOT_NAMES | {word.capitalize() for line in stopwords if not line.startswith("#") for word in line.split()}
    for letter, which in (("f", "first:female"), ("m", "first:male")):
        for name in census(which):
            women, men = female.get(name, 0), male.get(name, 0)
            few = women * TELLING < men if letter == "f" else men * TELLING < women
            if name not in barred and not few:
                sexes.setdefault(name, set()).add(letter)
    for row in read_all(source, "given-names*.tsv"):
        for name in row["names"].split():
            for form in {name, plain(name)} - barred:
                # `u` of the hand-kept rows is “not looked into”: the census knows better; `b` is borne by both.
                if row["sex"] != "u" or form not in sexes:
                    sexes.setdefault(form, set()).update(row["sex"])
    rows = [[name, "u" if len(sex) > 1 or min(sex) in "ub" else min(sex)] for name, sex in sexes.items()]
    write(out / "given_names.tsv", COLUMNS, SOURCE, rows)
