"""Whose article it is: one address for every spelling, mobile and AMP variant of a link, and the id made of it."""

import base64
import binascii
import functools
import re
from urllib.parse import parse_qsl, unquote

import tldextract
from yarl import URL

from ...schemas.ids import digest
from ..failures import Unprocessable

LONGEST = 8192
"""Characters of a URL that we accept: what common web servers do."""

TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "at_", "ns_", "guce_", "fb_", "wt.", "wt_")
TRACKING = frozenset(
    # click identifiers of advertisers and social networks
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ymclid twclid ttclid li_fat_id epik igsh igshid rdt_cid "
    "scid irclickid _branch_match_id _branch_referrer __twitter_impression "
    # newsletters and marketing suites
    "mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id vero_id vero_conv _hsenc _hsmi __hstc __hssc __hsfp hsctatracking "
    "ck_subscriber_id sc_cid sc_campaign sc_channel sc_content sc_medium sc_outcome sc_geo _bhlid rb_clickid "
    # analytics
    "_ga _gl _openstat xtor s_cid s_kwcid ef_id cmpid cmp ncid ocid icid intcid intcmp int_cmp ito taid guccounter "
    "guc_consent_skip traffic_source trk trkcampaign tpcc mbid smid smtyp emc maca feedtype feedname rssid sr_share "
    "spref spm soc_src soc_trk echobox ceid dicbo obOrigUrl cvid _unique_id campaign_id action_object_map "
    "action_type_map socialnetwork social_network shareuid sharetype".lower().split()
)
ORIGIN = frozenset(
    ("ref", "src", "source", "from", "via", "partner", "medium", "origin", "feature", "mod", "share", "cid")
)
CHANNELS = re.compile(
    r"(?i)(?:rss|feed|atom|xml|twitter|tw|facebook|fb|linkedin|whatsapp|telegram|reddit|email|e-?mail|newsletter|nl|"
    r"social|share|homepage|home|google(?:news)?|flipboard|push|app|ios|android)(?:[-_.:/ ].*)?"
)
"""Values that tell where a reader came from: `source=rss` is dropped, `source=4711` never."""

AMP_PARAMETERS = {"amp": None, "outputtype": "amp", "output": "amp", "_amp": None, "mode": "amp", "isamp": None}
SECTIONS_OF_HOST = ("m", "mobile", "amp", "touch", "wap")
REDIRECTORS = {
    "news.google.com": ("url",),
    "www.google.com": ("url", "q"),
    "google.com": ("url", "q"),
    "www.bing.com": ("url",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "out.reddit.com": ("url",),
    "t.umblr.com": ("z",),
    "flipboard.com": ("url",),
    "go.redirectingat.com": ("url",),
    "www.linkedin.com": ("url",),
    "slack-redir.net": ("url",),
    "feedproxy.google.com": ("url",),
    "steamcommunity.com": ("url",),
    "vk.com": ("to",),
    "away.vk.com": ("to",),
}
"""Hosts that pass readers on, and the parameters that hold the target."""

AMP_CACHES = re.compile(r"/(?:[acvirw]/)(s/)?(?P<rest>[^/?]+\..+)")
GOOGLE_AMP = re.compile(r"/amp/(s/)?(?P<rest>[^/?]+\..+)")
GOOGLE_NEWS = re.compile(r"/(?:__i/)?(?:rss/)?articles/(?P<token>[\w-]{20,})")
HOST = re.compile(
    r"(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
JUNK = re.compile(r"[\t\r\n]")
SESSION = re.compile(r"(?i);(?:jsessionid|phpsessid)=[^/?#]*")


class BadUrl(Unprocessable):
    """A URL that is none, or that is not of the web."""


def canonical_url(url: str) -> str:
    """Return the address an article is known by.

    Scheme and host in lower case, host in punycode, without credentials, default port, fragment and tracking
    parameters; the other parameters stay in their order. Mobile and AMP variants give the main address; links of
    aggregators give their target where the link itself holds it.

    Raises:
        BadUrl: It is no http or https URL, or is longer than LONGEST.

    >>> canonical_url("HTTPS://WWW.Example.com:443/a/amp?id=12&utm_source=rss#top")
    'https://www.example.com/a?id=12'
    """
    for _ in range(3):  # an aggregator's link inside another's
        parsed = parse(url)
        target = aggregated(parsed)
        if target is None:
            return _spell(parsed)
        url = target
    return _spell(parse(url))


def article_id(canonical: str) -> str:
    """Return the id of the article at a canonical URL.

    http and https, with and without `www.`, with and without a slash at the end are one article.
    """
    _, _, rest = canonical.partition("://")
    host, slash, tail = rest.partition("/")
    path, mark, query = tail.partition("?")
    return digest("article", host.removeprefix("www.") + (slash + path).rstrip("/") + mark + query)


def site(url: str) -> str:
    """Return the registrable domain of a URL, or its host where it has none; empty for no URL.

    >>> site("https://www.news.example.co.uk/a"), site("http://127.0.0.1:8000/a")
    ('example.co.uk', '127.0.0.1')
    """
    try:
        host = parse(url).raw_host or ""
    except BadUrl:
        return ""
    return registrable(host)


@functools.lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """Return the registrable domain of a host, by the public suffix list that tldextract ships."""
    found = _extractor()(host).top_domain_under_public_suffix
    if found or ":" in host or host.replace(".", "").isdigit():
        return found or host
    return ".".join(host.split(".")[-2:])  # the list's own rule for a suffix it does not know


@functools.cache
def _extractor() -> tldextract.TLDExtract:
    # Without URLs it reads its bundled list: no request, no cache on disk. Private suffixes (blogspot.com) part blogs.
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def parse(url: str) -> URL:
    """Parse an absolute web URL as browsers do: blanks around it and line breaks within dropped."""
    text = JUNK.sub("", url.strip(" \t\r\n\f\v\0"))
    if len(text) > LONGEST:
        raise BadUrl("invalid_url", f"The URL is {len(text)} characters long; at most {LONGEST} are read.")
    if any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in text):
        raise BadUrl("invalid_url", "The URL has control characters in it.")
    scheme, colon, _ = text.partition(":")
    if not colon or scheme.lower() not in {"http", "https"}:
        raise BadUrl("invalid_url", f"Not an http or https URL: {text[:80]!r}")
    head, mark, tail = text.partition("?")
    try:
        parsed = URL(head.replace("\\", "/") + mark + tail)
        port = parsed.port
    except (ValueError, UnicodeError) as error:
        raise BadUrl("invalid_url", f"Not a URL: {text[:80]!r}") from error
    host = (parsed.raw_host or "").lower()
    if port is None or not (":" in host or HOST.fullmatch(host)):
        raise BadUrl("invalid_url", f"The URL names no valid host: {text[:80]!r}")
    return parsed


def aggregated(url: URL) -> str | None:
    """Return the target of an aggregator's link where the link itself holds it, else None."""
    host, path = (url.raw_host or "").lower(), url.raw_path
    if cached := AMP_CACHES.fullmatch(path) if host.endswith(".cdn.ampproject.org") else None:
        return _behind(cached, url)
    if cached := GOOGLE_AMP.fullmatch(path) if registrable(host).startswith("google.") else None:
        return _behind(cached, url)
    if host == "news.google.com" and (found := GOOGLE_NEWS.match(path)):
        return _decoded(found["token"])
    if registrable(host) == "yahoo.com" and "/*http" in path:
        return unquote(path.partition("/*")[2])
    for name in REDIRECTORS.get(host, ()):
        value = dict(parse_qsl(url.raw_query_string)).get(name, "")
        if value.lower().startswith(("http://", "https://")):
            return value
    return None


def _behind(cached: re.Match[str], url: URL) -> str:
    query = f"?{url.raw_query_string}" if url.raw_query_string else ""
    return ("https://" if cached[1] else "http://") + cached["rest"] + query


def _decoded(token: str) -> str | None:
    """Return the URL inside a Google News token of the older kind; the newer kind holds none."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    found = re.search(rb"https?://[\x21-\x7e]+", raw)
    return found[0].decode("ascii") if found else None


def _spell(url: URL) -> str:
    host = _main_host((url.raw_host or "").lower().rstrip("."))
    shown = f"[{host}]" if ":" in host else host
    port = "" if url.is_default_port() else f":{url.port}"
    path = _main_path(SESSION.sub("", url.raw_path) or "/")
    query = "&".join(part for part in url.raw_query_string.split("&") if part and not _is_idle(part))
    return f"{url.scheme}://{shown}{port}{path}" + (f"?{query}" if query else "")


def _main_host(host: str) -> str:
    """Drop a label that names the mobile or AMP edition: m.example.org, en.m.wikipedia.org, amp.example.org."""
    owner = registrable(host)
    labels = host.removesuffix(owner).rstrip(".").split(".")
    kept = [label for label in labels if label and label not in SECTIONS_OF_HOST]
    return ".".join([*kept, owner])


def _main_path(path: str) -> str:
    """Drop what names the AMP edition; a path that is nothing else stays."""
    segments = path.split("/")[1:]
    named = [segment for segment in segments if segment]
    ends = bool(named) and named[-1].lower() in {"amp", "amp.html"}
    if ends and len(named) > 1:
        return "/" + "/".join(named[:-1])
    if len(named) > 2 and named[0].lower() == "amp":
        return "/" + "/".join(segments[1:])
    for suffix, main in ((".amp.html", ".html"), (".amp", ""), ("_amp.html", ".html")):
        if path.lower().endswith(suffix) and len(path) > len(suffix) + 1:
            return path[: -len(suffix)] + main
    return path


def _is_idle(parameter: str) -> bool:
    """Whether a query parameter says how the reader came, not what is read."""
    raw_name, _, raw_value = parameter.partition("=")
    name, value = unquote(raw_name).lower(), unquote(raw_value).lower()
    if name in TRACKING or name.startswith(TRACKING_PREFIXES):
        return True
    if name in AMP_PARAMETERS:
        wanted = AMP_PARAMETERS[name]
        return value == wanted if wanted else value in {"", "1", "true", "yes", "amp"}
    return name in ORIGIN and (CHANNELS.fullmatch(value) is not None or (name == "ref" and not re.search(r"\d", value)))
