"""The data dictionary: what dictionary.tsv adds to a column's type and meaning."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from .columns import Column, table_columns


class BadDictionary(ValueError):
    """A line of dictionary.tsv that cannot be meant, or a column it does not have."""


class Note(NamedTuple):
    """What the dictionary says of a column; empty where there is nothing to say."""

    unit: str
    example: str
    gdelt: str
    acled: str
    ucdp: str
    hxl: str


class Described(NamedTuple):
    """A column of a table, or a field of a struct in it, with its note; `owner` is the table or struct."""

    owner: str
    column: Column
    note: Note


@cache
def notes() -> dict[str, Note]:
    """Read dictionary.tsv: name, or owner.name, -> note."""
    text = resources.files(__package__).joinpath("dictionary.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if tuple(lines[0].split("\t")) != ("column", *Note._fields):
        raise BadDictionary(f"dictionary.tsv must have the columns column, {', '.join(Note._fields)}")
    found: dict[str, Note] = {}
    for line in lines[1:]:
        name, *cells = line.split("\t")
        if len(cells) > len(Note._fields) or name in found:
            raise BadDictionary(f"dictionary.tsv: {name} stands twice, or its line has too many cells")
        found[name] = Note(*cells, *[""] * (len(Note._fields) - len(cells)))
    return found


def note(owner: str, name: str) -> Note:
    """Return the note of a column; raises BadDictionary where there is none."""
    found = notes().get(f"{owner}.{name}") or notes().get(name)
    if found is None:
        raise BadDictionary(f"dictionary.tsv says nothing of {owner}.{name}: add a line")
    return found


def described() -> Iterator[Described]:
    """Yield every column of every table, then every field of every struct once."""
    structs: dict[str, tuple[Column, ...]] = {}
    for table, columns in table_columns():
        for column in columns:
            yield Described(table, column, note(table, column.name))
            _collect(column, structs)
    for struct, fields in structs.items():
        for field in fields:
            yield Described(struct, field, note(struct, field.name))


def _collect(column: Column, structs: dict[str, tuple[Column, ...]]) -> None:
    if column.fields:
        structs.setdefault(column.type.__name__, column.fields)
        for field in column.fields:
            _collect(field, structs)
