"""What is known of parties before an article is read: states, armed groups, bodies, persons and the nouns for them."""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable

SECTORS = frozenset(
    "GOV LEG JUD MIL COP SPY PRM REB UAF CRM PTY OPP CVL REF REL LAB EDU BUS JRN MED SOC NGO IGO UNK".split()
)
# What a noun for a party does with the name beside it (docs: the head of lexicon/descriptors.tsv).
KINDS = frozenset(
    "forces member state official police air court legislature ministry gunmen people crowd role body building".split()
)
INTERNATIONAL = frozenset({"IGO", "NGO"})

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_GLUE = re.compile(r"[\s\-‐‑–/.'’]*")
_ARTICLES = frozenset("al el ul ad ash an ar as at az ed en er et es".split())


class BadLexicon(ValueError):
    """A line of a lexicon that cannot be read; names file and line."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason

    def __reduce__(self) -> tuple[type["BadLexicon"], tuple[str, int, str]]:
        return BadLexicon, (self.file, self.line, self.reason)


@dataclass(frozen=True)
class Country:
    """A state. `adjectives[0]` and `forces` are the forms that names are built with."""

    code: str
    name: str
    adjectives: tuple[str, ...]
    forces: str
    legislature: str


@dataclass(frozen=True)
class Known:
    """A party with a name. `kind` is state, party or person."""

    name: str
    country: str | None
    sector: str
    kind: str


@dataclass(frozen=True)
class Office:
    """An office a person held; days inclusive, None where open."""

    country: str | None
    sector: str
    start: datetime.date | None
    end: datetime.date | None
    title: str

    def covers(self, day: datetime.date) -> bool:
        """Whether the office was held on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def distance(self, day: datetime.date) -> int:
        """Days between that day and the term; 0 inside it."""
        if self.start is not None and day < self.start:
            return (self.start - day).days
        if self.end is not None and day > self.end:
            return (day - self.end).days
        return 0


@dataclass(frozen=True)
class Alias:
    """A way to write a party. `form` is state, seat, adjective, people, party or person."""

    words: tuple[str, ...]
    name: str
    form: str
    in_context: bool = False


@dataclass(frozen=True)
class Descriptor:
    """What a common noun says of the party it stands for."""

    sector: str
    kind: str


@dataclass(frozen=True)
class Theatre:
    """Whom a common noun means where an article is about a country at a time ("coalition forces")."""

    country: str
    start: datetime.date | None
    end: datetime.date | None
    name: str


@dataclass(frozen=True)
class Word:
    """A word of a text as names are compared: `key` has no case, accents, apostrophes; `bare` no possessive either."""

    raw: str
    start: int
    end: int
    key: str
    bare: str
    glued: bool


@dataclass
class Node:
    """A step of the trie of aliases."""

    next: dict[str, "Node"] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)


@dataclass(frozen=True)
class PartyBase:
    """Everything known of parties; read-only once loaded."""

    countries: Mapping[str, Country]
    known: Mapping[str, Known]
    offices: Mapping[str, tuple[Office, ...]]
    descriptors: Mapping[str, Descriptor]
    origins: Mapping[str, str | None]
    theatres: Mapping[str, tuple["Theatre", ...]]
    trie: Node

    @cached_property
    def descriptor_ends(self) -> frozenset[str]:
        """Last words of the descriptors: a noun that is none of these needs no look-up."""
        return frozenset(re.split(r"[\s-]+", name)[-1] for name in self.descriptors)


def plain(text: str) -> str:
    """Lower case, without accents and apostrophes."""
    if text.isascii():
        return text.replace("'", "").replace(".", "").lower()
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("’", "").replace("'", ""))
    return "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace(".", "")


def words(text: str) -> list[Word]:
    """The words of a text with their offsets.

    `glued` says that nothing but space, hyphen, slash or dot stands before the word: a name may run on through it.
    """
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        key = plain(raw)
        if key in _ARTICLES and text[end : end + 1] in ("-", "‐", "‑"):
            key = "al"
        bare = plain(raw[:-2]) if raw.endswith(("'s", "’s")) else key
        found.append(Word(raw, start, end, key, bare, _GLUE.fullmatch(text, last, start) is not None))
        last = end
    return found


def table(file: Traversable, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, row) of a tab-separated lexicon; '#' starts a comment; the first other line names the columns."""
    seen_head = False
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not seen_head:
            if tuple(cells) != columns:
                raise BadLexicon(file.name, number, f"columns should be {', '.join(columns)}, not {', '.join(cells)}")
            seen_head = True
            continue
        if len(cells) != len(columns):
            raise BadLexicon(file.name, number, f"{len(cells)} cells where {len(columns)} are due")
        yield number, {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def parts(cell: str) -> list[str]:
    """The alternatives in a cell, parted by '|'."""
    return [part.strip() for part in cell.split("|") if part.strip()]


class _Loader:
    """Collects the tables into one base, refusing what it does not know."""

    def __init__(self) -> None:
        self.countries: dict[str, Country] = {}
        self.known: dict[str, Known] = {}
        self.offices: dict[str, list[Office]] = {}
        self.descriptors: dict[str, Descriptor] = {}
        self.origins: dict[str, str | None] = {}
        self.theatres: dict[str, list[Theatre]] = {}
        self.trie = Node()

    def alias(self, text: str, name: str, form: str, file: str, line: int) -> None:
        in_context = text.startswith("?")
        found = words(text.removeprefix("?"))
        if not found:
            raise BadLexicon(file, line, f"no words in the alias {text!r}")
        node = self.trie
        for word in found:
            node = node.next.setdefault(word.key, Node())
        alias = Alias(tuple(word.raw for word in found), name, form, in_context)
        for other in node.aliases:
            if other.name == name and form in {other.form, "people"}:
                if other.words == alias.words and form != "people":
                    raise BadLexicon(file, line, f"alias {text!r} stands twice for {name}")
            elif other.form == form == "party" and not (other.in_context and in_context) and other.words == alias.words:
                raise BadLexicon(file, line, f"alias {text!r} also stands for {other.name}: mark both with '?'")
        node.aliases.append(alias)

    def country_code(self, code: str, file: str, line: int) -> str | None:
        if code and code not in self.countries and code not in INTERNATIONAL:
            raise BadLexicon(file, line, f"unknown country {code!r}")
        return code or None

    def sector(self, code: str, file: str, line: int) -> str:
        if code not in SECTORS:
            raise BadLexicon(file, line, f"unknown sector {code!r}")
        return code

    def load_countries(self, file: Traversable) -> None:
        columns = ("code", "name", "adjectives", "people", "aliases", "seats", "forces", "legislature")
        for line, row in table(file, columns):
            code, name = row["code"], row["name"]
            if code in self.countries or name in self.known:
                raise BadLexicon(file.name, line, f"{code} {name} stands twice")
            adjectives = tuple(parts(row["adjectives"])) or (name,)
            forces = row["forces"] or f"{adjectives[0]} Armed Forces"
            legislature = row["legislature"] or f"{adjectives[0]} parliament"
            self.countries[code] = Country(code, name, adjectives, forces, legislature)
            self.known[name] = Known(name, code, "GOV", "state")
            people = parts(row["people"]) or [f"{adjective}s" for adjective in parts(row["adjectives"])]
            for form, names in (
                ("state", [name, *parts(row["aliases"])]),
                ("seat", parts(row["seats"])),
                ("adjective", parts(row["adjectives"])),
                ("people", people),
            ):
                for text in names:
                    self.alias(text, name, form, file.name, line)

    def load_parties(self, file: Traversable) -> None:
        for line, row in table(file, ("name", "country", "sector", "aliases")):
            name = row["name"]
            if name in self.known:
                raise BadLexicon(file.name, line, f"{name} stands twice")
            country = self.country_code(row["country"], file.name, line)
            self.known[name] = Known(name, country, self.sector(row["sector"], file.name, line), "party")
            for text in [name, *parts(row["aliases"])]:
                self.alias(text, name, "party", file.name, line)

    def load_people(self, file: Traversable) -> None:
        columns = ("name", "country", "sector", "start", "end", "office", "aliases")
        for line, row in table(file, columns):
            name = row["name"]
            country = self.country_code(row["country"], file.name, line)
            sector = self.sector(row["sector"], file.name, line)
            office = Office(
                country, sector, _day(row["start"], file.name, line), _last(row["end"], file.name, line), row["office"]
            )
            if name not in self.offices:
                if name in self.known:
                    raise BadLexicon(file.name, line, f"{name} is also a party")
                self.known[name] = Known(name, country, sector, "person")
                self.offices[name] = []
                for text in [name, *parts(row["aliases"])]:
                    self.alias(text, name, "person", file.name, line)
            elif row["aliases"]:
                raise BadLexicon(file.name, line, f"aliases of {name} belong on the first line")
            if office in self.offices[name]:
                raise BadLexicon(file.name, line, f"the office of {name} stands twice")
            self.offices[name].append(office)

    def load_descriptors(self, file: Traversable) -> None:
        for line, row in table(file, ("words", "sector", "kind")):
            if row["kind"] not in KINDS:
                raise BadLexicon(file.name, line, f"unknown kind {row['kind']!r}")
            descriptor = Descriptor(self.sector(row["sector"], file.name, line), row["kind"])
            for word in parts(row["words"]):
                if word in self.descriptors:
                    raise BadLexicon(file.name, line, f"{word} stands twice")
                self.descriptors[word] = descriptor

    def load_origins(self, file: Traversable) -> None:
        for line, row in table(file, ("words", "country")):
            country = self.country_code(row["country"], file.name, line)
            for word in parts(row["words"]):
                if word in self.origins:
                    raise BadLexicon(file.name, line, f"{word} stands twice")
                self.origins[word] = country

    def load_theatres(self, file: Traversable) -> None:
        for line, row in table(file, ("words", "country", "start", "end", "name")):
            if row["name"] not in self.known:
                raise BadLexicon(file.name, line, f"unknown party {row['name']!r}")
            country = self.country_code(row["country"], file.name, line) or ""
            start, end = _day(row["start"], file.name, line), _last(row["end"], file.name, line)
            for word in parts(row["words"]):
                self.theatres.setdefault(word, []).append(Theatre(country, start, end, row["name"]))


def _day(text: str, file: str, line: int) -> datetime.date | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as its first day."""
    if not text:
        return None
    try:
        return datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError as error:
        raise BadLexicon(file, line, f"{text!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _last(text: str, file: str, line: int) -> datetime.date | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as its last day."""
    if not text:
        return None
    if len(text) == 4:
        text += "-12-31"
    if len(text) == 7:
        first = _day(text, file, line)
        assert first is not None
        return (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    return _day(text, file, line)


def load(folder: Traversable) -> PartyBase:
    """Load the party tables of a lexicon folder.

    Raises:
        BadLexicon: A line has an unknown column, code, sector or kind, or says a thing twice.
    """
    loader = _Loader()
    loader.load_countries(folder / "countries.tsv")
    loader.load_parties(folder / "parties.tsv")
    loader.load_people(folder / "people.tsv")
    loader.load_descriptors(folder / "descriptors.tsv")
    loader.load_origins(folder / "origins.tsv")
    loader.load_theatres(folder / "theatres.tsv")
    offices = {name: tuple(held) for name, held in loader.offices.items()}
    theatres = {word: tuple(meant) for word, meant in loader.theatres.items()}
    return PartyBase(loader.countries, loader.known, offices, loader.descriptors, loader.origins, theatres, loader.trie)


KOREAN = frozenset(
    "Kim Lee Park Choi Choe Jung Jeong Chung Kang Cho Jo Yoon Yun Jang Chang Lim Im Rim Han Oh Seo Shin Sin Kwon Hwang "
    "Ahn An Song Ryu Yoo Yu Hong Moon Mun Yang Bae Baek Paek Nam Roh Noh No Ban Cha Joo Ju Ri Pak Woo Heo Hur".split()
)
CHINESE = frozenset(
    "Xi Wang Zhang Liu Chen Huang Zhao Wu Zhou Xu Sun Zhu Hu Guo Lin Gao Luo Deng Tsai Jiang Wen Lai Peng Zeng Xiao "
    "Tian Cai Yuan Pan Yu Du Ye Cheng Wei Qin Qiao Hou Shao Meng Long Mao Hao Bo Li Ma Ai Nguyen Tran Pham Phan Vu Vo "
    "Dang Bui Truong".split()
)
"""Family names that stand first: those of Korea, and those of China, Taiwan and Vietnam."""


def family_name(name: str) -> str | None:
    """The family name where it stands first ("Yoon" of "Yoon Suk Yeol", "Xi" of "Xi Jinping"), None elsewhere.

    A Korean name is known by a given name of two parts: "Lee Jae-myung" is one, "Lee Child" is none.
    """
    first, *given = name.split()
    is_korean = first in KOREAN and (len(given) == 2 or (len(given) == 1 and "-" in given[0]))
    is_chinese = first in CHINESE and 1 <= len(given) <= 2
    return first if is_korean or is_chinese else None
