"""Ids of events: each mention carries the id of the event it would found, and the founder's becomes the event's.

An own id is made of the article, the kind of act and the sentence that reports it, not of what the coder made of the
sentence: so it outlives a better coder, and a revised article that keeps the sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ...schemas.ids import digest
from ...schemas.rows import EventMention, EventRedirect, Mention
from .words import stems


def own_ids(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return mention_id -> own event id; mentions of one type on one sentence are numbered by their ids."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for mention in sorted(mentions, key=lambda mention: mention.mention_id):
        place = (mention.article_id, mention.event_type, sentence(mention))
        found[mention.mention_id] = digest("event", *place, seen[place])
        seen[place] += 1
    return found


def sentence(mention: Mention) -> str:
    """Return the words of the sentence a mention stands on, spelling and punctuation aside."""
    return " ".join(stems(mention.evidence[0].text)) if mention.evidence else ""


def redirects(
    before: Iterable[EventMention], in_force: Iterable[EventRedirect], now: Iterable[EventMention]
) -> list[EventRedirect]:
    """Return where ids that were in use lead now.

    Args:
        before: The rows that are replaced.
        in_force: The redirects that led to their events.
        now: The rows that replace them.

    An id leads to the event that holds the mention it is made of; where that is gone (coded anew, the sentence
    changed), to the event that most of what is new of its articles went to; where nothing is, nowhere.
    """
    rows, old = list(now), list(before)
    linked = {row.mention_id for row in old}
    present = {row.event_id for row in rows}
    founded = {row.own_event_id: row.event_id for row in rows}
    articles = _articles_of_events(old)
    events = _events_of_articles(row for row in rows if row.mention_id not in linked)
    leads: dict[str, str | None] = {event_id: event_id for event_id in present}
    leads |= {lost: founded.get(lost) or _heir(held, events) for lost, held in articles.items() if lost not in present}
    for each in in_force:
        if each.old_event_id not in leads:
            found = founded.get(each.old_event_id)
            leads[each.old_event_id] = found or (leads.get(each.event_id) if each.event_id else None)
    return [EventRedirect(lost, leads[lost]) for lost in sorted(leads.keys() - present)]


def _articles_of_events(rows: Iterable[EventMention]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row.event_id][row.article_id] += 2 if row.is_lead else 1
    return found


def _events_of_articles(rows: Iterable[EventMention]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row.article_id][row.event_id] += 2 if row.is_lead else 1
    return found


def _heir(articles: Mapping[str, int], events: Mapping[str, Counter[str]]) -> str | None:
    votes: Counter[str] = Counter()
    for article, weight in articles.items():
        for event, share in events.get(article, Counter()).items():
            votes[event] += weight * share
    return min(votes, key=lambda event: (-votes[event], event)) if votes else None
