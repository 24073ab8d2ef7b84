"""Copies of one text are found whatever an editor does to it; stories of one template are no copies."""

import pytest

from dateline.transforms.linking.copies import find_copies

STORY = (
    "At least 14 people were killed when a bus carrying wedding guests hit a roadside bomb near the town of Zaria on "
    "Sunday, the regional governor said. The bus was on its way back from a village 20 kilometers to the north. Most of "
    "the dead were women, according to a nurse at the hospital of Zaria. Eleven others were wounded, three of them badly. "
    "No group claimed the bombing. The army said it had found two more bombs on the same road. Militants have planted "
    "such bombs for years to stop U.S. and French patrols. “We heard the blast in the market,” said Ali Sani, a trader. "
    "The bridegroom's brother was among the dead. The governor promised to pay for the funerals."
)
PARTS = STORY.split(". ")

EDITS = {
    "as it stands": STORY,
    "a byline": "By Amina Bello in Kaduna. " + STORY,
    "a dateline of an agency": "ZARIA (Reuters) - " + STORY,
    "the end cut off": ". ".join(PARTS[:-3]) + ".",
    "a paragraph cut out": ". ".join(PARTS[:4] + PARTS[6:]),
    "numbers in words": STORY.replace("14", "fourteen").replace("Eleven", "11").replace("three", "3"),
    "British spelling, other quotes": STORY.replace("kilometers", "kilometres").replace("“", '"').replace("”", '"'),
    "dots in abbreviations": STORY.replace("U.S.", "US"),
    "another spelling of a name": STORY.replace("Zaria", "Zarya"),
    "a boilerplate at the end": STORY + " Read more news on our site. Follow us. All rights reserved.",
    "miles": STORY.replace("20 kilometers", "12 miles"),
    "a new verb": STORY.replace("hit a roadside bomb", "ran over a roadside bomb").replace("said Ali", "told us Ali"),
}
OTHERS = {
    "another town": STORY.replace("Zaria", "Maiduguri"),
    "another toll and day": STORY.replace("14", "6").replace("Sunday", "Tuesday"),
    "another toll": STORY.replace("At least 14", "At least 31"),
    "a story of the same road": (
        "The army said on Monday it had found two more bombs on the road north of Zaria. Soldiers defused them. The road "
        "has been closed since a bus with wedding guests hit a bomb there on Sunday and 14 people died."
    ),
}


def pair(article, text):
    first = article("first", title="Bomb kills wedding guests", text=STORY, published="2026-03-15T09:00")
    return [first, article("second", title="Wedding bus bombed", text=text, published="2026-03-15T20:00")]


@pytest.mark.parametrize("text", EDITS.values(), ids=EDITS)
def test_a_copy(article, text):
    assert [(copy.article_id, copy.original_id) for copy in find_copies(pair(article, text))] == [("second", "first")]


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_story(article, text):
    assert find_copies(pair(article, text)) == []


def test_the_order_of_articles_is_no_matter(article):
    articles = pair(article, EDITS["a byline"])
    assert find_copies(articles) == find_copies(articles[::-1])


def test_teasers_and_months_apart_are_no_copies(article):
    teaser = [article(key, text="Read the full story on our site.", published="2026-03-15T09:00") for key in "ab"]
    assert find_copies(teaser) == []
    late = [pair(article, STORY)[0], article("late", text=STORY, published="2026-06-15T09:00")]
    assert find_copies(late) == []
