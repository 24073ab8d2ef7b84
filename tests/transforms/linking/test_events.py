"""What an event row says of its reports."""

import datetime

import pytest

from dateline.schemas.rows import Claim
from dateline.transforms.linking import link

TEXT = "A bomb at the grain market of Zaria killed {killed} traders and porters on Saturday, {who} said."

DENIAL = (
    "The army denied that 10 traders and porters died when a bomb went off at the grain market of Zaria on Saturday."
)


@pytest.fixture
def told(mention, article):
    """Link reports of one attack: site, hour, toll, source, and anything else of the mention."""

    def linked(*reports):
        articles, mentions = [], []
        for number, (site, hour, killed, who, more) in enumerate(reports):
            at = datetime.datetime(2026, 3, 14, 6) + datetime.timedelta(hours=hour)
            published = at.isoformat()[:16]
            text = more.pop("text", TEXT.format(killed=killed, who=who))
            articles.append(article(f"a{number}", title=text, text=text, published=published, site=site))
            slots = {"place": "Zaria", "killed": killed, "day": "2026-03-14", "says": (who,), "published": published}
            mentions.append(mention(f"a{number}", text, **slots | more))
        return link(mentions, articles)

    return linked


def test_the_last_toll_is_the_best_and_all_are_kept(told):
    [event] = told(
        ("a.example", 0, 10, "police", {}), ("b.example", 8, 12, "a doctor", {}), ("c.example", 40, 16, "the mayor", {})
    ).events
    assert (event.killed_min, event.killed_best, event.killed_max) == (10, 16, 16)
    assert not event.is_disputed
    assert event.claims == []


def test_tolls_at_one_time_that_cannot_both_be_are_claims(told):
    [event] = told(("a.example", 0, 10, "police", {}), ("b.example", 1, 13, "rebels", {})).events
    assert event.is_disputed
    assert [(claim.who, claim.killed_min) for claim in event.claims] == [("police", 10), ("rebels", 13)]
    assert all(isinstance(claim, Claim) for claim in event.claims)
    assert "-0.20 reports contradict each other" in event.confidence_reasons


def test_a_denial_is_a_claim(told):
    [event] = told(
        ("a.example", 0, 10, "police", {}), ("b.example", 2, 10, "the army", {"status": "denied", "text": DENIAL})
    ).events
    assert event.status == "disputed"
    assert [(claim.who, claim.status) for claim in event.claims] == [("police", "occurred"), ("the army", "denied")]


def test_at_least_is_no_contradiction(told):
    [event] = told(("a.example", 0, 10, "police", {"killed": (10, None)}), ("b.example", 1, 13, "rebels", {})).events
    assert not event.is_disputed


WIRE = (
    "A bomb hidden in a sack of millet exploded at the grain market of Zaria on Saturday and killed 10 traders and "
    "porters, police said. The blast tore through a row of stalls shortly before noon, when the market was crowded "
    "with people from the villages around. A porter said he had seen a boy put down the sack and run."
)


def test_copies_count_as_articles_and_not_as_sources(told):
    linked = told(
        ("wire.example", 0, 10, "police", {"text": WIRE}),
        ("paper.example", 1, 10, "police", {"text": "(AP) " + WIRE}),
        ("post.example", 2, 10, "police", {"text": WIRE.rpartition(" A porter")[0]}),
        ("own.example", 3, 11, "residents", {}),
    )
    [event] = linked.events
    assert event.article_count == 4
    assert event.independent_source_count == 2
    assert [row.is_copy for row in sorted(linked.event_mentions, key=lambda row: row.article_id)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [(copy.article_id, copy.original_id) for copy in linked.copies] == [("a1", "a0"), ("a2", "a0")]


def test_first_and_last_report_and_founder(told):
    linked = told(("a.example", 5, 10, "police", {}), ("b.example", 0, 10, "a doctor", {}))
    [event] = linked.events
    assert event.first_reported_at.hour == 6
    assert event.last_reported_at.hour == 11
    founder = next(row for row in linked.event_mentions if row.rule == "founder")
    assert founder.article_id == "a1"
    assert founder.own_event_id == event.event_id


def test_superseded_mentions_are_left_out(told):
    linked = told(
        ("a.example", 0, 10, "police", {}), ("b.example", 1, 40, "rebels", {"superseded": "2026-03-15T00:00"})
    )
    assert [event.killed_max for event in linked.events] == [10]


def test_a_better_coder_keeps_the_id(told):
    [before] = told(("a.example", 0, 10, "police", {})).events
    [after] = told(("a.example", 0, 11, "the police of Zaria", {"text": TEXT.format(killed=10, who="police")})).events
    assert before.event_id == after.event_id
    assert after.killed_best == 11


def test_headline_is_of_a_leading_report(told):
    linked = told(("a.example", 0, 10, "police", {"lead": False}), ("b.example", 4, 12, "a doctor", {}))
    for event in linked.events:
        assert event.headline
        assert event.url == f"https://{'b' if '12' in event.headline else 'a'}.example/{event.article_id}"
