"""Makes words.tsv, words of like meaning, from the database files of WordNet 3.0.

usage: build.py WORDNET_FOLDER      (the folder with data.noun, data.verb, data.adj, data.adv, cntlist.rev)

A word is the set of things it can mean. Each sense counts by how often the word has it in WordNet's tagged texts; what is
derived from a sense, what it is similar to, and the next wider concept count too, but less. Two words are as alike as
these sets are (cosine of the square roots of the shares, the Bhattacharyya coefficient): a word with many senses is like
nothing very much, and none has to be told apart by hand. Python 3.9, standard library only; the same input gives the
same file, byte for byte."""

import collections
import math
import pathlib
import sys

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSE_TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
# What a related sense counts beside the sense itself, by WordNet's sign for the relation.
WORD_RELATIONS = {"+": 0.8, "\\": 0.8}  # derived from; of the noun
SENSE_RELATIONS = {"&": 0.5, "@": 0.5, "@i": 0.5}  # similar to; a kind of
# A concept with more kinds than this is too wide to say anything.
MOST_KINDS = 60
# A sense never met in the tagged texts counts as half a meeting.
UNSEEN = 0.5
# Shares of meaning below this are left out; words less alike than LEAST are not listed; MOST for each word.
FAINT, LEAST, MOST = 0.1, 0.25, 12


def read_senses(folder):
    """All senses: id -> (words with their number in the lexicographer's file, relations, part, file number)."""
    senses = {}
    for name, part in PARTS.items():
        for line in open(folder / f"data.{name}", encoding="ascii"):
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            words = [(fields[4 + 2 * i].split("(")[0], int(fields[5 + 2 * i], 16)) for i in range(count)]
            at, relations = 5 + 2 * count, []
            for _ in range(int(fields[at - 1])):
                sign, offset, other, ends = fields[at : at + 4]
                relations.append((sign, ("a" if other == "s" else other, offset), int(ends[:2], 16)))
                at += 4
            senses[part, fields[0]] = (words, relations, part, int(fields[1]))
    return senses


def read_counts(folder):
    counts = collections.Counter()
    for line in open(folder / "cntlist.rev", encoding="ascii"):
        key, _, count = line.split()
        word, rest = key.split("%")
        kind, file, number = rest.split(":")[:3]
        counts[word.lower(), SENSE_TYPES[kind], int(file), int(number)] += int(count)
    return counts


def meanings(senses, counts):
    """What each plain word met in the tagged texts means: word -> {sense: weight}, of length 1."""
    kinds = collections.Counter(t for _, relations, *_ in senses.values() for sign, t, _ in relations if sign == "@")
    of_word = collections.defaultdict(list)
    for key, (words, relations, part, file) in senses.items():
        for number, (word, lexical) in enumerate(words, 1):
            if word.isalpha() and word.islower() and len(word) > 2:
                of_word[word].append((key, number, counts[word, part, file, lexical]))
    vectors = {}
    for word, held in of_word.items():
        met = sum(count for *_, count in held)
        if met == 0:
            continue
        shares = collections.defaultdict(float)
        for key, number, count in held:
            share = (count + UNSEEN) / (met + UNSEEN * len(held))
            relations = senses[key][1]
            shares[key] += share
            # The wider concept joins opposites (to rise, to fall: to move), so it is not used where there is one.
            opposite = any(sign == "!" for sign, *_ in relations)
            for sign, target, source in relations:
                if sign in WORD_RELATIONS and source == number:
                    shares[target] += share * WORD_RELATIONS[sign] ** 2
                elif sign == "&" or sign in SENSE_RELATIONS and not opposite and kinds[target] <= MOST_KINDS:
                    shares[target] += share * SENSE_RELATIONS[sign] ** 2
        length = math.sqrt(sum(shares.values()))
        vectors[word] = {key: w for key, s in sorted(shares.items()) if (w := math.sqrt(s) / length) > FAINT}
    return vectors


def main(folder):
    senses = read_senses(folder)
    vectors = meanings(senses, read_counts(folder))
    holders = collections.defaultdict(list)
    for word in sorted(vectors):
        for key, weight in vectors[word].items():
            holders[key].append((word, weight))
    pairs = {}
    for word in sorted(vectors):
        alike = collections.defaultdict(float)
        for key, weight in vectors[word].items():
            for other, its in holders[key]:
                alike[other] += weight * its
        near = sorted((-round(100 * value), other) for other, value in alike.items() if other != word)
        for value, other in near[:MOST]:
            if -value >= 100 * LEAST:
                pairs[min(word, other), max(word, other)] = min(-value, 99)
    # Each pair once, at the word that comes first.
    lines = collections.defaultdict(list)
    for (word, other), value in sorted(pairs.items()):
        lines[word].append(f"{other}:{value}")
    target = pathlib.Path(__file__).with_name("words.tsv")
    target.write_text("# Words of like meaning with how alike they are in percent; built by build.py, see README.md.\n"
                      + "".join(f"{word}\t{' '.join(cells)}\n" for word, cells in lines.items()), encoding="ascii")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
