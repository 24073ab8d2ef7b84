"""Gold of ours on texts that are not ours: what was coded lies here, the texts stay where they are.

A line of benchmarks/gold/*.jsonl is a line of a gold file, but for its texts: `source` and `source_id` name them, and
every span and piece of evidence is `[start, end]` in title + newline + text, of which the first `length` characters
were coded. `python benchmarks/texts_elsewhere.py GOLD.jsonl SOURCE.jsonl ...` prints gold in that form; `put_together`
makes it whole again.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]


class OtherText(Exception):
    """A text is not the one that was coded."""


def _read(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _text(item: Json) -> str:
    """The text of a line: a page's is the one that its readers were shown."""
    return str(item.get("text") or (item.get("gold") or {}).get("body") or "")


def _whole(item: Mapping[str, Any]) -> str:
    return f"{item.get('title') or ''}\n{item['text']}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _mapped(events: Iterable[Json], change: Any) -> list[Json]:
    """The events with every span of text changed: those of parties, places and sources, and the evidence."""
    found = []
    for event in events:
        new = dict(event)
        for slot in ("actors", "recipients", "attributed_to"):
            new[slot] = [{**item, "text": change(item.get("text"))} for item in event.get(slot) or ()]
        if event.get("location"):
            new["location"] = {**event["location"], "text": change(event["location"].get("text"))}
        if event.get("date"):
            new["date"] = {bound: event["date"].get(bound) for bound in ("start", "end")}
        for count in ("killed", "injured", "detained", "displaced"):
            if event.get(count):
                new[count] = {bound: event[count].get(bound) for bound in ("min", "max")}
        new["evidence"] = [change(item) for item in event["evidence"]]
        found.append(new)
    return found


def _titles(item: Json) -> tuple[str, str]:
    """The titles a text may have been coded under: its own, and the one its address ends with."""
    return item.get("title") or "", unquote((item.get("url") or "").rpartition("/")[2]).replace("_", " ")


def taken_apart(gold: Json, sources: Mapping[str, Iterable[Json]]) -> Json:
    """A line of gold without its texts; the sources are file name -> lines.

    Raises:
        ValueError: the text is in none of the sources, or a span is not in the text.
    """
    whole, title = _whole(gold), gold.get("title") or ""

    def place(span: Any) -> Any:
        if not span:
            return None
        start = whole.index(span)
        return [start, start + len(span)]

    for source, items in sources.items():
        for item in items:
            if gold["text"] and _text(item).startswith(gold["text"]) and title in (*_titles(item), ""):
                about = {
                    "source": source,
                    "source_id": str(item["id"]),
                    "length": len(gold["text"]),
                    "digest": _digest(whole),
                    "titled": bool(title),
                }
                kept = {key: gold.get(key) for key in ("id", "published")}
                return {**kept, **about, "events": _mapped(gold["events"], place)}
    raise ValueError(f"{gold['id']}: its text is in none of the sources")


def put_together(path: Path, texts: Path) -> list[Json]:
    """The lines of a file of ours, whole, with the texts of this folder.

    Raises:
        OtherText: a text is not the one that was coded.
    """
    sources: dict[str, dict[str, list[Json]]] = {}
    return [_one(line, sources, texts) for line in _read(path)]


def _words(whole: str, span: Any) -> Any:
    return whole[span[0] : span[1]] if span else None


def _one(line: Json, sources: dict[str, dict[str, list[Json]]], texts: Path) -> Json:
    name = line["source"]
    if name not in sources:
        sources[name] = defaultdict(list)
        for item in _read(texts / name):
            sources[name][str(item["id"])].append(item)
    for item in sources[name][line["source_id"]]:
        text = _text(item)[: line.get("length")]
        for title in _titles(item) if line["titled"] else ("",):
            whole = _whole({"title": title, "text": text})
            if _digest(whole) == line["digest"]:
                return {
                    "id": line["id"],
                    "title": title,
                    "published": line["published"],
                    "text": text,
                    "events": _mapped(line["events"], partial(_words, whole)),
                }
    raise OtherText(f"{name}, {line['source_id']}: the text is not the one that was coded")


def main() -> None:
    """Take gold apart."""
    gold, *files = map(Path, sys.argv[1:])
    sources = {
        file.name if file.parent.name == "texts" else f"../{file.parent.name}/{file.name}": _read(file)
        for file in files
    }
    for line in _read(gold):
        sys.stdout.write(json.dumps(taken_apart(line, sources), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
