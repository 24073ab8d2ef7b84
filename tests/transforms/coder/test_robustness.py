"""Whatever the text, coding ends in bounded time with rows that keep their promises; and always with the same ones."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.pipeline.evaluate.coders import load_coder
from dateline.pipeline.evaluate.records import STATUSES, make_article
from dateline.schemas.rows import Mention
from dateline.transforms.failures import Unprocessable

NEWS = "Gunmen shot dead three farmers near Biu on Monday, police said. The president condemned the attack. "

HOSTILE = {
    "empty": "",
    "blank": "\n\n \t \n",
    "emoji": f"🔥🔥🔥 😀 {NEWS}👩‍👩‍👧‍👦",
    "arabic": "قتل ثلاثة مزارعين يوم الاثنين في حلب. " * 50,
    "mixed scripts": f"{NEWS} Перемирие объявлено. 停火生效。 {NEWS}",
    "right to left marks": f"\u202e{NEWS}\u202c\u200b\u200d\ufeff{NEWS}",
    "html left in": f"<p>{NEWS}</p><script>alert('x')</script><div class='a b'>&nbsp;&amp;<br/>" * 40,
    "control characters": f"\x00\x01\x02{NEWS}\x0b\x0c\x1b[31m{NEWS}\x7f\x85",
    "lone surrogates": f"\ud800 {NEWS}\udfff",
    "combining marks": "e\u0301\u0302\u0303" * 3000 + NEWS,
    "line ends of three kinds": f"{NEWS}\r\n\r\n{NEWS}\r{NEWS}\u2028{NEWS}\u2029",
    "no-break spaces": NEWS.replace(" ", "\u00a0"),
    "one endless word": "a" * 200_000,
    "only full stops": "." * 20_000,
    "only quotes": '"' * 3_000,
    "quotes that never close": f'"{NEWS}' * 50,
    "only digits": "1 000 000 " * 2_000,
    "huge numbers": f"{'9' * 5000} people were killed in Biu on {'9' * 400} May {'9' * 50}. {NEWS}",
    "a hundred thousand blank lines": "\n" * 100_000 + NEWS,
    "no sentence ends": NEWS.replace(".", "") * 100,
    "all capitals": NEWS.upper() * 5,
    "all small": NEWS.lower() * 5,
    "nested brackets": "(" * 2000 + NEWS + ")" * 2000,
}
SECONDS = 12
"""Far above what any of these takes; a text that takes time in the square of its length would not end within it."""


@pytest.fixture(scope="module")
def coder():
    return load_coder("rules")


def check(article, mentions):
    """What holds of every row, whatever it was read from."""
    for mention in mentions:
        assert isinstance(mention, Mention)
        assert mention.status in STATUSES
        assert mention.evidence
        for evidence in mention.evidence:
            field = article.title if evidence.field == "title" else article.text
            assert 0 <= evidence.start < evidence.end <= len(field)
            assert evidence.text.encode("utf-8")
        for low, high in (
            (mention.killed_min, mention.killed_max),
            (mention.injured_min, mention.injured_max),
            (mention.detained_min, mention.detained_max),
            (mention.displaced_min, mention.displaced_max),
        ):
            assert low is None or 0 <= low < 2**63
            assert high is None or (low or 0) <= high < 2**63
        assert (mention.location_name is None) == (mention.location_reason is not None)
        assert mention.latitude is None or (-90 <= mention.latitude <= 90 and -180 <= mention.longitude <= 180)
    assert len({mention.mention_id for mention in mentions}) == len(mentions)
    assert sum(mention.is_lead for mention in mentions) <= 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_coded_in_time(coder, text):
    article = make_article("hostile", "", text, "2023-03-14")
    start = time.process_time()
    mentions = list(coder(article))
    assert time.process_time() - start < SECONDS
    check(article, mentions)


@pytest.mark.parametrize("text", ["emoji", "control characters", "lone surrogates", "html left in", "no-break spaces"])
def test_the_news_is_found_in_the_noise(coder, text):
    assert "ASSAULT" in {m.event_type for m in coder(make_article("noise", "", HOSTILE[text], "2023-03-14"))}


@pytest.mark.parametrize("title", ["", "\ud800", "🔥", "x" * 50_000], ids=["none", "surrogate", "emoji", "endless"])
def test_hostile_titles(coder, title):
    article = make_article("title", title, NEWS, "2023-03-14")
    check(article, list(coder(article)))


def test_a_sentence_of_twenty_thousand_words(coder):
    article = make_article("sentence", "", " and ".join(["gunmen killed three farmers"] * 4_000) + ".", "2023-03-14")
    start = time.process_time()
    check(article, list(coder(article)))
    assert time.process_time() - start < 30


def test_without_a_date_of_publication(coder):
    article = make_article("dateless", "", NEWS, None)
    check(article, list(coder(article)))


def long_text(words):
    """Text of so many words, no two paragraphs quite alike."""
    lines = (f"{NEWS} Some {number} families fled the town and the mayor opened a school." for number in range(words))
    return "\n".join(line for line, _ in zip(lines, range(words // 28 + 1), strict=False))


def test_time_grows_with_the_length_and_no_faster(coder):
    def seconds(words):
        article = make_article("long", "", long_text(words), "2023-03-14")
        start = time.process_time()
        check(article, list(coder(article)))
        return time.process_time() - start

    seconds(500)
    assert seconds(8_000) < 12 * max(seconds(2_000), 0.2)


def test_a_book_is_read_in_portions(coder):
    article = make_article("book", "Gunmen kill three farmers near Biu", long_text(30_000), "2023-03-14")
    start = time.process_time()
    mentions = coder(article)
    assert time.process_time() - start < 60
    check(article, mentions)
    assert [m.is_lead for m in mentions].count(True) == 1
    assert max(e.end for m in mentions for e in m.evidence if e.field == "text") > 0.99 * len(article.text)


def test_what_no_article_is_long_enough_for_is_named_so(coder):
    with pytest.raises(Unprocessable) as caught:
        coder(make_article("library", "", long_text(400_000), "2023-03-14"))
    assert caught.value.reason == "too_long"


def test_an_article_of_one_portion_is_read_as_ever(coder, monkeypatch):
    article = make_article("short", "Gunmen kill three farmers near Biu", long_text(600), "2023-03-14")
    whole = coder(article)
    monkeypatch.setattr("dateline.transforms.coder.text.PORTION", len(article.text) + len(article.title))
    assert coder(article) == whole


SCRIPT = """
import sys
from dateline.pipeline.evaluate.coders import load_coder
from dateline.pipeline.evaluate.records import read_gold
from pathlib import Path
golds = read_gold(Path(sys.argv[1]))[:12]
coder = load_coder("rules")
if sys.argv[2] == "backwards":
    golds.reverse()
found = {gold.article.article_id: list(coder(gold.article)) for gold in golds}
for article_id in sorted(found):
    print(article_id, found[article_id])
"""


def test_same_rows_in_any_process_and_order():
    gold = Path(__file__).parents[2] / "quality" / "gold" / "articles.jsonl"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(gold), order],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, order in (("1", "forwards"), ("2", "backwards"))
    ]
    assert outputs[0]
    assert outputs[0] == outputs[1]


def test_coding_leaves_nothing_behind(coder):
    article = make_article("again", "", NEWS, "2023-03-14")
    first = list(coder(article))
    for number in range(20):
        list(
            coder(make_article(str(number), "", f"Rebels number {number} seized Tame on Friday. {NEWS}", "2024-01-01"))
        )
    assert list(coder(article)) == first
