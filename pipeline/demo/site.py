"""Render the bundled stories as pages and as feeds in RSS 2.0, Atom and RSS 1.0."""

import datetime
import email.utils
import html
import tomllib
from importlib.resources import files
from typing import NamedTuple

OUTLETS = {"wire": "The Example Wire", "herald": "The Example Herald", "courier": "The Example Courier"}
FEEDS = ("/wire/rss.xml", "/herald/atom.xml", "/courier/index.rdf")


class Story(NamedTuple):
    """One invented story; `day` is its time of publication in UTC."""

    outlet: str
    slug: str
    day: datetime.datetime
    title: str
    text: str
    language: str = "en"

    @property
    def path(self) -> str:
        """Where the page stands on the site."""
        return f"/{self.outlet}/{self.slug}.html"


class Answer(NamedTuple):
    """What the site answers: a media type and a body."""

    content_type: str
    body: str


def load_stories() -> list[Story]:
    """Read the bundled stories, in the order of the file."""
    raw = files(__package__).joinpath("stories.toml").read_text("utf-8")
    return [Story(**story) for story in tomllib.loads(raw)["story"]]


def page(story: Story) -> str:
    """Render a story as a news site would: navigation, body, related links, footer."""
    paragraphs = "\n".join(f"<p>{html.escape(part)}</p>" for part in story.text.strip().split("\n\n"))
    title, outlet = html.escape(story.title), html.escape(OUTLETS[story.outlet])
    return f"""<!doctype html>
<html lang="{story.language}">
<head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{story.day:%Y-%m-%dT%H:%M:%SZ}">
<link rel="canonical" href="{story.path}"></head>
<body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/business">Business</a></nav>
<main><article><h1>{title}</h1>
{paragraphs}
</article>
<aside><h2>Most read</h2><ul><li><a href="/old">Ten photographs of the spring</a></li></ul></aside></main>
<footer>Every story on this site is invented. © {outlet}</footer>
</body></html>
"""


def item_fields(story: Story, root: str) -> dict[str, str]:
    """Return what a feed says of a story, escaped."""
    return {
        "title": html.escape(story.title),
        "link": html.escape(f"{root}{story.path}?utm_source=feed"),
        "id": html.escape(f"{root}{story.path}"),
        "rfc822": email.utils.format_datetime(story.day),
        "iso": f"{story.day:%Y-%m-%dT%H:%M:%SZ}",
        "lead": html.escape(story.text.strip().split("\n\n")[0]),
    }


RSS_ITEM = (
    "<item><title>{title}</title><link>{link}</link><guid>{id}</guid>"
    "<pubDate>{rfc822}</pubDate><description>{lead}</description></item>"
)
ATOM_ITEM = (
    "<entry><title>{title}</title><id>{id}</id><link href='{link}'/>"
    "<updated>{iso}</updated><summary>{lead}</summary></entry>"
)
RDF_NAMESPACES = (
    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"
)
RDF_ITEM = "<item rdf:about='{id}'><title>{title}</title><link>{link}</link><dc:date>{iso}</dc:date></item>"


def rss(stories: list[Story], root: str) -> Answer:
    """Render a feed in RSS 2.0."""
    items = "\n".join(RSS_ITEM.format(**item_fields(story, root)) for story in stories)
    body = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{OUTLETS['wire']}</title>"
        f"<link>{root}/</link><description>Invented news</description>{items}</channel></rss>"
    )
    return Answer("application/rss+xml; charset=utf-8", body)


def atom(stories: list[Story], root: str) -> Answer:
    """Render a feed in Atom (RFC 4287)."""
    items = "\n".join(ATOM_ITEM.format(**item_fields(story, root)) for story in stories)
    newest = max(story.day for story in stories)
    body = (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>{OUTLETS['herald']}</title>"
        f"<id>{root}/herald</id><updated>{newest:%Y-%m-%dT%H:%M:%SZ}</updated>{items}</feed>"
    )
    return Answer("application/atom+xml; charset=utf-8", body)


def rdf(stories: list[Story], root: str) -> Answer:
    """Render a feed in RSS 1.0."""
    items = "\n".join(RDF_ITEM.format(**item_fields(story, root)) for story in stories)
    body = (
        f"<?xml version='1.0'?><rdf:RDF {RDF_NAMESPACES}><channel rdf:about='{root}/courier'>"
        f"<title>{OUTLETS['courier']}</title><link>{root}/</link>"
        f"<description>Invented news</description></channel>{items}</rdf:RDF>"
    )
    return Answer("application/rdf+xml; charset=utf-8", body)


def render(root: str) -> dict[str, Answer]:
    """Return every path of the site, served at `root` (scheme, host and port)."""
    stories = load_stories()
    answers = {story.path: Answer("text/html; charset=utf-8", page(story)) for story in stories}
    for path, outlet, feed in zip(FEEDS, OUTLETS, (rss, atom, rdf), strict=True):
        answers[path] = feed([story for story in stories if story.outlet == outlet], root)
    answers["/robots.txt"] = Answer("text/plain", "User-agent: *\nAllow: /\n")
    return answers
