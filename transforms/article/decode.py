"""From bytes to text: which encoding a page is really in."""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
TAGS = (b"<html", b"<HTML", b"</"), (b"<\0h\0", b"\0<\0h", b"<\0/\0", b"\0<\0/")
"""Of pages in ASCII and its kin, and of pages in UTF-16."""
HEADER = re.compile(r"(?i)charset\s*=\s*[\"']?\s*([\w:.-]+)")
META = re.compile(rb"(?i)<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]+)")
PROLOG = re.compile(rb"(?i)\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)")
HANGUL, NOT_ASCII = re.compile("[가-힣]"), re.compile("[^\x00-\x7f]")
WHERE_DECLARED = 4096
"""Bytes in which a declaration is looked for; the standard says 1,024, real pages need more."""
SERVER_DEFAULTS = frozenset(("windows-1252", "iso-8859-1"))
"""What servers say of every page, whatever it is in."""


def decode(body: bytes, content_type: str) -> str:
    """Return the page as text; bytes that no encoding explains become U+FFFD.

    A byte order mark decides, unless the tags contradict it; then UTF-8, if the bytes are UTF-8 and not mere ASCII,
    since no other encoding is by chance; then what the header and the page declare, if the bytes allow it; then what
    the bytes look like.
    """
    for mark, encoding in BOMS:
        if body.startswith(mark):
            is_wrong = _is_contradicted(body, encoding)
            body = body[len(mark) :]
            if not is_wrong:
                return body.decode(encoding, "replace")
            break
    if (text := _utf8(body)) is not None:
        return text
    for encoding in _declared(body, content_type):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    detected = _known(detect_encoding(body[:200_000]))
    if detected is None or detected == "utf-8":  # which it is not: the detector takes Korean for it
        return _korean(body) or body.decode("windows-1252", "replace")
    return body.decode(detected, "replace")


def _is_contradicted(body: bytes, encoding: str) -> bool:
    """Whether a mark says UTF-16 and the tags are plain ASCII, or the other way round."""
    has_tags, has_wide_tags = (any(tag in body[:8192] for tag in tags) for tags in TAGS)
    return has_tags and not has_wide_tags if encoding != "utf-8" else has_wide_tags and not has_tags


def _korean(body: bytes) -> str | None:
    try:
        text = body.decode("cp949")
    except UnicodeDecodeError:
        return None
    return text if 2 * len(HANGUL.findall(text)) > len(NOT_ASCII.findall(text)) else None


def _utf8(body: bytes) -> str | None:
    """Decode UTF-8, also where it is cut short or a few bytes in thousands are broken; None if it is something else."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(len(run) for run in re.findall("[^\x00-\x7f\ufffd]+", text))
    return text if whole > 20 * broken else None


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the encodings that header and page declare, the likelier first."""
    head = body[:WHERE_DECLARED]
    header = HEADER.search(content_type)
    page = META.search(head) or PROLOG.search(head)
    names = [_known(header[1]) if header else None, _known(page[1].decode("ascii", "replace")) if page else None]
    found = [name for name in names if name and name != "utf-8"]  # it is not UTF-8: that was tried
    if len(found) == 2 and found[0] in SERVER_DEFAULTS:
        found.reverse()
    if len(found) == 2 and found[0] != found[1]:
        looks = _known(detect_encoding(body[:200_000]))
        found.sort(key=lambda name: name != looks)
    return found


def _known(name: str | None) -> str | None:
    """Return the encoding Python knows for a name, as browsers read it (latin-1 is windows-1252), or None."""
    mapped = map_encoding_to_html5(name, fallback_utf8=False) if name else None
    try:
        return codecs.lookup(mapped).name.replace("cp1252", "windows-1252") if mapped else None
    except LookupError:
        return None
