"""Copies of one text, and stories of one template: how many are found, how many are taken for copies wrongly.

Copies are made of whole texts as sites make them: another byline, a part cut off, house style. Templates are stories
with the same sentences and other places, numbers, parties.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.schemas.rows import Article
from dateline.transforms.linking.copies import find_copies

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "texts"
START = datetime(2026, 3, 1, tzinfo=UTC)
BYLINES = ("By our correspondent. ", "BEIRUT (AFP) - ", "Reuters ", "(AP) — ", "Staff and agencies ", "")
HOUSE = (
    (r"\bISIS\b|\bISIL\b", "Islamic State"), (r"\bpercent\b", "per cent"), (r"\bneighborhood\b", "neighbourhood"),
    (r"\bdefense\b", "defence"), (r"\bcenter\b", "centre"), (r"\bkilometers\b", "km"), (r"\bU\.S\.", "US"),
    (r"\bat least\b", "no fewer than"), (r"\bon (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", ""),
    (r"\bRaqa\b", "Raqqa"),
    (r"\bsaid\b", "told reporters"), (r"\bthree\b", "3"), (r"\bfive\b", "5"), (r"\bten\b", "10"), (r"\b12\b", "twelve"),
)  # fmt: skip


def article(key: str, title: str, text: str, day: float = 0) -> Article:
    """Make an article of a text."""
    published = START + timedelta(days=day)
    return Article(
        key, key, 1, "", key, title, text, [], published, None, "page", "en", True, "page", None, None, published
    )


def sentences(text: str) -> list[str]:
    """Part a text at stops."""
    return [part for part in re.split(r"(?<=[.!?]) +|\n+", text) if part]


def copied(text: str, rng: random.Random) -> str:
    """Return a text as another site would print it: byline, a cut of 5 to 25 %, some of its own house style."""
    parts = sentences(text)
    cut = max(1, round(len(parts) * rng.uniform(0.05, 0.25)))
    if rng.random() < 0.5:
        parts = parts[: max(2, len(parts) - cut)]
    else:
        dropped = set(rng.sample(range(1, len(parts)), min(cut, len(parts) - 2)))
        parts = [part for number, part in enumerate(parts) if number not in dropped]
    made = " ".join(parts)
    for pattern, word in rng.sample(HOUSE, 6):
        made = re.sub(pattern, word, made)
    return rng.choice(BYLINES) + made


def real_texts() -> Iterator[tuple[str, str]]:
    """Yield titles and texts of at least six sentences."""
    for name in ("meantime", "re3d", "geovirus"):
        for line in (SHARED / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if len(sentences(row["text"])) >= 6:
                yield row.get("title") or "", row["text"]


TOWNS = ("Kaduna", "Maiduguri", "Quetta", "Goma", "Kandahar", "Sanaa", "Donetsk", "Mosul", "Mogadishu", "Khartoum")
WHO = ("Gunmen", "Soldiers", "Militiamen", "Rebel fighters", "Police officers")
WHOM = ("traders", "farmers", "students", "policemen", "aid workers", "villagers")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TEMPLATES = (
    "{who} killed {n} {whom} in an attack near {town} on {day}, a local official said. The attackers fled before "
    "reinforcements arrived, according to residents. No group has claimed the attack, the governor's office said.",
    "A car bomb killed at least {n} people at a market in {town} on {day}, hospital officials said. Another {m} people "
    "were wounded in the blast, a doctor added. Rescue workers searched the rubble of several shops until late.",
    "{who} clashed with rival fighters on the edge of {town} on {day}, residents said. Shelling was heard through "
    "the night. At least {n} people were wounded, a nurse at the hospital said, and {m} families fled their homes.",
)

LONG = (
    "{who} raided the village of {town} on {day}, killing {n} {whom}, the governor said. Witnesses said the attackers "
    "came on motorcycles shortly before dawn and set fire to houses and grain stores. A local official put the number "
    "of wounded at {m}. He said that most of the dead were {whom} who had gathered near the mosque. The army sent "
    "reinforcements to {town}, where schools and the market stayed closed. Residents buried {n} bodies in a mass grave "
    "in the afternoon. It was the second raid in the district this month. The government has promised to protect "
    "villages in the region, but people in {town} said that help always comes too late. No group claimed the raid. "
    "Clashes between herders and farmers over land and water have killed hundreds of people in the region in recent "
    "years, and armed bands have abducted travellers on the roads. Talks between elders of both sides broke down."
)


def templated(rng: random.Random, number: int) -> Iterator[tuple[tuple[str, int, str, str], str]]:
    """Yield stories of few templates, each with what tells it from the others."""
    for _ in range(number):
        town, n, day, who = rng.choice(TOWNS), rng.randint(2, 60), rng.choice(DAYS), rng.choice(WHO)
        template = rng.choice((*TEMPLATES, LONG))
        text = template.format(who=who, whom=rng.choice(WHOM), n=n, m=n + rng.randint(3, 30), town=town, day=day)
        yield (town, n, day, template), text


def measure_copies(texts: list[tuple[str, str]], rng: random.Random, each: int = 3) -> tuple[int, int]:
    """Return how many of the copies made were found, and how many were made."""
    articles, truth = [], {}
    for number, (title, text) in enumerate(texts):
        day = number % 60
        articles.append(article(f"o{number}", title, text, day))
        for copy in range(each):
            key = f"c{number}-{copy}"
            articles.append(article(key, title, copied(text, rng), day + rng.uniform(0.05, 2)))
            truth[key] = f"o{number}"
    found = {row.article_id: row.original_id for row in find_copies(articles)}
    return sum(group(found, key) == original for key, original in truth.items()), len(truth)


def group(found: dict[str, str], key: str) -> str:
    """Return the text a copy was made from, whichever of its copies stands for it."""
    original = found.get(key, key)
    return "o" + original[1:].split("-")[0] if original != key else key


def measure_templates(rng: random.Random, number: int = 400) -> tuple[int, int]:
    """Return how many stories were taken for copies of a story that differs, and how many stories there were."""
    stories = list(templated(rng, number))
    articles = [article(f"t{n}", "", text, n / number) for n, (_, text) in enumerate(stories)]
    told = {f"t{n}": what for n, (what, _) in enumerate(stories)}
    wrong = [row for row in find_copies(articles) if told[row.article_id] != told[row.original_id]]
    return len(wrong), number


def main() -> None:
    """Print the figures."""
    rng = random.Random(11)
    if SHARED.is_dir():
        texts = list(real_texts())[:300]
        found, made = measure_copies(texts, rng)
        print(f"copies of {len(texts)} real texts, cut and edited: {found} of {made} found ({found / made:.3f})")
        articles = [article(f"r{n}", title, text, n % 10) for n, (title, text) in enumerate(texts)]
        print(f"different real texts taken for copies: {len(find_copies(articles))} of {len(articles)}")
    wrong, number = measure_templates(rng)
    print(f"stories of one template taken for copies: {wrong} of {number}")


if __name__ == "__main__":
    main()
