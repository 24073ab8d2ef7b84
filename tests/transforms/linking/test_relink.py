"""Linking what is new with its neighbourhood gives what linking everything gives."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.schemas.rows import Article, EventMention, EventRedirect, Mention
from dateline.transforms.linking import Gallery, Linked, Standing, Window, link, relink

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

tellings = st.tuples(
    st.sampled_from(("ASSAULT", "PROTEST", "COERCE")),
    st.sampled_from(("Kaduna", "Zaria", "Quetta")),
    st.integers(2, 5),
    st.integers(1, 25),
    st.sampled_from(("", " on Friday", ", residents said", ", according to the governor of the state")),
    st.booleans(),
)
worlds = st.lists(st.tuples(st.integers(0, 12), tellings), min_size=1, max_size=16)
batches = st.lists(st.sets(st.integers(0, 12)), min_size=1, max_size=4)


class Table:
    """What stands in the warehouse of linking, and how relinking changes it."""

    def __init__(self, mentions: list[Mention], articles: list[Article], gallery: Gallery | None = None) -> None:
        self.linked = Linked([], [], [], [])
        self.every = {mention.mention_id: mention for mention in mentions}
        self.all_articles, self.gallery = articles, gallery
        self.present: list[Mention] = []

    def apply(self, mentions: list[Mention]) -> None:
        self.present = mentions
        ids = {mention.mention_id for mention in mentions}
        events = {row.mention_id: row.event_id for row in self.linked.event_mentions}
        gone = [row for row in self.linked.event_mentions if row.mention_id not in ids]
        lost_articles = {row.article_id for row in gone}
        window = Window(
            standing=[Standing(m.mention_id, m.article_id, m.article_id, events.get(m.mention_id)) for m in mentions],
            gone=[self.every[row.mention_id] for row in gone],
            old_articles=[article for article in self.all_articles if article.article_id in lost_articles],
            lost={row.mention_id: row.event_id for row in gone},
            decisions=[],
            copies=self.linked.copies,
        )
        made, before, _, _ = relink(window, self, self.gallery)
        old_events = {row.event_id for row in before.event_mentions}
        self.linked = Linked(
            replaced(self.linked.events, old_events, made.events),
            replaced(
                self.linked.event_mentions, {row.mention_id for row in before.event_mentions}, made.event_mentions
            ),
            replaced(self.linked.redirects, {row.old_event_id for row in before.redirects}, made.redirects),
            made.copies,
        )

    def told(self, article_ids: Sequence[str]) -> tuple[list[Mention], list[Article]]:
        mentions = [mention for mention in self.present if mention.article_id in article_ids]
        return mentions, [article for article in self.all_articles if article.article_id in article_ids]

    def linked_before(self, mention_ids: Sequence[str]) -> list[EventMention]:
        return [row for row in self.linked.event_mentions if row.mention_id in mention_ids]

    def redirects(self, event_ids: Sequence[str], own_ids: Sequence[str]) -> list[EventRedirect]:
        return [r for r in self.linked.redirects if r.event_id in event_ids or r.old_event_id in own_ids]


def replaced(stood: Any, gone: set[str], new: Any) -> list[Any]:
    kept = {row[0]: row for row in stood if row[0] not in gone}
    assert kept.keys().isdisjoint(row[0] for row in new), "a row outside the neighbourhood was made again"
    return sorted([*kept.values(), *new], key=lambda row: row[0])


@quick
@given(worlds, batches, st.booleans())
def test_batch_after_batch(build: Callable[..., Any], drawn: list, steps: list[set[int]], keep: bool) -> None:
    mentions, articles = build(drawn)
    table = Table(mentions, articles, Gallery() if keep else None)
    shown: set[int] = set()
    for step in steps:
        shown ^= step  # articles come, and some that were there go again
        present = [m for m in mentions if int(m.article_id[1:]) in shown]
        table.apply(present)
        whole = link(present, articles)
        assert table.linked.events == whole.events
        assert table.linked.event_mentions == whole.event_mentions
        assert table.linked.copies == whole.copies


def test_days_apart_are_not_reached(mention: Callable[..., Mention], article: Callable[..., Article]) -> None:
    sentence = "Gunmen attacked the grain market of Kaduna and killed 4 traders."
    days = [datetime.date(2026, 3, 1) + datetime.timedelta(30 * n) for n in range(3)]
    articles = [article(f"a{n}", title=sentence, text=sentence, published=f"{day}T06:00") for n, day in enumerate(days)]
    mentions = [
        mention(each.article_id, sentence, place="Kaduna", killed=4, published=f"{day}T06:00")
        for each, day in zip(articles, days, strict=True)
    ]
    first = link(mentions[:2], articles)
    table = Table(mentions, articles)
    table.linked, table.present = first, mentions
    events = {row.mention_id: row.event_id for row in first.event_mentions}
    standing = [Standing(m.mention_id, m.article_id, m.article_id, events.get(m.mention_id)) for m in mentions]
    relinked = relink(Window(standing, [], [], {}, [], []), table)
    assert [row.article_id for row in relinked.linked.event_mentions] == ["a2"]
    assert relinked.first == relinked.last == days[2]
