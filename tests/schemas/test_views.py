"""The views have the columns that their readers know, in their order, and say only what is known."""

import datetime

import pytest

from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.pipeline.sinks.stages import write_part
from dateline.schemas.rows import Article, Evidence, Mention, Party, Run, Source

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
HEADERS = {
    "gdelt_events": [
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR.split()),
        *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
        *"NumMentions NumSources NumArticles AvgTone".split(),
        *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in GEO.split()),
        *"DATEADDED SOURCEURL".split(),
    ],
    "gdelt_mentions": (
        "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
        "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
        "MentionDocTranslationInfo Extras"
    ).split(),
    "acled_like": (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
        "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
        "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
    ).split(),
    "ucdp_ged_like": (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
        "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
        "number_of_sources source_article source_office source_date source_headline source_original where_prec "
        "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
        "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
        "high low gwnoa gwnob"
    ).split(),
    "icews_like": (
        "event_id event_date source_name source_sectors source_country event_text cameo_code intensity target_name "
        "target_sectors target_country story_id sentence_number publisher city district province country latitude "
        "longitude"
    ).split(),
}
NUMBERS = {"gdelt_events": 61, "gdelt_mentions": 16, "acled_like": 31, "ucdp_ged_like": 49, "icews_like": 20}


def mention(mention_id, **other):
    row = Mention(**dict.fromkeys(Mention._fields))._replace(
        mention_id=mention_id.ljust(32, "0"),
        article_id="a1",
        revision_id="r1",
        is_lead=True,
        event_type="ASSAULT",
        modes=["firearms"],
        status="occurred",
        actors=[Party("rebels", "Syrian rebels", "SYR", "REB"), Party("men", "gunmen", None, "UNK")],
        recipients=[Party("police", "Syrian police", "SYR", "COP")],
        event_date=datetime.date(2026, 2, 28),
        date_precision="day",
        location_name="Al Hasakah",
        country="SYR",
        admin1="Al-Hasakah",
        latitude=36.5,
        longitude=40.75,
        geo_precision="city",
        killed_min=20,
        killed_max=25,
        attributed_to=[Source("police", "Police")],
        evidence=[Evidence("Rebels killed 20.", 7, 24, "text")],
        published=NOON,
        coder_version="1",
        lexicon_version="l",
        ontology_version="o",
        run_id="",
    )
    return row._replace(**other)


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    sink = DuckDBSink(tmp_path_factory.mktemp("views") / "news.duckdb")
    stage = sink.folder / "one"
    article = Article(
        "r1",
        "a1",
        1,
        "https://example.org/1",
        "example.org",
        "Clash",
        "x" * 100,
        [],
        NOON,
        None,
        "page",
        "en",
        True,
        "page",
        "f1",
        None,
        NOON,
    )
    write_part(stage, "article_revisions", [article])
    protest = {"event_type": "PROTEST", "recipients": [], "killed_min": None, "killed_max": None}
    write_part(
        stage,
        "mentions",
        [
            mention("1"),
            mention("2", recipients=[Party("civilians", "civilians", "SYR", "CVL")], modes=["aerial"]),
            mention("3", status="planned"),
            mention("4", modes=["riot"], actors=[Party("youths", "youths", None, "UNK")], is_lead=False, **protest),
            mention("5", event_date=None),
            mention("6", event_type="CONSULT", event_date=datetime.date(2026, 2, 20), modes=[], actors=[]),
            mention(
                "7",
                event_date=datetime.date(2026, 3, 1),
                date_precision="month",
                recipients=[],
                country=None,
                geo_precision=None,
                latitude=None,
                longitude=None,
                location_name=None,
                killed_min=None,
                killed_max=None,
            ),
        ],
    )
    sink.commit(stage, Run("run1", "run", NOON, NOON, "ok", "0", "1", "l", "o", []))
    return sink


def rows(sink, sql):
    return sink.read(sql).to_pylist()


@pytest.mark.parametrize("view", HEADERS)
def test_headers(sink, view):
    assert sink.read(f"SELECT * FROM {view} LIMIT 0").column_names == HEADERS[view]
    assert len(HEADERS[view]) == NUMBERS[view]


def test_gdelt_events(sink):
    found = rows(sink, "SELECT * FROM gdelt_events ORDER BY GLOBALEVENTID")
    assert len(found) == 5
    [first] = rows(sink, "SELECT * FROM gdelt_events WHERE Actor2Type1Code = 'COP' AND QuadClass = 4")
    wanted = {
        "SQLDATE": 20260228, "MonthYear": 202602, "Year": 2026, "Actor1Code": "SYRREB", "Actor1Name": "Syrian rebels",
        "Actor2Code": "SYRCOP", "IsRootEvent": 1, "EventCode": "190", "EventRootCode": "19", "QuadClass": 4,
        "NumMentions": 1, "ActionGeo_Type": 4, "ActionGeo_FullName": "Al Hasakah, Al-Hasakah, Syria",
        "ActionGeo_CountryCode": "SY", "SOURCEURL": "https://example.org/1", "AvgTone": None,
    }  # fmt: skip
    assert {name: first[name] for name in wanted} == wanted
    assert first["FractionDate"] == pytest.approx(2026 + 88 / 365)
    [nobody] = rows(sink, "SELECT * FROM gdelt_events WHERE EventRootCode = '04'")
    assert (nobody["Actor1Code"], nobody["Actor1Name"]) == (None, None)


def test_gdelt_mentions_join_events(sink):
    found = rows(sink, "SELECT e.SQLDATE, m.* FROM gdelt_mentions m JOIN gdelt_events e USING (GLOBALEVENTID)")
    assert len(found) == 5
    assert {row["MentionSourceName"] for row in found} == {"example.org"}
    assert {row["ActionCharOffset"] for row in found} == {7}
    assert {row["MentionDocLen"] for row in found} == {100}


def test_acled_like(sink):
    found = {
        (r["event_type"], r["sub_event_type"]): r
        for r in rows(sink, "SELECT * FROM acled_like WHERE time_precision = 1")
    }
    assert set(found) == {
        ("Battles", "Armed clash"),
        ("Explosions/Remote violence", "Air/drone strike"),
        ("Riots", "Violent demonstration"),
    }
    clash = found["Battles", "Armed clash"]
    assert (clash["inter1"], clash["inter2"], clash["interaction"]) == (
        "Rebel group", "State forces", "Rebel group-State forces",
    )  # fmt: skip
    assert (clash["assoc_actor_1"], clash["assoc_actor_2"]) == ("gunmen", None)
    assert (clash["iso"], clash["fatalities"]) == (760, 20)
    assert found["Explosions/Remote violence", "Air/drone strike"]["civilian_targeting"] == "Civilian targeting"
    riot = found["Riots", "Violent demonstration"]
    assert (riot["disorder_type"], riot["inter1"], riot["fatalities"]) == ("Demonstrations", "Rioters", None)


def test_ucdp_has_only_deadly_assaults(sink):
    found = {r["type_of_violence"]: r for r in rows(sink, "SELECT * FROM ucdp_ged_like")}
    assert set(found) == {1, 3}
    assert (found[1]["best"], found[1]["low"], found[1]["high"]) == (20, 20, 25)
    assert (found[1]["where_prec"], found[1]["date_prec"], found[1]["geom_wkt"]) == (1, 1, "POINT (40.75 36.5)")
    assert found[1]["priogrid_gid"] == 253 * 720 + 441 + 1


def test_counts(sink):
    found = rows(sink, "SELECT * FROM daily_counts ORDER BY event_date, event_type")
    assert [(str(r["event_date"]), r["event_type"], r["events"], r["killed"]) for r in found] == [
        ("2026-02-20", "CONSULT", 1, 20),
        ("2026-02-28", "ASSAULT", 2, 40),
        ("2026-02-28", "PROTEST", 1, None),
    ]
    weeks = rows(sink, "SELECT week, events, events_week_before, mean_of_4_weeks FROM weekly_change ORDER BY ALL")
    assert {str(week["week"]) for week in weeks} == {"2026-02-16", "2026-02-23"}


def test_icews_like(sink):
    [row] = rows(sink, "SELECT * FROM icews_like WHERE target_sectors = 'COP' AND event_text = 'ASSAULT'")
    assert (row["source_country"], row["cameo_code"]) == ("Syria", "190")
    assert (row["city"], row["district"]) == ("Al Hasakah", None)
