"""Undo a Content-Encoding, never making more than was agreed."""

import zlib

import brotli

from .errors import FetchFailed

GZIP_MAGIC = b"\x1f\x8b\x08"
STEP = 64 * 1024
MOST_MEMBERS = 100
"""Members of one gzip body: each copies the rest, and hundreds of thousands, all empty, would take minutes."""


def decode_body(raw: bytes, encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """Return the decoded body.

    A body that is gzip but does not say so is decoded once.

    Args:
        raw: What came.
        encoding: The Content-Encoding header; empty for none.
        limit: Bytes made at most.
        cut: Whether a longer body is cut at the limit instead of refused.

    Raises:
        FetchFailed: encoding (one we did not ask for, or several), decode (damaged) or too_large.
    """
    name = encoding.strip().lower()
    if name in {"", "identity", "none", "utf-8"}:  # the last two are seen on servers that mean none
        if raw.startswith(GZIP_MAGIC):
            return _unzip(raw, 47, limit, cut=cut)
        return raw
    if name in {"gzip", "x-gzip"}:
        return _unzip(raw, 47, limit, cut=cut)
    if name == "deflate":
        try:
            return _unzip(raw, 15, limit, cut=cut)
        except FetchFailed as error:
            if error.reason != "decode":
                raise
            return _unzip(raw, -15, limit, cut=cut)  # raw deflate: wrong, and common
    if name == "br":
        return _unbrotli(raw, limit, cut=cut)
    raise FetchFailed("encoding", f"The body is encoded as {name[:60]!r}, which we did not ask for.")


def _unzip(raw: bytes, window: int, limit: int, *, cut: bool) -> bytes:
    """Decode gzip (with all its members) or deflate."""
    if not raw:
        return b""
    parts: list[bytes] = []  # joined, one part is the whole without another copy of it
    for _ in range(MOST_MEMBERS):
        decoder = zlib.decompressobj(window)
        made = sum(map(len, parts))
        try:
            parts.append(decoder.decompress(raw, limit - made + 1))
        except zlib.error as error:
            raise FetchFailed("decode", f"The body cannot be decompressed: {error}.") from None
        if made + len(parts[-1]) > limit:
            return _over(parts, limit, cut=cut)
        if not decoder.eof:
            raise FetchFailed("decode", "The compressed body ends too early.")
        raw = decoder.unused_data if decoder.unused_data.startswith(GZIP_MAGIC) else b""
        if not raw:
            return b"".join(parts)
    raise FetchFailed("decode", f"The body has more than {MOST_MEMBERS} parts.")


def _unbrotli(raw: bytes, limit: int, *, cut: bool) -> bytes:
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    made = 0
    try:
        while True:
            parts.append(decoder.process(raw, output_buffer_limit=STEP))
            made += len(parts[-1])
            if decoder.is_finished() or made > limit:
                break
            if decoder.can_accept_more_data():
                raise FetchFailed("decode", "The compressed body ends too early.")
            raw = b""
    except brotli.error as error:
        raise FetchFailed("decode", f"The body cannot be decompressed: {error}.") from None
    return _over(parts, limit, cut=cut) if made > limit else b"".join(parts)


def _over(parts: list[bytes], limit: int, *, cut: bool) -> bytes:
    if cut:
        return b"".join(parts)[:limit]
    raise FetchFailed("too_large", f"The body is larger than {limit / 1048576:g} MiB when decompressed.")
