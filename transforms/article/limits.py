"""What is refused before a parser sees it: bytes that are no HTML, and HTML that is built to hurt."""

import re

from .errors import BadPage

# Of 1,471 real pages the largest had 2.23 MB, 19,629 "<", depth 51 and an attribute of 335 KB: none is refused here.
MAX_BYTES = 8_000_000
MAX_TAGS = 100_000
MAX_TAG_BYTES = 1_000_000
MAX_ATTRIBUTES = 1_000
"""Attributes of one tag: libxml2 takes time quadratic in them (100,000 take 16 s)."""

MAGIC = {
    b"%PDF-": "a PDF",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG\r\n": "a PNG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive",
    b"PK\x05\x06": "a zip archive",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a rar archive",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"ID3": "an MP3",
    b"OggS": "an Ogg file",
    b"RIFF": "a RIFF file (webp, wav, avi)",
    b"\x00\x00\x00\x18ftyp": "an MP4",
    b"\x00\x00\x00\x20ftyp": "an MP4",
    b"\x1aE\xdf\xa3": "a Matroska or WebM video",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"{\\rtf": "an RTF document",
    b"%!PS": "PostScript",
    b"#EXTM3U": "a playlist",
}
"""First bytes -> what it is."""

TEXT_TYPES = frozenset(
    ("", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream", "application/xml", "text/xml")
)
"""Types that may hold a page; `octet-stream` and none at all are what misconfigured servers say."""

OPENING = re.compile(rb"(?is)<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1|section|main|table)\b")
FEED = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:rss|feed|rdf:rdf|urlset|svg)\b"
)


def check(body: bytes, content_type: str) -> None:
    """Refuse a body that is no page, or one that could hang a parser. Takes time linear in its size.

    Raises:
        BadPage: empty_body, too_large, not_html or too_complex.
    """
    if not body.strip(b" \t\r\n\0"):
        raise BadPage("empty_body", "The server sent an empty page.")
    if len(body) > MAX_BYTES:
        raise BadPage("too_large", f"The page has {len(body):,} bytes; at most {MAX_BYTES:,} are read.")
    _check_kind(body, content_type)
    _check_tags(body)


def _check_kind(body: bytes, content_type: str) -> None:
    head = body[:4096].lstrip(b" \t\r\n")
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            raise BadPage("not_html", f"The page is {kind}, not HTML.")
    if FEED.match(head):
        raise BadPage("not_html", "The page is XML (a feed, a sitemap or an image), not HTML.")
    media_type = content_type.partition(";")[0].strip().lower()
    is_plain = media_type in {"text/plain", "application/octet-stream"}
    if (media_type not in TEXT_TYPES or is_plain) and not OPENING.search(body[:65536].replace(b"\0", b"")):
        raise BadPage("not_html", f"The server calls the page {media_type!r}, and it does not look like HTML.")
    if _is_binary(head):
        raise BadPage("not_html", "The page is binary data, not HTML.")


def _is_binary(head: bytes) -> bool:
    """Whether more than a tenth are control characters; UTF-16 and UTF-32 have NULs and are text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in head or b"\0<" in head:
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls * 10 > len(head)


def _check_tags(body: bytes) -> None:
    pieces = body.replace(b"\0", b"").split(b"<", MAX_TAGS + 1)
    if len(pieces) > MAX_TAGS + 1:
        raise BadPage("too_complex", f"The page has more than {MAX_TAGS:,} tags.")
    for piece in pieces[1:]:
        if len(piece) > 4 * MAX_ATTRIBUTES and piece[:1].isalpha():
            _check_tag(piece)


def _check_tag(piece: bytes) -> None:
    tag = piece.partition(b">")[0]
    if len(tag) > MAX_TAG_BYTES:
        raise BadPage("too_complex", f"The page has a tag of {len(tag):,} bytes.")
    unquoted = re.sub(rb"\"[^\"]*\"|'[^']*'", b"", tag)
    if len(unquoted.split()) > MAX_ATTRIBUTES:
        raise BadPage("too_complex", f"The page has a tag with more than {MAX_ATTRIBUTES:,} attributes.")
