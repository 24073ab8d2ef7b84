import duckdb as database

from dateline.schemas import duckdb
from dateline.schemas.dictionary import described, notes
from dateline.schemas.markdown import dictionary
from dateline.schemas.views import VIEWS


def test_every_column_has_a_note_with_an_example():
    assert [f"{d.owner}.{d.column.name}" for d in described() if not d.note.example] == []


def test_every_note_is_of_a_column():
    known = {name for d in described() for name in (d.column.name, f"{d.owner}.{d.column.name}")}
    assert sorted(notes().keys() - known) == []


def test_every_column_and_view_is_in_the_dictionary():
    text = dictionary()
    assert [d.column.name for d in described() if f"| {d.column.name} |" not in text] == []
    assert [view for view in VIEWS if f"## {view} (view)" not in text] == []


def test_every_column_of_every_view_is_in_the_dictionary():
    sections = {section.partition(" ")[0]: section for section in dictionary().split("\n## ")}
    with database.connect() as connection:
        connection.execute(duckdb.ddl())
        for view in VIEWS:
            names = [row[0] for row in connection.execute(f"DESCRIBE {view}").fetchall()]
            assert [name for name in names if f"`{name}` " not in sections[view]] == []
            # SUM gives HUGEINT, which other tools read as decimal or text.
            assert "HUGEINT" not in sections[view]
