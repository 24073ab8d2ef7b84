"""Boxes among the paragraphs of a story: which go, and what looks like one and stays."""

import datetime

import pytest

from dateline.transforms.article.extraction import extract

NOW = datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
STORY = [
    "Two men were arrested in Beira on Monday, police said, after a raid on a warehouse in the port.",
    "The commander said that two more had fled across the border and were being looked for by patrols.",
    "A court will hear the two on Thursday, according to their lawyer, who spoke to reporters outside.",
    "Voters can register until Friday, and the governor asked all of them to give what they could spare.",
    "The raid was the third in the port this year, after those of January and of the first days of June.",
]
PITCH = "Five stories from the south of Africa, sent to you every Friday morning."
GONE = {
    "a newsletter with a button": f"<div class='x1'><div>The Friday letter</div><p>{PITCH}</p><button>Sign up</button></div>",
    "a newsletter with a link": f"<aside><p>{PITCH}</p><div><a href='/nl'>Subscribe now</a></div></aside>",
    "a custom element": f"<promo-box><h3>Listen</h3><p>{PITCH}</p></promo-box>",
    "a name in camel case": f"<div class='relatedContent'><a href='/1'>{PITCH}</a></div>",
    "a name for testers": f"<div data-testid='author-bio'><p>{PITCH}</p></div>",
    "a sentence printed large": "<div><p>“Two more had fled across the border and were being looked for by patrols.”</p></div>",
    "offers below a wall": f"<div class='paywall-box'><p>{PITCH}</p><p>{PITCH}</p></div>",
    "comments by their heading": f"<section class='x9'><h2>4 comments</h2><div><b>Ana</b><p>{PITCH}</p></div></section>",
    "other stories by their heading": (
        f"<div class='x8'><h3>Related stories</h3><div><a href='/2'>{PITCH}</a></div><div><a href='/3'>{PITCH}</a></div></div>"
    ),
    "a card that is a link": f"<a class='x7' href='/2026/other'><h3>Floods in Sofala</h3><p>{PITCH}</p></a>",
    "a list beside the story": f"<div><aside><h3>Most read</h3><ul><li><a href='/9'>{PITCH}</a></li></ul></aside></div>",
    "whom to call": f"<div><h3>Media contact</h3><p>{PITCH}</p><p>+258 21 000 000</p></div>",
    "offers in a list": f"<h3>Subscribe to The Paper</h3><ul><li>{PITCH}</li></ul>",
    "a menu": "<ul><li><a href='/1'>Courts</a></li><li><a href='/2'>Ports</a></li><li><a href='/3'>Police</a></li></ul>",
    "a bar of labels": "<p>Home | News | Services | Site map</p>",
}
STAYS = {
    "words that are links": "<p>Women can <a href='/r'>register</a> at the school, and <a href='/g'>give</a> their names.</p>",
    "what subscribers see": "<div class='paywall'><p>The prosecutor has named four companies that he says paid.</p></div>",
    "a quotation": "<blockquote><p>“We have been told to wait, and have waited for eleven years,” she said.</p></blockquote>",
    "a heading about anger": "<h2>Popular anger</h2><p>The people of the quarter stood at the gate until the evening came.</p>",
    "a heading on what is related": "<h2>Related</h2><p>The minister's brother was named in a case of the same kind in May.</p>",
    "a link around a word with a picture": "<p>The boat <a href='/b'><img src='b.jpg'> Esperança</a> lay in the port, and was searched.</p>",
    "a short list": "<ul><li>four rifles</li><li>two boats</li><li>a lorry</li></ul>",
}


def text(box: str) -> list[str]:
    first, rest = STORY[:2], STORY[2:]
    told = "".join(f"<p>{line}</p>" for line in first) + box + "".join(f"<p>{line}</p>" for line in rest)
    page = f"<html><head><title>Raid in Beira</title></head><body><article><h1>Raid in Beira</h1>{told}</article></body></html>"
    return extract(page.encode(), "text/html", "https://paper.example/2026/raid", None, NOW).text.split("\n")


@pytest.mark.parametrize("name", GONE)
def test_a_box_goes_and_the_story_stays(name: str) -> None:
    assert text(GONE[name]) == STORY


@pytest.mark.parametrize("name", STAYS)
def test_what_looks_like_a_box_stays(name: str) -> None:
    assert set(STORY) < set(text(STAYS[name]))
