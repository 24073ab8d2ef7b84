import csv
import datetime
import hashlib
import json
import xml.etree.ElementTree as ET

import pyarrow.parquet as pq
import pytest

from dateline.pipeline.cli import main
from dateline.pipeline.export import FORMATS
from dateline.pipeline.export.events import COLUMNS
from dateline.pipeline.export.tables import cell, hxl_tag
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.schemas.rows import Event, Party

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
EVIL = '=HYPERLINK("https://evil.example","x")\x00<b>&\x1b'


def event(event_id, **other):
    row = Event(**dict.fromkeys(Event._fields))._replace(
        event_id=event_id,
        event_type="ASSAULT",
        modes=["firearms"],
        status="occurred",
        actors=[Party("rebels", "Syrian rebels", "SYR", "REB")],
        recipients=[],
        event_date=datetime.date(2026, 2, 28),
        date_precision="day",
        location_name="Al Hasakah",
        country="SYR",
        latitude=36.5,
        longitude=-40.75,
        killed_best=20,
        first_reported_at=NOON,
        article_count=1,
        independent_source_count=1,
        mention_count=1,
        attributed_to=["Police"],
        is_disputed=False,
        claims=[],
        confidence=0.5,
        confidence_reasons=[],
        headline=EVIL,
        url="https://example.org/?a=1&b=2",
        article_id="a1",
        linker_version="1",
        run_id="r",
        site="example.org",
        is_lead=True,
    )
    return row._replace(**other)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    sink = DuckDBSink(tmp_path_factory.mktemp("export") / "news.duckdb")
    sink.replace(
        {
            "events": [
                event("e1"),
                event("e2", country="NGA", event_type="PROTEST", event_date=datetime.date(2026, 1, 1), headline="+1"),
                event("e3", latitude=None, longitude=None, event_date=None, headline="Plain."),
                event("e4", status="planned"),
            ]
        },
        {},
    )
    return str(sink.path)


@pytest.fixture
def export(warehouse, tmp_path):
    def run(form, *options):
        out = tmp_path / f"out.{form}"
        assert main(["export", form, "--warehouse", warehouse, "--out", str(out), *options]) == 0
        return out

    return run


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_safe_in_a_spreadsheet(export):
    found = {row["event_id"]: row for row in rows(export("csv"))}
    assert set(found) == {"e1", "e2", "e3"}
    assert found["e1"]["headline"].startswith("'=HYPERLINK")
    assert found["e2"]["headline"] == "'+1"
    assert found["e1"]["longitude"] == "-40.75"
    assert (found["e1"]["actors"], found["e1"]["recipients"], found["e3"]["latitude"]) == ("Syrian rebels", "", "")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1", "|cmd", "%0A"])
def test_what_a_spreadsheet_would_calculate_is_quoted(text):
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["plain", "1-2", "a=b", "'quoted'", ""])
def test_other_text_stays(text):
    assert cell(text) == text


def test_excel_reads_utf8_by_its_mark(export):
    path = export("csv", "--excel")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(rows(path, "utf-8-sig")) == 3


def test_hxl_tags_stand_in_the_second_line(export):
    [tags, *_] = rows(export("hxl"))
    assert (tags["event_date"], tags["country"], tags["killed_best"]) == (
        "#date+occurred+start", "#country+code+v_iso3", "#affected+killed",
    )  # fmt: skip
    assert all(tag == "" or tag.startswith("#") for tag in tags.values())
    assert hxl_tag("event_id") == "#event+id"


def test_geojson(export):
    found = json.loads(export("geojson").read_text())
    assert [feature["id"] for feature in found["features"]] == ["e2", "e1"]
    feature = found["features"][1]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-40.75, 36.5]}
    assert feature["properties"]["event_date"] == "2026-02-28"
    assert feature["properties"]["killed_best"] == 20


def test_kml_is_xml_whatever_the_text(export):
    space = {"k": "http://www.opengis.net/kml/2.2"}
    places = ET.fromstring(export("kml").read_bytes()).findall(".//k:Placemark", space)
    assert [place.find(".//k:when", space).text for place in places] == ["2026-01-01", "2026-02-28"]
    assert "<b>&" in places[1].find("k:description", space).text
    assert places[1].find(".//k:coordinates", space).text == "-40.75,36.5"


def test_geopackage(export):
    raw = pytest.importorskip("pyogrio.raw")
    meta, table = raw.read_arrow(export("gpkg"))
    assert meta["crs"] == "EPSG:4326"
    assert table["event_id"].to_pylist() == ["e2", "e1"]


def test_parquet_comes_with_a_data_package(export):
    folder = export("parquet")
    table = pq.read_table(folder / "events.parquet")
    assert table.column_names == list(COLUMNS)
    package = json.loads((folder / "datapackage.json").read_text())
    resource = package["resources"][0]
    assert resource["hash"] == "sha256:" + hashlib.sha256((folder / "events.parquet").read_bytes()).hexdigest()
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["event_date"]["type"] == "date"
    assert fields["first_reported_at"]["type"] == "datetime"
    assert [name for name, field in fields.items() if not field["description"]] == []


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--country", "nga"], {"e2"}),
        (["--type", "ASSAULT"], {"e1", "e3"}),
        (["--from", "2026-02-01"], {"e1"}),
        (["--to", "2026-02-01"], {"e2"}),
        (["--all"], {"e1", "e2", "e3", "e4"}),
        (["--country", "SYR", "--country", "NGA", "--from", "2026-01-01"], {"e1", "e2"}),
    ],
)
def test_filters(export, options, wanted):
    assert {row["event_id"] for row in rows(export("csv", *options))} == wanted


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if not form.is_text])
def test_what_is_no_text_wants_a_file(warehouse, form, capsys):
    assert main(["export", form, "--warehouse", warehouse]) == 2
    assert "--out" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(warehouse, tmp_path, capsys):
    assert main(["export", "csv", "--warehouse", warehouse, "--out", str(tmp_path / "no" / "x.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err
