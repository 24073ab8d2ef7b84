"""How well reports are grouped by event, beside naive rules; what linking costs; what copies it finds.

python benchmarks/linking.py                    groups against ../shared/gold/links_dev.json
python benchmarks/linking.py LINKS TEXTS        groups against other files of the same form
python benchmarks/linking.py --world            groups against tests/data/linking/world.tsv: news of many kinds
python benchmarks/linking.py --scale            seconds a mention for 1,000 to 100,000 mentions
python benchmarks/linking.py --copies           copies of one text, stories of one template
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import linking_copies

from dateline.schemas.ids import digest
from dateline.schemas.rows import Article, Evidence, Mention
from dateline.transforms.linking import link
from dateline.transforms.linking.days import happened, reported_at

WORLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "linking" / "world.tsv"
SHARED = Path(__file__).resolve().parents[2] / "shared"
LINKS = SHARED / "gold" / "links_dev.json"
TEXTS = SHARED / "data" / "texts" / "syria_war_dev.jsonl"

Grouping = Mapping[str, str]
"""Article id -> id of its group."""


def read_articles(path: Path) -> list[Article]:
    """Read articles from JSON lines with id, title, text, date."""
    articles = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        published = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) if row.get("date") else None
        site = (row.get("meta") or {}).get("source") or row.get("source") or ""
        revision = digest(row["id"], row["title"], row["text"])
        articles.append(
            Article(
                revision, row["id"], 1, "", site, row["title"], row["text"], [], published, None, "given", "en", True,
                "given", None, row["id"], None,
            )
        )  # fmt: skip
    return articles


def read_world(path: Path) -> tuple[dict[str, Any], list[Article]]:
    """Read stories as several outlets tell them; a look-alike is any pair of two stories within three days."""
    groups: dict[str, list[str]] = {}
    articles = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line and not line.startswith("#"):
            story, outlet, published, title, text = line.split("\t")
            key = f"w{number:03}"
            groups.setdefault(story, []).append(key)
            made = linking_copies.article(key, title, text)
            articles.append(made._replace(site=outlet, published=datetime.fromisoformat(published).replace(tzinfo=UTC)))
    story_of = {key: story for story, keys in groups.items() for key in keys}
    alike = [
        [one.article_id, other.article_id]
        for one, other in combinations(articles, 2)
        if story_of[one.article_id] != story_of[other.article_id]
        and one.published and other.published and abs(one.published - other.published) <= timedelta(days=3)
    ]  # fmt: skip
    clusters = [{"name": story, "articles": keys} for story, keys in groups.items() if len(keys) > 1]
    alone = [keys[0] for keys in groups.values() if len(keys) == 1]
    return {"clusters": clusters, "singletons": alone, "hard_negatives": alike}, articles


def code_all(articles: Iterable[Article]) -> list[Mention]:
    """Code the articles with the present coder."""
    from dateline.transforms.coder.worker import code_article

    return [mention for article in articles for mention in code_article(article)]


def linked(mentions: Sequence[Mention], articles: Sequence[Article]) -> Grouping:
    """Group articles by the event of their lead mention."""
    rows = link(mentions, articles).event_mentions
    return {row.article_id: row.event_id for row in rows if row.is_lead}


def leads(mentions: Iterable[Mention]) -> list[Mention]:
    """Return what the articles lead with."""
    return [mention for mention in mentions if mention.is_lead]


def alone(mentions: Sequence[Mention], _articles: Sequence[Article]) -> Grouping:
    """Let every article stand alone."""
    return {mention.article_id: mention.article_id for mention in leads(mentions)}


def day_of(mention: Mention, articles: Mapping[str, Article]) -> str:
    """Return the day of the act, or of the report where the act has none."""
    article = articles[mention.article_id]
    reported = reported_at(mention, article)
    days = happened(mention, reported, article.text[:250])
    return str(days[0] if days else reported and reported.date())


def one_a_day(mentions: Sequence[Mention], articles: Sequence[Article]) -> Grouping:
    """Join what has one day, actor, recipient and type: the filter of the field's classic pipeline."""
    known = {article.article_id: article for article in articles}
    return {
        m.article_id: "|".join(
            [day_of(m, known), *(p.name for p in m.actors[:1]), ">", *(p.name for p in m.recipients[:1]), m.event_type]
        )
        for m in leads(mentions)
    }


def place_and_day(mentions: Sequence[Mention], articles: Sequence[Article]) -> Grouping:
    """Join what has one place and day."""
    known = {article.article_id: article for article in articles}
    return {m.article_id: f"{m.location_name or m.article_id}|{day_of(m, known)}" for m in leads(mentions)}


RULES: dict[str, Callable[[Sequence[Mention], Sequence[Article]], Grouping]] = {
    "all alone": alone,
    "one a day (date, parties, type)": one_a_day,
    "same place and day": place_and_day,
    "dateline link": linked,
}


def score(gold: Mapping[str, Any], found: Grouping) -> dict[str, float]:
    """Return pairwise scores, B-cubed F1, and how many look-alikes were joined; doubtful pairs count nowhere."""
    truth = {a: f"g{n}" for n, cluster in enumerate(gold["clusters"]) for a in cluster["articles"]}
    truth |= {a: f"alone {a}" for a in gold["singletons"]}
    said = {a: found.get(a, f"alone {a}") for a in truth}
    skipped = {frozenset(pair[:2]) for pair in gold.get("ambiguous_pairs", [])}
    here, there = _groups(truth), _groups(said)
    true_pairs, said_pairs = _pairs(here) - skipped, _pairs(there) - skipped
    hit = len(true_pairs & said_pairs)
    precision, recall = hit / max(1, len(said_pairs)), hit / max(1, len(true_pairs))
    overlap = {a: len(here[truth[a]] & there[said[a]]) for a in truth}
    cubed_precision = sum(overlap[a] / len(there[said[a]]) for a in truth) / len(truth)
    cubed_recall = sum(overlap[a] / len(here[truth[a]]) for a in truth) / len(truth)
    return {
        "precision": precision,
        "recall": recall,
        "F1": _harmonic(precision, recall),
        "B-cubed": _harmonic(cubed_precision, cubed_recall),
        "look-alikes": sum(said.get(pair[0]) == said.get(pair[1], "") for pair in gold.get("hard_negatives", [])),
    }


def _groups(label: Grouping) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for article, group in label.items():
        groups.setdefault(group, set()).add(article)
    return groups


def _pairs(groups: Mapping[str, set[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups.values() for pair in combinations(group, 2)}


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def measure_groups(gold: Mapping[str, Any], articles: Sequence[Article]) -> None:
    """Print how each rule groups the reports."""
    mentions = code_all(articles)
    without = len(articles) - len({mention.article_id for mention in mentions if mention.is_lead})
    print(f"{len(articles)} reports, {len(mentions)} mentions, {without} reports without any")
    print(f"{len(gold.get('hard_negatives', []))} look-alike pairs")
    print(f"{'rule':34}{'precision':>10}{'recall':>8}{'F1':>7}{'B-cubed':>9}{'look-alikes joined':>20}")
    for name, rule in RULES.items():
        s = score(gold, rule(mentions, articles))
        print(
            f"{name:34}{s['precision']:10.3f}{s['recall']:8.3f}{s['F1']:7.3f}{s['B-cubed']:9.3f}{s['look-alikes']:20.0f}"
        )


TOWNS = [f"{first}{last}" for first in ("Kar", "Bel", "Tor", "Mos", "Zar", "Dun", "Hal", "Ras", "Qam", "Sul")
         for last in ("ana", "abad", "iya", "eth", "oro", "ukha", "imeh", "ovka", "ando", "ala")]  # fmt: skip
DETAILS = """market mosque checkpoint school hospital bridge convoy wedding bakery barracks prison airport church
station refinery stadium village farm ferry hotel""".split()
ACTS = (
    ("ASSAULT", "{who} attacked a {detail} in {town} on {day} and killed {n} {whom}, {source} said."),
    ("ASSAULT", "At least {n} {whom} died when a bomb exploded near the {detail} in {town} on {day}, {source} said."),
    ("COERCE", "Police arrested {n} {whom} in a raid on a {detail} in {town} on {day}, {source} reported."),
    ("PROTEST", "Hundreds marched past the {detail} in {town} on {day}; {n} {whom} spoke, according to {source}."),
)
SOURCES = ("the governor", "a hospital doctor", "residents", "the army", "a monitoring group", "state television")


QUARTER = 90


def press(number: int, seed: int, days: int = QUARTER) -> tuple[list[Mention], list[Article]]:
    """Make mentions: events of some days, each reported by one to ten articles of three mentions.

    More mentions are of more events, in more towns.
    """
    rng = random.Random(seed)
    towns = TOWNS + [f"{rng.choice(TOWNS)} {n}" for n in range(number // 50)]
    mentions: list[Mention] = []
    articles: list[Article] = []
    while len(mentions) < number:
        told = _happening(rng, towns, days)
        for _ in range(min(10, int(rng.paretovariate(1.2)))):
            published = told["at"] + timedelta(hours=rng.uniform(1, 40))
            key = f"a{len(articles)}"
            others = [_happening(rng, towns, days) for _ in range(2)]
            made = [_mention(rng, key, event, published, n == 0) for n, event in enumerate([told, *others])]
            text = " ".join(mention.evidence[0].text for mention in made)
            mentions += made
            title = made[0].evidence[0].text[:60]
            articles.append(linking_copies.article(key, title, text)._replace(published=published, site=f"s{key}"))
    return mentions[:number], articles


def _happening(rng: random.Random, towns: Sequence[str], days: int) -> dict[str, Any]:
    kind, words = rng.choice(ACTS)
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=rng.uniform(0, days))
    return {
        "type": kind, "words": words, "town": rng.choice(towns), "n": rng.randint(2, 60), "at": at,
        "who": rng.choice(linking_copies.WHO), "whom": rng.choice(linking_copies.WHOM),
        "detail": rng.choice(DETAILS), "day": linking_copies.DAYS[at.weekday()],
    }  # fmt: skip


def _mention(rng: random.Random, key: str, told: Mapping[str, Any], published: datetime, lead: bool) -> Mention:
    sentence = told["words"].format(**told, source=rng.choice(SOURCES))
    day = told["at"].date()
    blank: dict[str, Any] = dict.fromkeys(Mention._fields)
    return Mention(
        **blank
        | {
            "mention_id": digest(key, sentence, lead), "article_id": key, "revision_id": key, "is_lead": lead,
            "event_type": told["type"], "modes": [], "status": "occurred", "actors": [], "recipients": [],
            "event_date": day, "event_date_end": day, "date_precision": "day", "location_name": told["town"],
            "country": "XXX", "geo_precision": "city", "killed_min": told["n"], "killed_max": told["n"],
            "attributed_to": [], "evidence": [Evidence(sentence, 0, len(sentence), "text")], "published": published,
            "coder_version": "", "lexicon_version": "", "ontology_version": "",
        }
    )  # fmt: skip


def growing(size: int) -> int:
    """Return the days of a press that grows as a warehouse does: ten times the mentions, three times the days."""
    return round(10 * (size / 1000) ** 0.5)


WORLDS: dict[str, Callable[[int], int]] = {
    "grows in days and in news a day (10 days and 100 mentions a day; 100 days and 1,000 a day)": growing,
    "grows in news a day alone (90 days; 11 to 1,100 mentions a day)": lambda _size: QUARTER,
}


def measure_scale(sizes: Sequence[int]) -> None:
    """Print what linking costs for more and more mentions, in a press that grows in two ways."""
    for world, days in WORLDS.items():
        print(f"A press that {world}")
        print(f"{'mentions':>10}{'articles':>10}{'events':>10}{'seconds':>10}{'ms a mention':>14}")
        for size in sizes:
            mentions, articles = press(size, size, days(size))
            link(mentions[:50], articles[:50])  # word weights are read once
            started = time.process_time()
            made = link(mentions, articles)
            seconds = time.process_time() - started
            print(
                f"{size:10,}{len(articles):10,}{len(made.events):10,}{seconds:10.1f}{1000 * seconds / size:14.2f}",
                flush=True,
            )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("links", nargs="?", type=Path, default=LINKS)
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS)
    parser.add_argument(
        "--scale", nargs="*", type=int, metavar="N", help="sizes (default 1,000 3,000 10,000 30,000 100,000)"
    )
    parser.add_argument("--copies", action="store_true")
    parser.add_argument("--world", action="store_true")
    args = parser.parse_args()
    if args.scale is not None:
        measure_scale(args.scale or (1_000, 3_000, 10_000, 30_000, 100_000))
    elif args.copies:
        linking_copies.main()
    elif args.world:
        measure_groups(*read_world(WORLD))
    elif args.links.exists() and args.texts.exists():
        measure_groups(json.loads(args.links.read_text("utf-8")), read_articles(args.texts))
    else:
        print(f"{args.links} or {args.texts} is missing; nothing was measured.")


if __name__ == "__main__":
    main()
