"""Ids: digests of what makes a row itself, so that a rerun finds the same row."""

import hashlib
import json


def digest(*parts: object) -> str:
    """Return 32 hexadecimal digits of the SHA-256 of the parts, as canonical JSON.

    Parts are strings, numbers, booleans, None, and lists or dicts of them; dates and times go in as `isoformat()`.

    >>> digest("a", 1) == digest("a", 1), digest("a", "1") == digest("a", 1)
    (True, False)
    """
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]
