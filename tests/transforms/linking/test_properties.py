"""What holds whatever the mentions: linking is a function of their set, and people can take back what they decide."""

import datetime
import random
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.schemas.rows import Article, DecisionMember, EventDecision, EventMention, Mention
from dateline.transforms.linking import Linked, Previous, link
from dateline.transforms.linking.decisions import decide

PLACES = ("Kaduna", "Zaria", "Quetta")
AT = datetime.datetime(2026, 3, 20, tzinfo=datetime.UTC)

tellings = st.tuples(
    st.sampled_from(("ASSAULT", "COERCE", "PROTEST")),
    st.sampled_from(PLACES),
    st.integers(2, 5),
    st.integers(1, 6),
    st.sampled_from(("", " on Friday", ", residents said", ", according to the governor of the state")),
    st.booleans(),
)
worlds = st.lists(st.tuples(st.integers(0, 12), tellings), min_size=1, max_size=14)
World = tuple[list[Mention], list[Article]]


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(worlds, st.randoms(use_true_random=False))
def test_order_and_repetition_are_no_matter(build: Callable[..., World], drawn: list, rng: random.Random) -> None:
    mentions, articles = build(drawn)
    straight = link(mentions, articles)
    again = [*mentions, rng.choice(mentions)]
    rng.shuffle(again)
    rng.shuffle(articles)
    assert link(again, articles) == straight


@quick
@given(worlds)
def test_every_present_mention_belongs_to_one_event(build: Callable[..., World], drawn: list) -> None:
    mentions, articles = build(drawn)
    linked = link(mentions, articles)
    assert sorted(row.mention_id for row in linked.event_mentions) == sorted({m.mention_id for m in mentions})
    assert {row.event_id for row in linked.event_mentions} == {event.event_id for event in linked.events}
    assert sum(event.mention_count for event in linked.events) == len(linked.event_mentions)


@quick
@given(worlds)
def test_what_was_written_before_changes_no_event(build: Callable[..., World], drawn: list) -> None:
    mentions, articles = build(drawn)
    first = link(mentions, articles)
    second = link(mentions, articles, previous=before(first))
    assert second == first
    assert not second.redirects


@quick
@given(worlds, st.integers(0, 13))
def test_batches_end_where_one_batch_does(build: Callable[..., World], drawn: list, cut: int) -> None:
    mentions, articles = build(drawn)
    first = link(mentions[:cut], articles)
    both = link(mentions, articles, previous=before(first))
    once = link(mentions, articles)
    assert (both.events, both.event_mentions) == (once.events, once.event_mentions)


@quick
@given(worlds, st.sets(st.integers(0, 12)))
def test_an_id_once_in_use_leads_to_the_event_that_holds_its_report(
    build: Callable[..., World], drawn: list, early: set[int]
) -> None:
    mentions, articles = build(drawn)
    first = link([m for m in mentions if int(m.article_id[1:]) in early], articles)
    then = link(mentions, articles, previous=before(first))
    now = {row.mention_id: row.event_id for row in then.event_mentions}
    target = {event.event_id: event.event_id for event in then.events}
    target |= {row.old_event_id: row.event_id for row in then.redirects}
    for row in first.event_mentions:
        if row.event_id == row.own_event_id:
            assert target[row.event_id] == now[row.mention_id]


@quick
@given(worlds, st.data())
def test_a_split_holds_and_taking_it_back_undoes_it(
    build: Callable[..., World], drawn: list, data: st.DataObject
) -> None:
    mentions, articles = build(drawn)
    plain = link(mentions, articles)
    rows = sorted(plain.event_mentions, key=lambda row: (row.event_id, row.mention_id))
    event = data.draw(st.sampled_from(plain.events))
    ours = [row for row in rows if row.event_id == event.event_id]
    if len(ours) < 2:
        return
    cut = data.draw(st.integers(1, len(ours) - 1))
    decision = said("split", ours[:cut], ours[cut:], mentions)
    parted = {row.mention_id: row.event_id for row in link(mentions, articles, [decision]).event_mentions}
    assert {parted[r.mention_id] for r in ours[:cut]}.isdisjoint(parted[r.mention_id] for r in ours[cut:])
    assert len({parted[row.mention_id] for row in ours[cut:]}) == 1
    assert link(mentions, articles, [decision._replace(withdrawn_at=AT)]) == plain


@quick
@given(worlds, st.data())
def test_a_merge_holds_and_a_later_split_ends_it(build: Callable[..., World], drawn: list, data: st.DataObject) -> None:
    mentions, articles = build(drawn)
    plain = link(mentions, articles)
    if len(plain.events) < 2:
        return
    order = data.draw(st.permutations(range(len(plain.events))))
    one, other = plain.events[order[0]], plain.events[order[1]]
    left = [row for row in plain.event_mentions if row.event_id == one.event_id]
    right = [row for row in plain.event_mentions if row.event_id == other.event_id]
    merge = said("merge", left, right, mentions)
    merged = link(mentions, articles, [merge])
    of = {row.mention_id: row.event_id for row in merged.event_mentions}
    assert len({of[row.mention_id] for row in [*left, *right]}) == 1
    split = said("split", left, right, mentions, at=AT + datetime.timedelta(hours=1))
    of = {row.mention_id: row.event_id for row in link(mentions, articles, [merge, split]).event_mentions}
    assert {of[row.mention_id] for row in left}.isdisjoint(of[row.mention_id] for row in right)


def before(linked: Linked) -> Previous:
    return Previous(linked.event_mentions, linked.redirects)


def said(
    kind: str,
    left: list[EventMention],
    right: list[EventMention],
    mentions: list[Mention],
    at: datetime.datetime = AT,
) -> EventDecision:
    by_id = {mention.mention_id: mention for mention in mentions}

    def member(row: EventMention) -> DecisionMember:
        found = by_id[row.mention_id]
        return DecisionMember(row.own_event_id, row.article_id, found.event_type, found.evidence[0].text)

    return decide(kind, map(member, left), map(member, right), reason="", by="test", at=at)
