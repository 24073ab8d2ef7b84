"""A page as a tree, and what its head says in each of the ways publishers use."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .errors import BadPage

MAX_JSON = 1_000_000
MAX_NODES = 2_000
ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "askpublicnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "report",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "techarticle",
        "scholarlyarticle",
        "medicalscholarlyarticle",
    ]
)

WRAPPERS = (("<!--", "-->"), ("/*", "*/"), ("//", "//"), ("<![CDATA[", "]]>"), ("", ";"))
"""What stands around JSON in old pages: comments, CDATA."""

Json = dict[str, Any]


class Head(NamedTuple):
    """What a page says of itself.

    Attributes:
        meta: Content of each meta tag by its property, name or itemprop in lower case, in page order.
        title: The title element.
        canonical: href of rel=canonical, as given.
        language: The declared language.
        node: The JSON-LD node of the article; empty where there is none.
        site_names: Names of the publisher.
    """

    meta: dict[str, list[str]]
    title: str
    canonical: str
    language: str
    node: Json
    site_names: list[str]

    def first(self, *names: str) -> str:
        """Return the first content of the first of these meta tags that has one."""
        return next((value for name in names for value in self.meta.get(name, ())), "")


def parse_html(text: str) -> HtmlElement:
    """Parse a page; libxml2 refuses depth over 256 and text over 10 MB.

    Raises:
        BadPage: empty_body or too_complex.
    """
    # A parser each: its error log is its own. Comments and instructions are no text.
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False, huge_tree=False
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError, AssertionError):
        raise BadPage("empty_body", "The page has no elements.") from None
    for entry in parser.error_log:
        if "RESOURCE_LIMIT" in entry.type_name or "Excessive depth" in entry.message:
            raise BadPage("too_complex", "The page is nested deeper than 256 tags, or has a text of over 10 MB.")
    return tree


def read_head(tree: HtmlElement) -> Head:
    """Read meta tags, title, canonical link and JSON-LD; mutates nothing."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content and name and len(content) < 10_000:
            meta.setdefault(name.strip().lower(), []).append(content)
    title = next((element.text_content() for element in tree.iter("title") if _is_head(element)), "")
    nodes = list(json_nodes(tree))
    canonical = _canonical(tree)
    node = article_node(nodes, canonical)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    names = [*meta.get("og:site_name", ()), *meta.get("application-name", ()), *meta.get("publisher", ())]
    names += [name for other in nodes if is_type(other, {"organization", "newsmediaorganization", "website"})
              for name in texts(other.get("name"))]  # fmt: skip
    names += names_of(node.get("publisher"))
    return Head(meta, title, canonical, str(node.get("inLanguage") or language), node, list(dict.fromkeys(names)))


def _is_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != "svg"


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip()
    return ""


def json_nodes(tree: HtmlElement) -> Iterator[Json]:
    """Yield the JSON-LD nodes of a page: top level, @graph, lists, mainEntity; MAX_NODES at most."""
    queue: list[Any] = []
    room = MAX_JSON
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        source = element.text or ""
        room -= len(source)
        if room < 0:
            break
        queue.append(load_json(source))
    for _ in range(MAX_NODES):
        if not queue:
            return
        value = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = value[:MAX_NODES]
        elif isinstance(value, dict):
            yield value
            queue += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def load_json(source: str) -> Any:
    """Read JSON as publishers write it: in CDATA or comments, with stray commas, line breaks in strings, entities."""
    text = source.strip()
    for _ in WRAPPERS:
        for opening, closing in WRAPPERS:
            text = text.removeprefix(opening).removesuffix(closing).strip()
    for mend in (str, _without_stray_commas, html.unescape):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _without_stray_commas(text: str) -> str:
    return re.sub(r",(\s{0,200}[}\]])", r"\1", text)


def article_node(nodes: list[Json], canonical: str) -> Json:
    """Return the node of the page's own article: the one that names its address, else the first; empty for none."""
    found = [node for node in nodes if is_type(node, ARTICLE_TYPES)]
    own = [
        node
        for node in found
        if canonical
        and canonical in {*texts(node.get("url")), *texts(node.get("mainEntityOfPage")), *texts(node.get("@id"))}
    ]
    dated = [node for node in found if node.get("datePublished")]
    return next(iter([*own, *dated, *found]), {})


def is_type(node: Json, types: set[str] | frozenset[str]) -> bool:
    """Whether a node is of one of these schema.org types."""
    return any(name.rpartition("/")[2].lower() in types for name in texts(node.get("@type")))


def leads_away(link: HtmlElement) -> bool:
    """Whether a link leads to another page."""
    target = (link.get("href") or "").strip().lower()
    return bool(target) and not target.startswith(("#", "javascript:", "mailto:", "tel:"))


def texts(value: object) -> list[str]:
    """Return the strings in a JSON-LD value: itself, its items, or the @id or @value of a node."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value[:100] if not isinstance(item, list) for text in texts(item)]
    if isinstance(value, dict):
        return [text for key in ("@id", "@value", "url") if isinstance(text := value.get(key), str)]
    return []


def names_of(value: object) -> list[str]:
    """Return the names of people or organisations in a JSON-LD value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for item in value[:50] if not isinstance(item, list) for name in names_of(item)]
    if isinstance(value, dict):
        whole = texts(value.get("name"))
        parts = [*texts(value.get("givenName")), *texts(value.get("familyName"))]
        return whole or ([" ".join(parts)] if parts else [])
    return []
