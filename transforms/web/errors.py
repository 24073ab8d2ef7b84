"""Why a request came to nothing.

Unprocessable
├── Refused      we do not ask: where it points is not ours to ask (private_address, scheme, port, …)
└── FetchFailed  we asked, or tried to: timeout, dns, connect, tls_error, too_large, http_404, …
"""

from ..failures import Unprocessable


class Refused(Unprocessable):
    """A URL that is not asked: invalid_url, scheme, userinfo, port, private_address, robots, redirects."""


class FetchFailed(Unprocessable):
    """A request without a usable answer: timeout, dns, connect, tls_error, bad_response, too_large, and more.

    `wait_s` is how many seconds the server asks not to be asked for this URL again; 0 where it asks nothing.
    """

    wait_s = 0.0


TEMPORARY = frozenset(
    {
        "timeout",
        "dns",
        "connect",
        "reset",
        "tls_error",
        "truncated",
        "bad_response",
        "decode",
        "held",
        "site_down",
        "robots_unreachable",
        "http_403",
        "http_408",
        "http_425",
        "http_429",
        "http_500",
        "http_502",
        "http_503",
        "http_504",
        "http_520",
        "http_521",
        "http_522",
        "http_523",
        "http_524",
        "bot_challenge",
        "empty_body",
    }
)
"""Reasons that may be gone the next time; what failed for another reason is not asked for again."""
