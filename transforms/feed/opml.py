"""Lists of feeds in OPML 2.0, as readers export them."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from .errors import BadFeed
from .text import plain

LARGEST = 20 * 1024 * 1024
MOST_FEEDS = 100_000


class Outline(NamedTuple):
    """A feed of a list.

    Attributes:
        url: The feed's URL, as it stands there.
        title: Plain text; empty where there is none.
        site_url: The page the feed is of; empty where it is not said.
        folders: The folders it lies in, the outermost first.
    """

    url: str
    title: str = ""
    site_url: str = ""
    folders: tuple[str, ...] = ()


def read_opml(raw: bytes) -> list[Outline]:
    """Return the feeds of an OPML file, each URL once, in order. Nothing it names is fetched.

    Raises:
        BadFeed: malformed or too_large: it is no OPML that can be read.
    """
    if len(raw) > LARGEST:
        raise BadFeed("too_large", f"The OPML file is larger than {LARGEST // 2**20} MiB.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw.lstrip(b"\0 \t\r\n"), parser)
    except etree.XMLSyntaxError as error:
        raise BadFeed("malformed", f"The file is no XML: {plain(str(error), 200)}") from None
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname.lower() != "opml":
        raise BadFeed("malformed", "The file is XML, but no OPML.")
    found: dict[str, Outline] = {}
    for element in root.iter("{*}outline"):
        fields = {name.lower(): value for name, value in element.attrib.items()}
        url = fields.get("xmlurl", "").strip()
        if url.lower().startswith("feed:"):
            url = url[5:] if url[5:].lower().startswith("http") else "http:" + url[5:]
        if not url or url in found:
            continue
        if len(found) >= MOST_FEEDS:
            raise BadFeed("too_large", f"The OPML file lists more than {MOST_FEEDS} feeds.")
        found[url] = Outline(url, _name(fields), fields.get("htmlurl", "").strip(), _folders(element))
    return list(found.values())


def write_opml(outlines: Iterable[Outline], title: str = "Feeds") -> str:
    """Return an OPML 2.0 file of the feeds, those of one folder together."""
    by_folder: dict[tuple[str, ...], list[Outline]] = {}
    for outline in outlines:
        by_folder.setdefault(outline.folders, []).append(outline)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{escape(title)}</title></head>", "  <body>"]
    for folders, members in by_folder.items():
        lines += [f"    {'  ' * depth}<outline text={quoteattr(name)}>" for depth, name in enumerate(folders)]
        indent = "    " + "  " * len(folders)
        for one in members:
            site = f" htmlUrl={quoteattr(one.site_url)}" if one.site_url else ""
            name = quoteattr(one.title or one.url)
            lines.append(f'{indent}<outline type="rss" text={name} xmlUrl={quoteattr(one.url)}{site}/>')
        lines += [f"    {'  ' * depth}</outline>" for depth in reversed(range(len(folders)))]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _name(fields: dict[str, str]) -> str:
    return plain(fields.get("title") or fields.get("text"))


def _folders(element: "etree._Element") -> tuple[str, ...]:
    """Return the names of the outlines around one; a list nested deeper than twenty is no list of folders."""
    names = []
    for above in element.iterancestors("{*}outline"):
        names.append(plain(above.get("title") or above.get("text"), 200))
        if len(names) >= 20:
            break
    return tuple(name for name in reversed(names) if name)
