"""Where names stand in a sentence that may be names of places, and what the words around them say of them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Optional

from spacy.tokens import Span, Token

LONGEST = 7
"""Words of the longest name tried: "Democratic Republic of the Congo" and "Khan al-Assal" in spaCy's tokens."""

_INNER = frozenset(
    "al el ad an ar as ash at az ez es ed de da do dos das del della di du des la le les e i ye ul ud and of upon "
    "on sur am van der den bin bani wa the und y au aux sous sur en lès sul sobre sob".split()
) | {"-", "–", "'", "’", "‘", "."}
ARTICLES = frozenset("al el ad an ar as ash at az ez es ed de la le van".split())
"""Articles that begin names and are none alone: "Al-Tabqa", "El Alto"."""

# What stands after a name and says what kind of place it is.
_AFTER = {
    "province": "province",
    "provinces": "province",
    "governorate": "province",
    "governate": "province",
    "oblast": "province",
    "state": "province",
    "wilaya": "province",
    "prefecture": "province",
    "region": "area",
    "district": "district",
    "districts": "district",
    "county": "district",
    "rayon": "district",
    "raion": "district",
    "municipality": "district",
    "department": "province",
    "city": "city",
    "town": "city",
    "township": "city",
    "village": "city",
    "villages": "city",
    "countryside": "countryside",
    "suburb": "city",
    "suburbs": "city",
    "area": "area",
    "valley": "area",
    "neighborhood": "quarter",
    "neighbourhood": "quarter",
    "quarter": "quarter",
    "camp": "point",
    "airport": "point",
    "airbase": "point",
    "airfield": "point",
    "base": "point",
    "university": "point",
    "hospital": "point",
    "prison": "point",
    "square": "point",
    "mosque": "point",
    "church": "point",
    "cathedral": "point",
    "castle": "point",
    "citadel": "point",
    "stadium": "point",
    "bridge": "point",
    "dam": "point",
    "crossing": "point",
    "checkpoint": "point",
    "port": "point",
    "market": "point",
    "station": "point",
    "refinery": "point",
    "consulate": "point",
    "embassy": "point",
} | dict.fromkeys(
    "hotel nightclub restaurant theatre theater mall school college palace barracks courthouse museum monastery temple "
    "shrine synagogue roundabout tunnel junction intersection jail park street avenue road highway reef shoal garrison "
    "outpost headquarters terminal courthouse".split(),
    "point",
)
_BEFORE = {
    word: kind for word, kind in _AFTER.items() if kind in {"province", "district", "city", "area", "countryside"}
} | {
    "outskirts": "city",
    "capital": "city",
    "neighborhood": "quarter",
    "neighbourhood": "quarter",
    "quarter": "quarter",
    "suburb": "city",
    "hamlet": "city",
    "port": "city",
    "settlement": "city",
    "stronghold": "city",
    "bastion": "city",
    "enclave": "city",
    "neighborhoods": "quarter",
    "neighbourhoods": "quarter",
    "quarters": "quarter",
    "suburbs": "city",
    "areas": "area",
    "regions": "area",
    "cities": "city",
    "towns": "city",
    "villages": "city",
    "provinces": "province",
    "emirate": "province",
}
# A name before one of these is part of an organisation's, a paper's or a document's name.
_NOT_BEFORE = frozenset(
    "Times Post Journal Herald Telegraph Tribune Gazette Observer Observatory Council Liberation Army Media Group "
    "Bank United FC Agreement Accord Accords Treaty Convention Process Pact Protocol Declaration Brigade Brigades "
    "Front Party Movement Agency League Society Club Institute Foundation Association Network Agency Committee "
    "Commission Centre Center Company Corporation Corp Inc Airlines Airways Air Daily News TV Radio Television "
    "Bureau Sun Street's Protocol Talks Department Ministry Initiative Conference Summit Forum Olympics Marathon "
    "Battalion Regiment Corps Division Shield Spring".split()
)
# Words that stand between a name and what it modifies: "X city centre".
_COMPASS = {
    "north": (1, 0),
    "northern": (1, 0),
    "south": (-1, 0),
    "southern": (-1, 0),
    "east": (0, 1),
    "eastern": (0, 1),
    "west": (0, -1),
    "western": (0, -1),
    "northeast": (1, 1),
    "northeastern": (1, 1),
    "northwest": (1, -1),
    "northwestern": (1, -1),
    "southeast": (-1, 1),
    "southeastern": (-1, 1),
    "southwest": (-1, -1),
    "southwestern": (-1, -1),
    "central": (0, 0),
    "upper": (1, 0),
    "lower": (-1, 0),
}
COMPASS = _COMPASS | {
    word.replace("north", "north-").replace("south", "south-"): step for word, step in _COMPASS.items() if len(word) > 8
}

IN_WORDS = frozenset(
    "in at near around inside outside from to into towards toward on across through throughout within outside "
    "over against for via off".split()
)
_STEM = re.compile(r"[^\W\d_]", re.UNICODE)


@dataclass(frozen=True)
class NameSpan:
    """A run of tokens that may name a place.

    Attributes:
        start: Index in the Doc of its first token.
        end: Index after its last.
        text: Its words.
        wanted: What the words beside it say it is: province, district, city, area, countryside, quarter, point or None.
        type_word: Index of the word that says so.
        cue: Preposition it is the object of, or None.
        compass: Steps north and east of "northern X"; None without.
        compass_word: Index of that word.
    """

    start: int
    end: int
    text: str
    wanted: Optional[str]
    type_word: Optional[int]
    cue: Optional[str]
    compass: Optional[tuple[int, int]] = None
    compass_word: Optional[int] = None


def is_name_like(token: Token) -> bool:
    """Whether a word begins like a name."""
    return token.text[0].isupper() and bool(_STEM.match(token.text[0]))


def starts(span: Span, blocked: Collection[int]) -> Iterator[int]:
    """Tokens at which a name may begin."""
    doc = span.doc
    for token in span:
        if token.i in blocked:
            continue
        if (
            (is_name_like(token) and not _continues_name(span, token.i))
            or (
                token.lower_ in ARTICLES
                and token.i + 2 < span.end
                and doc[token.i + 1].text == "-"
                and is_name_like(doc[token.i + 2])
            )
            or (
                token.text in {"'", "‘", "’", "`"}
                and token.i + 1 < span.end
                and not token.whitespace_
                and is_name_like(doc[token.i + 1])
            )
        ):
            yield token.i


def _continues_name(span: Span, position: int) -> bool:
    """Whether a token is the later part of a name with an article or hyphen in it: "Ain" in "Ras al-Ain"."""
    doc = span.doc
    if position - 1 < span.start or doc[position - 1].text not in {"-", "'", "’", "‘"} or doc[position - 1].whitespace_:
        return False
    before = position - 2
    return (
        before >= span.start
        and not doc[before].whitespace_
        and doc[before].is_alpha
        and doc[before].lower_ not in COMPASS
    )


def ends(span: Span, start: int, blocked: Collection[int]) -> list[int]:
    """Where a name that begins at `start` may end (exclusive), the longest first."""
    doc = span.doc
    found = []
    inner = 0
    for position in range(start, min(start + LONGEST + 4, span.end)):
        token = doc[position]
        if position in blocked:
            break
        if is_name_like(token) or (
            position > start and token.text[0].isdigit() and token.text.isdigit() and len(token.text) < 3
        ):
            found.append(position + 1)
            inner = 0
        elif token.lower_ in _INNER or (position > start and not doc[position - 1].whitespace_ and token.is_alpha):
            if position > start and not doc[position - 1].whitespace_ and token.is_alpha and token.lower_ not in _INNER:
                # The lower-case second half of "Tal-tamr".
                found.append(position + 1)
            inner += 1
            if inner > 4:
                break
        else:
            break
    return [end for end in found[::-1] if not _is_cut(span, end)]


def with_kind(span: Span, start: int, reaches: list[int]) -> list[int]:
    """Ends of a name with what it is, written small: "Kuala Lumpur airport", "Shayrat air base"."""
    doc = span.doc
    found = []
    for end in reaches[:1]:
        for last in range(end, min(end + 2, span.end)):
            if _AFTER.get(doc[last].lower_) == "point" or doc[last].lower_ in _KINDS:
                found.append(last + 1)
            elif doc[last].lower_ not in _BEFORE_KINDS:
                break
    return found[::-1]


_KINDS = frozenset("field oilfield barracks nightclub border".split())
_BEFORE_KINDS = frozenset("air military refugee oil gas border international naval nuclear test detention".split())
# "Trump Tower as Donald …": here "as" is no article.
_ALSO_ENGLISH = frozenset({"as", "an", "at", "ad", "de", "van"})


# Words that begin names and are none without the next: "Tal Tamr" is not Tal.
_FIRST_WORDS = frozenset(
    "tal tel tell tall ras ain ayn ein deir dayr der kafr kfar khan umm um abu jabal jebel wadi bir beit bayt maarat "
    "qalat san santa saint st st. los las port fort mount new great".split()
)


def _is_cut(span: Span, end: int) -> bool:
    """Whether a name that ends here is cut in its middle: "Ras" of "Ras al-Ain", "Deir" of "Deir ez-Zor"."""
    doc = span.doc
    if end < span.end and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        # "Iran-Iraq border" is two names; an article never is one.
        return doc[end - 1].lower_ in ARTICLES or (end + 1 < span.end and not is_name_like(doc[end + 1]))
    if end < span.end and doc[end - 1].lower_ in _FIRST_WORDS and is_name_like(doc[end]) and doc[end - 1].whitespace_:
        return True
    following = doc[end + 1] if end + 1 < span.end else None
    if following is None or doc[end].lower_ not in ARTICLES:
        return False
    return following.text == "-" or (is_name_like(following) and doc[end].lower_ not in _ALSO_ENGLISH)


def describe(span: Span, start: int, end: int) -> NameSpan:
    """What the words beside a name say of it."""
    doc = span.doc
    wanted, type_word = _type_after(span, end)
    if wanted is None:
        wanted, type_word = _type_before(span, start)
    compass, compass_word = _compass_before(span, start)
    return NameSpan(start, end, doc[start:end].text, wanted, type_word, _cue(span, start, end), compass, compass_word)


def _type_after(span: Span, end: int) -> tuple[Optional[str], Optional[int]]:
    doc = span.doc
    if end >= span.end:
        return None, None
    token = doc[end]
    # "Syria's Hama province" names its province itself; "Aleppo's Salaheddin district" is not this name's type.
    kind = _AFTER.get(token.lower_)
    if token.text in {"Department", "State", "Area"} and doc[end - 1].text in {"U.S.", "US", "States", "UK", "Bay"}:
        return None, None
    if kind is not None:
        return kind, end
    if end + 1 < span.end and token.lower_ in {
        "international",
        "central",
        "military",
        "refugee",
        "air",
        "city",
        "state",
        "border",
        "police",
        "town",
        "university",
    }:
        second = _AFTER.get(doc[end + 1].lower_)
        if second is not None and token.lower_ not in {"central"}:
            return ("point" if second == "point" or token.lower_ in {"air", "military"} else second), end + 1
    return None, None


def _type_before(span: Span, start: int) -> tuple[Optional[str], Optional[int]]:
    """As in "the city of X", "the village X", "province of X"."""
    doc = span.doc
    position = start - 1
    if position >= span.start and doc[position].lower_ == "the":
        position -= 1
    if position < span.start:
        return None, None
    token = doc[position]
    if token.lower_ == "of" and position - 1 >= span.start:
        before = doc[position - 1]
        return _BEFORE.get(before.lower_), (position - 1 if before.lower_ in _BEFORE else None)
    if token.lower_ in {"city", "town", "village", "province", "district", "capital", "neighborhood", "neighbourhood"}:
        return _BEFORE.get(token.lower_, "city"), position
    return None, None


def _compass_before(span: Span, start: int) -> tuple[Optional[tuple[int, int]], Optional[int]]:
    """As in "northern Syria", "north-eastern Nigeria", "the north of Mali"."""
    doc = span.doc
    if start - 1 < span.start:
        return None, None
    before = doc[start - 1]
    if before.lower_ in COMPASS:
        low = start - 1
        step = COMPASS[before.lower_]
        if start - 3 >= span.start and doc[start - 2].text == "-" and doc[start - 3].lower_ in COMPASS:
            first = COMPASS[doc[start - 3].lower_]
            return (first[0] or step[0], first[1] or step[1]), start - 3
        return step, low
    position = start - 1
    if doc[position].lower_ == "the":
        position -= 1
    if (
        position - 2 >= span.start
        and doc[position].lower_ == "of"
        and doc[position - 1].lower_ in COMPASS
        and doc[position - 2].lower_ == "the"
    ):
        return COMPASS[doc[position - 1].lower_], position - 1
    return None, None


_PASSED = frozenset(
    "the a an this - nearby neighboring neighbouring restive besieged rural greater mainly and , war-torn".split()
)


def _cue(span: Span, start: int, end: int) -> Optional[str]:
    """The preposition before a name, over articles, directions and type words: "in the northern city of X"."""
    root = span.doc[start:end].root
    if root.dep_ == "poss" and not _is_owner_of_place(span, end):
        return None
    found = _cue_before(span, start)
    if found is None and root.dep_ == "pobj" and root.head.lower_ in IN_WORDS and root.head.i < start:
        return str(root.head.lower_)  # "on the group's de facto capital Raqqa": what stands between is none of these
    return found


def _cue_before(span: Span, start: int) -> Optional[str]:
    doc = span.doc
    position, of = start - 1, None
    while position >= span.start and start - position < 9:
        token = doc[position]
        if token.lower_ in IN_WORDS:
            return str(token.lower_)
        if token.lower_ == "of":
            before = doc[position - 1].lower_ if position > span.start else ""
            if before not in _BEFORE and before not in COMPASS and before not in _VICINITY:
                return of
            of = "of"
        elif not (
            token.lower_ in COMPASS
            or token.lower_ in _BEFORE
            or token.lower_ in _PASSED
            or token.lower_ in ARTICLES
            or token.lower_ in _VICINITY
            # "in Syria's Hama": what is between is another name with its 's.
            or token.text in {"'s", "’s"}
            or (token.text[0].isupper() and position > span.start)
            or token.pos_ == "ADJ"
            or token.tag_ in {"VBN", "VBG"}
            # "in rebel-held Idlib"
            or (doc[position + 1].text == "-" and not token.whitespace_)
        ):
            return of
        position -= 1
    return of


_VICINITY = frozenset(
    "coast coastline shore shores "
    "vicinity heart center centre edge edges outskirts streets parts part side rest whole all middle east west "
    "north south".split()
)


def _is_owner_of_place(span: Span, end: int) -> bool:
    """Whether what a name owns is a place too: "in Syria's capital", but not "over Russia's role"."""
    for token in span.doc[end : min(end + 6, span.end)]:
        if (
            token.lower_ in _AFTER
            or token.lower_ in _VICINITY
            or token.lower_ in COMPASS
            or token.lower_ in {"capital", "border", "territory", "war", "streets"}
        ):
            return True
        if token.pos_ in {"NOUN", "VERB", "ADP"}:
            return False
    return False


# "The church of St. Peter" is in no town of that name.
_NAMED_AFTER = frozenset(
    "church cathedral mosque shrine tomb hospital school feast prophet order battle treaty".split()
)


def is_part_of_other_name(span: Span, start: int, end: int) -> bool:
    """Whether the name stands in a longer one that is no place: "the Paris Agreement", "New York Times"."""
    doc = span.doc
    if start - 2 >= span.start and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in _NAMED_AFTER:
        return True
    if end < span.end and (doc[end].text in _NOT_BEFORE or doc[end].text == "$" or doc[end - 1].text.endswith("$")):
        return True
    if end < span.end and doc[end].lower_ in _PAPERS:
        return True
    return end + 1 < span.end and is_name_like(doc[end]) and doc[end + 1].text in _NOT_BEFORE


_PAPERS = frozenset("process accord accords agreement convention protocol treaty communique declaration pact".split())
"""What is called after the town it was signed in: "the Geneva process"."""
