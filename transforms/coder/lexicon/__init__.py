"""The coder's words as data: TSV and TOML files, loaded strictly."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

FOLDER = files(__name__)
FRAMES = frozenset({"transitive", "mutual", "alone", "undergo", "means"})
NOUN_ROLES = frozenset({"actor", "recipient", "both", "none"})
GRADES = frozenset({"full", "owned", "weak"})
BUILT_IN_CLASSES = frozenset({"party", "none"})
ARGUMENT_NEEDS = frozenset({"obj", "subj", "near", "with", "label"})
PLAIN_NEEDS = frozenset(
    {"no-obj", "comp", "to-inf", "other-inf", "has-subj", "joint", "intrans", "refusing", "intending"}
)


class BadLexicon(ValueError):
    """A line of a lexicon file that cannot be meant; the message names file and line."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}")


@dataclass(frozen=True)
class EventType:
    """One of PLOVER's types and its equivalents in other schemes."""

    name: str
    root: str
    quad: int
    score: float
    acled: tuple[str, ...]
    modes: frozenset[str]


@dataclass(frozen=True)
class Need:
    """A condition on a trigger's surroundings; README.md explains the kinds."""

    kind: str
    options: tuple[str, ...]
    negated: bool


@dataclass(frozen=True)
class VerbSense:
    """What a verb means where its needs hold."""

    words: tuple[str, ...]
    event_type: str
    modes: tuple[str, ...]
    frame: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class NounSense:
    """What a noun that names an act means."""

    words: tuple[str, ...]
    event_type: str
    modes: tuple[str, ...]
    of: str
    possessor: str
    grade: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Lexicon:
    """Every word the coder acts on. `digest` names this content."""

    ontology_version: str
    types: dict[str, EventType]
    verbs: dict[str, tuple[VerbSense, ...]]
    nouns: dict[str, tuple[NounSense, ...]]
    classes: dict[str, frozenset[str]]
    operators: dict[str, str]
    words: dict[str, frozenset[str]]
    digest: str


def table(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a TSV file with comment lines; raise BadLexicon for a wrong shape."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(FOLDER.joinpath(file).read_text("utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise BadLexicon(file, number, f"columns are {', '.join(cells)}; expected {', '.join(columns)}")
            continue
        if len(cells) != len(columns):
            raise BadLexicon(file, number, f"{len(cells)} cells where {len(columns)} are expected")
        yield number, dict(zip(columns, cells, strict=True))


def read_types() -> tuple[str, dict[str, EventType]]:
    """Read ontology.toml."""
    raw = tomllib.loads(FOLDER.joinpath("ontology.toml").read_text("utf-8"))
    version = raw.pop("version")
    types = {}
    for name, row in raw.items():
        acled, modes = tuple(row.pop("acled")), frozenset(row.pop("modes"))
        types[name] = EventType(name=name, acled=acled, modes=modes, **row)
    return version, types


def read_classes(file: str = "classes.tsv") -> dict[str, frozenset[str]]:
    """Read a file of word classes."""
    classes: dict[str, set[str]] = {}
    for number, row in table(file, ("class", "word")):
        words = classes.setdefault(row["class"], set())
        if not row["word"] or row["word"] in words:
            raise BadLexicon(file, number, f"duplicate or empty word {row['word']!r}")
        words.add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def parse_needs(text: str, classes: dict[str, frozenset[str]], file: str, line: int) -> tuple[Need, ...]:
    """Parse the `needs` column, for example `obj:party|=ball !prep:for`."""

    def known(option: str) -> str:
        name = option.rpartition("/")[2]
        if not name.startswith("=") and name not in classes and name not in BUILT_IN_CLASSES:
            raise BadLexicon(file, line, f"unknown class {name!r}")
        return option

    needs = []
    for word in text.split():
        negated, item = word.startswith("!"), word.removeprefix("!")
        kind, _, rest = item.partition(":")
        options = tuple(rest.split("|")) if rest else ()
        if kind in ARGUMENT_NEEDS and options:
            options = tuple(known(option) for option in options)
        elif kind == "prep" and options:
            options = tuple(known(option) if "/" in option else option for option in options)
        elif not (kind == "mod" and options) and not (kind in PLAIN_NEEDS and not options):
            raise BadLexicon(file, line, f"unknown need {item!r}")
        needs.append(Need(kind, options, negated))
    return tuple(needs)


def check_code(row: dict[str, str], types: dict[str, EventType], file: str, line: int) -> tuple[str, ...]:
    """Return the modes of a row; raise BadLexicon where type or mode is unknown."""
    if row["type"] not in types:
        raise BadLexicon(file, line, f"unknown type {row['type']!r}")
    modes = tuple(row["modes"].split())
    if unknown := set(modes) - types[row["type"]].modes:
        raise BadLexicon(file, line, f"{row['type']} has no mode {', '.join(sorted(unknown))}")
    return modes


def choose(value: str, allowed: frozenset[str], file: str, line: int) -> str:
    """Return the value; raise BadLexicon where it is not allowed."""
    if value not in allowed:
        raise BadLexicon(file, line, f"{value!r} is none of {', '.join(sorted(allowed))}")
    return value


def read_verbs(types: dict[str, EventType], classes: dict[str, frozenset[str]]) -> dict[str, tuple[VerbSense, ...]]:
    """Read verbs.tsv; the key is the verb's first word."""
    file, senses, seen = "verbs.tsv", dict[str, list[VerbSense]](), set[tuple[str, str]]()
    for line, row in table(file, ("verb", "type", "modes", "frame", "needs")):
        modes, frame = check_code(row, types, file, line), choose(row["frame"], FRAMES, file, line)
        if (row["verb"], row["needs"]) in seen:
            raise BadLexicon(file, line, f"duplicate verb {row['verb']!r}")
        seen.add((row["verb"], row["needs"]))
        words, needs = tuple(row["verb"].split()), parse_needs(row["needs"], classes, file, line)
        senses.setdefault(words[0], []).append(VerbSense(words, row["type"], modes, frame, needs))
    return {word: tuple(sorted(found, key=lambda sense: -len(sense.words))) for word, found in senses.items()}


def read_nouns(types: dict[str, EventType], classes: dict[str, frozenset[str]]) -> dict[str, tuple[NounSense, ...]]:
    """Read nouns.tsv; the key is the noun's last word."""
    file, senses, seen = "nouns.tsv", dict[str, list[NounSense]](), set[tuple[str, str]]()
    for line, row in table(file, ("noun", "type", "modes", "of", "possessor", "grade", "needs")):
        modes = check_code(row, types, file, line)
        roles = [choose(row[column], NOUN_ROLES, file, line) for column in ("of", "possessor")]
        grade = choose(row["grade"], GRADES, file, line)
        if (row["noun"], row["needs"]) in seen:
            raise BadLexicon(file, line, f"duplicate noun {row['noun']!r}")
        seen.add((row["noun"], row["needs"]))
        words, needs = tuple(row["noun"].split()), parse_needs(row["needs"], classes, file, line)
        senses.setdefault(words[-1], []).append(NounSense(words, row["type"], modes, roles[0], roles[1], grade, needs))
    return {word: tuple(sorted(found, key=lambda sense: -len(sense.words))) for word, found in senses.items()}


def read_operators() -> dict[str, str]:
    """Read operators.tsv: words that govern an act, and what they make of it."""
    file, operators = "operators.tsv", dict[str, str]()
    for line, row in table(file, ("word", "effect")):
        if row["word"] in operators:
            raise BadLexicon(file, line, f"duplicate word {row['word']!r}")
        operators[row["word"]] = choose(row["effect"], EFFECTS, file, line)
    return operators


EFFECTS = frozenset(
    {
        "refuse",
        "threaten",
        "promise",
        "request",
        "accuse",
        "end",
        "fail",
        "prevent",
        "try",
        "plan",
        "aspect",
        "carry",
        "continue",
        "hypothetical",
        "deny",
        "suspect",
    }
)


def fingerprint() -> str:
    """Digest of every data file of the lexicon, in name order."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".tsv", ".toml", ".json")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def load_lexicon() -> Lexicon:
    """Read every file; raise BadLexicon naming file and line for whatever is not understood."""
    version, types = read_types()
    classes = read_classes()
    verbs, nouns = read_verbs(types, classes), read_nouns(types, classes)
    return Lexicon(version, types, verbs, nouns, classes, read_operators(), read_classes("words.tsv"), fingerprint())
