"""Places told without a name of their own: "the Syrian capital", "the south of the country", "the city"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

from spacy.tokens import Span, Token

from .gazetteer import Gazetteer, Place
from .place_mention import PlaceMention, part_of
from .place_spans import COMPASS, IN_WORDS

# What a definite noun refers back to.
_BACK = {
    "city": ("city",),
    "town": ("city",),
    "village": ("city",),
    "enclave": ("city", "district"),
    "area": ("any",),
    "region": ("any",),
    "province": ("province",),
    "governorate": ("province",),
    "district": ("district", "point"),
    "neighborhood": ("point",),
    "neighbourhood": ("point",),
    "suburb": ("city", "point"),
    "camp": ("point",),
    "base": ("point",),
    "airport": ("point",),
    "castle": ("point",),
    "cathedral": ("point",),
    "church": ("point",),
    "mosque": ("point",),
    "hospital": ("point",),
    "university": ("point",),
    "square": ("point",),
    "prison": ("point",),
    "market": ("point",),
}
_QUARTERS = frozenset({"neighborhood", "neighbourhood", "quarter", "district", "neighborhoods", "neighbourhoods"})
LARGE = 100_000
"""People of a town that has quarters."""
_KINDS = frozenset("castle cathedral church mosque hospital university square prison market airport".split())
"""Buildings: "the square" is no prison that was named before."""
_COUNTRY_WORDS = frozenset({"country", "nation", "kingdom", "republic"})
_AREAS = frozenset(
    "region regions part parts area areas province provinces governorates districts countryside half".split()
)
_SIDES = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
_LEAVE_REFERENCE = frozenset(
    "same entire whole besieged northern southern eastern western central embattled ancient historic".split()
)


_NO_STATES = frozenset(
    "facto self proclaimed self-proclaimed declared self-declared so-called provincial regional district commercial "
    "financial business economic industrial cultural tourist spiritual religious historic former ancient old future "
    "administrative group militants jihadists rebels caliphate".split()
)
"""Words beside "capital" where it is not the seat of a state's government."""


@dataclass
class Memory:
    """What an article has named so far, by precision; and the country it is about."""

    main: Optional[str]
    last: dict[str, PlaceMention] = field(default_factory=dict)

    def remember(self, mentions: Sequence[PlaceMention]) -> None:
        for mention in mentions:
            if mention.role == "party" and mention.precision in {"city", "country", "region"}:
                continue
            self.last[mention.precision] = mention
            if mention.precision not in {"country", "region"}:
                self.last["any"] = mention


def phrases(span: Span, named: Sequence[PlaceMention], memory: Memory, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """The places of a sentence that stand in no gazetteer under the words used."""
    for token in span:
        if any(mention.char_start <= token.idx < mention.char_end for mention in named):
            continue
        found = (
            _capital(token, memory, gazetteer)
            or _border(token, named, memory, gazetteer)
            or _part(token, span, memory, gazetteer)
            or _back(token, named, memory)
            or _quarter(token, span, named, memory)
            or _there(token, named, memory)
        )
        if found is not None:
            yield found


def _cue(token: Token) -> Optional[str]:
    """The preposition a noun is the object of."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.dep_ == "pobj":
        head = head.head.head
    return str(head.lower_) if token.dep_ == "pobj" and head.lower_ in IN_WORDS else None


def _made(
    token: Token,
    place: Place,
    start: int,
    end: int,
    *,
    name: Optional[str] = None,
    precision: Optional[str] = None,
    at: Optional[tuple[Optional[float], Optional[float]]] = None,
) -> PlaceMention:
    phrase = token.doc[start:end]
    latitude, longitude = at or (place.latitude, place.longitude)
    return PlaceMention(
        place, name or place.name, latitude, longitude, precision or place.kind, str(phrase.text), phrase.start_char,
        phrase.end_char, token.i, _cue(token), is_named=False,
    )  # fmt: skip


def _capital(token: Token, memory: Memory, gazetteer: Gazetteer) -> Optional[PlaceMention]:
    """As in "the Syrian capital"; "the capital" alone is that of the country the article is about."""
    if token.lower_ != "capital" or token.pos_ != "NOUN":
        return None
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is not None and (
        following.lower_ in {"punishment", "of", "gains", "investment", "city"} or following.text[0].isupper()
    ):
        return None
    modifiers = [child for child in token.children if child.i < token.i and child.dep_ not in {"det", "punct"}]
    codes = [code for child in modifiers if (code := gazetteer.country_of(child.text)) is not None]
    if any(child.lower_ in _NO_STATES for child in modifiers):
        return None  # "the group's de facto Syrian capital", "the Syrian commercial capital"
    if not codes and (modifiers or not any(child.lower_ == "the" for child in token.children)):
        return None
    code = codes[0] if codes else memory.main
    place = gazetteer.capital(code) if code else None
    return (
        None if place is None else _made(token, place, min([token.i, *(child.i for child in modifiers)]), token.i + 1)
    )


def _border(
    token: Token, named: Sequence[PlaceMention], memory: Memory, gazetteer: Gazetteer
) -> Optional[PlaceMention]:
    """As in "the Turkish border", "the border with Turkey", "the Iraq-Syria border"."""
    if token.lower_ not in {"border", "borders", "frontier"} or token.pos_ != "NOUN":
        return None
    near = {mention.token: mention.place.country for mention in named if mention.precision == "country"}
    codes: list[str] = []
    start = end = token.i
    for word in token.subtree:
        if abs(word.i - token.i) > 6:
            continue
        code = gazetteer.country_of(word.text) or near.get(word.i)
        if code and code not in codes:
            codes.append(code)
            start, end = min(start, word.i), max(end, word.i)
    if len(codes) == 1 and memory.main and memory.main != codes[0]:
        codes.insert(0, memory.main)
    middle = gazetteer.border(codes[0], codes[1]) if len(codes) == 2 else None
    place = gazetteer.country(codes[0]) if codes else None
    other = gazetteer.country(codes[1]) if len(codes) == 2 else None
    if middle is None or place is None or other is None:
        return None
    return _made(token, place, start, end + 1, name=f"{place.name}-{other.name} border", precision="region", at=middle)


def _part(token: Token, span: Span, memory: Memory, gazetteer: Gazetteer) -> Optional[PlaceMention]:
    """As in "the south of the country", "southeastern regions", "the country's north"; also "the country" itself."""
    country = gazetteer.country(memory.main) if memory.main else None
    if country is None:
        return None
    if token.lower_ in _COUNTRY_WORDS and any(child.lower_ in {"the", "this"} for child in token.children):
        of = token.head
        if of.lower_ == "of" and of.head.lower_ in _SIDES:
            return _side(of.head, country, of.head.i, token.i + 1, gazetteer)
        if token.dep_ == "poss" and token.head.lower_ in _SIDES:
            return _side(token.head, country, token.i, token.head.i + 1, gazetteer)
        if token.dep_ == "pobj" and token.head.lower_ in {"in", "across", "around", "throughout"}:
            return _made(token, country, token.i, token.i + 1)
        return None
    if (
        token.lower_ in _AREAS
        and token.pos_ == "NOUN"
        and not any(child.dep_ in {"compound", "poss"} for child in token.children)
    ):
        compass = next(
            (child for child in token.children if child.lower_ in COMPASS and child.lower_ != "central"), None
        )
        is_one = token.tag_ == "NN" and token.lower_ == "province" and "province" in memory.last
        if compass is not None and not is_one and not any(child.lower_ == "of" for child in token.children):
            return _side(compass, country, compass.i, token.i + 1, gazetteer, head=token)
    return None


def _side(
    side: Token, country: Place, start: int, end: int, gazetteer: Gazetteer, *, head: Optional[Token] = None
) -> PlaceMention:
    text = str(side.lower_)
    name = f"{text} {country.name}" if text.endswith("ern") else f"{text}ern {country.name}"
    return _made(
        head or side,
        country,
        start,
        end,
        name=name,
        precision="province",
        at=part_of(country, COMPASS[text], gazetteer),
    )


def _back(token: Token, named: Sequence[PlaceMention], memory: Memory) -> Optional[PlaceMention]:
    """As in "the city", "the province": the last of its kind that was named."""
    kinds = _BACK.get(token.lower_)
    if (
        kinds is None
        or token.pos_ != "NOUN"
        or not any(child.lower_ in {"the", "this", "that"} for child in token.children)
    ):
        return None
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is not None and (
        following.lower_ == "of" or (following.text[0].isupper() and following.pos_ == "PROPN")
    ):
        return None
    for child in token.children:
        if child.dep_ in {"compound", "poss", "nummod"} or (
            child.dep_ == "amod" and child.lower_ not in _LEAVE_REFERENCE
        ):
            return None
        if child.dep_ in {"appos", "relcl"} and child.i > token.i and child.dep_ == "appos":
            return None
    if "any" in kinds:
        kinds = ("city", "district", "province", "any")
    earlier = [m for m in named if m.char_start < token.idx and m.precision in kinds and m.role != "party"]
    known = (
        earlier[-1]
        if earlier
        else next((memory.last[kind] for kind in kinds[-1:] + kinds if kind in memory.last), None)
    )
    if known is None or (token.lower_ in _KINDS and token.lower_ not in f"{known.text} {known.place.name}".lower()):
        return None
    return _made(
        token,
        known.place,
        token.i,
        token.i + 1,
        name=known.name,
        precision=known.precision,
        at=(known.latitude, known.longitude),
    )


def _quarter(token: Token, span: Span, named: Sequence[PlaceMention], memory: Memory) -> Optional[PlaceMention]:
    """A quarter that no gazetteer has, as in "the Tabbaleh district": its town's place."""
    if token.lower_ not in _QUARTERS or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    start, end = token.i, token.i + 1
    while start > span.start and token.doc[start - 1].text[0].isupper() and token.doc[start - 1].pos_ == "PROPN":
        start -= 1
    if start == token.i and end + 1 < span.end and token.doc[end].lower_ == "of" and token.doc[end + 1].pos_ == "PROPN":
        end += 2
    if end - start == 1 or any(
        mention.char_start < token.doc[start:end].end_char and token.doc[start].idx < mention.char_end
        for mention in named
    ):
        return None
    if any(mention.place.kind in {"province", "district", "city"} for mention in named):
        return None  # "the Andar district of Ghazni", "the Tabbaleh district of Damascus"
    town = memory.last.get("city")
    if town is None or town.place.population < LARGE:
        return None
    return _made(token, town.place, start, end, name=str(token.doc[start:end].text), precision="city")


def _there(token: Token, named: Sequence[PlaceMention], memory: Memory) -> Optional[PlaceMention]:
    """As in "300 people were detained there": the last place named that is no country."""
    if token.lower_ != "there" or token.dep_ not in {"advmod", "pcomp", "pobj", "npadvmod"}:
        return None
    earlier = [m for m in named if m.char_start < token.idx and m.precision not in {"country", "region"}]
    known = earlier[-1] if earlier else memory.last.get("any")
    if known is None:
        return None
    at = (known.latitude, known.longitude)
    made = _made(token, known.place, token.i, token.i + 1, name=known.name, precision=known.precision, at=at)
    return replace(made, cue="in")
