"""How many were killed, injured, detained or displaced, as a sentence tells it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Optional

from spacy.tokens import Doc, Token

from .counts import Count, Reading, read_count
from .text import Sentence

KINDS = ("killed", "injured", "detained", "displaced")
USES = ("verb", "intransitive", "state", "of", "number")


class BadTollWords(ValueError):
    """A line of lexicon/tolls.tsv or lexicon/victims.tsv that cannot be read."""


@dataclass(frozen=True)
class TollWords:
    """The words that tell a toll, (use, lemma) -> kind, and the nouns for people."""

    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()

    def kind(self, use: str, lemma: str) -> Optional[str]:
        return self.kinds.get((use, lemma))


@dataclass(frozen=True)
class Toll:
    """A number of people and what befell them.

    Attributes:
        kind: killed, injured, detained or displaced.
        count: How many; its text is the words of the count with its noun.
        victims: The noun phrase without the count; empty where only a number stands.
        trigger: Index in the Doc of the word that tells what befell them.
        head: Index in the Doc of the phrase's head.
        char_start: Offset in the Doc of the count's text.
        char_end: Offset after it.
        is_part: Whether it is a part of another count ("including two children", "eight of them children").
        is_vague: Whether it is a bare plural ("killing civilians"): at least two.
    """

    kind: str
    count: Count
    victims: str
    trigger: int
    head: int
    char_start: int
    char_end: int
    is_part: bool = False
    is_vague: bool = False


def load_toll_words() -> TollWords:
    """Read lexicon/tolls.tsv and lexicon/victims.tsv.

    Raises:
        BadTollWords: A line has the wrong number of cells, an unknown kind or use, or stands twice.
    """
    kinds: dict[tuple[str, str], str] = {}
    for where, (word, kind, use) in _lines("tolls.tsv", 3):
        if kind not in KINDS or use not in USES or (use, word) in kinds:
            raise BadTollWords(f"{where}: unknown kind or use, or twice: {word} {kind} {use}")
        kinds[use, word] = kind
    return TollWords(kinds, frozenset(word for _, (word,) in _lines("victims.tsv", 1)))


def _lines(file: str, cells: int) -> Iterator[tuple[str, list[str]]]:
    text = (resources.files(__package__) / "lexicon" / file).read_text(encoding="utf-8")
    rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, row in rows[1:]:
        if len(row) != cells:
            raise BadTollWords(f"{file}:{number}: {len(row)} cells, expected {cells}")
        yield f"{file}:{number}", row


def find_tolls(sentence: Sentence, words: TollWords) -> list[Toll]:
    """The tolls a sentence tells, in order of their trigger; parts of a count are marked, not added."""
    found: dict[tuple[str, int], Toll] = {}
    for token in sentence.span:
        for kind, phrase in _phrases(token, words):
            toll = _toll(kind, phrase, token, words)
            if toll is not None:
                found.setdefault((toll.kind, toll.head), toll)
    return _without_overlaps(sorted(found.values(), key=lambda toll: (toll.trigger, toll.head)))


def _without_overlaps(tolls: list[Toll]) -> list[Toll]:
    """One count is told once by a kind: a phrase inside another phrase of the same kind goes."""
    kept: list[Toll] = []
    for toll in tolls:
        rival = next(
            (k for k in kept if k.kind == toll.kind and k.char_start < toll.char_end and toll.char_start < k.char_end),
            None,
        )
        if rival is None:
            kept.append(toll)
        elif rival.is_vague and not toll.is_vague:
            kept[kept.index(rival)] = toll
    return kept


# --- which phrase says who -------------------------------------------------------------------------------------------

_AFTER_STATE = {
    "dead",
    "wounded",
    "injured",
    "killed",
    "hurt",
    "homeless",
    "slain",
    "displaced",
    "detained",
    "arrested",
}
_BE = {"be", "get", "feel", "remain", "have"}
_TAKEN = {"take", "rush", "bring", "transfer", "evacuate", "transport", "admit", "airlift"}
_CASUALTY_NOUNS = {
    "casualty": ("killed", "injured"),
    "injury": ("injured",),
    "fatality": ("killed",),
    "death": ("killed",),
}


def _phrases(token: Token, words: TollWords) -> Iterator[tuple[str, Token]]:
    """(kind, head of the phrase) for each reading of a word as a trigger."""
    lemma = _lemma(token)
    if (kind := _nothing(token, lemma)) is not None:
        for each in kind:
            yield each, token
        return
    verb = words.kind("verb", lemma)
    if (
        verb
        and not _is_negated(token)
        and (token.pos_ in {"VERB", "AUX", "ADJ"} or token.tag_.startswith("VB") or _is_headline_verb(token))
    ):
        for phrase in _patients(token):
            yield verb, phrase
    intransitive = words.kind("intransitive", lemma)
    if intransitive and token.pos_ in {"VERB", "AUX"}:
        for phrase in _subjects(token):
            yield intransitive, phrase
    if (kind_ := words.kind("state", token.lower_) or words.kind("state", lemma)) is not None:
        for phrase in _bearers(token):
            yield kind_, phrase
    if token.pos_ in {"NOUN", "PROPN", "VERB"}:
        of = words.kind("of", lemma)
        if of and _may_be_of(token, lemma):
            for phrase in _of_whom(token, words):
                yield of, phrase
        number = words.kind("number", lemma)
        if number and token.pos_ != "VERB":
            for phrase in _own_number(token, lemma):
                yield number, phrase
    if lemma == "death" and token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.pos_ == "VERB":
        # "stabbed to death", "beaten to death"
        for phrase in _patients(token.head.head):
            yield "killed", phrase
        return
    if lemma == "number":
        yield from _number_of(token, words)
    if lemma == "life":
        for phrase in _lives(token):
            yield "killed", phrase
    if lemma in {"hospital", "hospitals"} and token.head.lower_ == "to" and token.head.head.lemma_ in _TAKEN:
        for phrase in _patients(token.head.head):
            yield "injured", phrase
    if lemma == "custody" and token.head.lemma_ in {"into", "in"}:
        for phrase in _patients(token.head.head):
            yield "detained", phrase


def _is_negated(verb: Token) -> bool:
    """ "did not kill anyone", "not to kill a child": no toll; "no one was killed" is one, of nobody."""
    return any(child.dep_ == "neg" for child in verb.children)


_IRREGULAR = {"shot": "shoot", "slain": "slay", "fled": "flee", "hung": "hang", "dying": "die"}


def _lemma(token: Token) -> str:
    """The lemma; for a participle that the tagger takes for an adjective or noun, the verb's."""
    lemma = str(token.lemma_).lower()
    lower = str(token.lower_)
    if token.pos_ in {"NOUN", "VERB", "PROPN"} and lemma != lower and token.pos_ != "PROPN":
        return lemma
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    for suffix, base in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if (
            lower == lemma
            and lower.endswith(suffix)
            and len(lower) > len(suffix) + 3
            and token.pos_ in {"ADJ", "PROPN"}
        ):
            return lower[: -len(suffix)] + base
    return lemma


def _nothing(token: Token, lemma: str) -> Optional[tuple[str, ...]]:
    """ "no casualties", "without injuries": nobody; but "no reports of casualties" says nothing."""
    kinds = _CASUALTY_NOUNS.get(lemma)
    if kinds is None:
        return None
    without = token.head.lower_ == "without" and token.dep_ == "pobj"
    no = any(child.lower_ == "no" for child in token.children)
    return kinds if no or without else None


def _is_headline_verb(token: Token) -> bool:
    """ "Bomb kills 16": tagged as a noun, but a number follows it at once."""
    following = _next(token)
    return (
        token.pos_ in {"NOUN", "PROPN"}
        and token.lower_.endswith(("s", "ed"))
        and following is not None
        and (
            following.like_num or following.lower_ in {"at", "more", "dozens", "scores", "hundreds", "several", "over"}
        )
        and token.i > 0
    )


def _next(token: Token) -> Optional[Token]:
    return token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None


def _patients(verb: Token) -> Iterator[Token]:
    """Whom a transitive verb befalls."""
    objects = [
        child for child in verb.children if child.dep_ in {"dobj", "obj"} and not _follows_other_verb(child, verb)
    ]
    after = _right_phrase(verb)
    if after is not None and not objects and not any(child.dep_ == "auxpass" for child in verb.children):
        yield after
        return
    adjacent = _left_phrase(verb)
    # "Two bombs killed six": what stands before the verb is its doer.
    if adjacent is not None and not objects:
        yield adjacent
        return
    if any(child.dep_ == "nsubjpass" for child in verb.children) and any(c.dep_ == "auxpass" for c in verb.children):
        # "17 were killed two of them medics": whatever follows is no object.
        yield from _subjects(verb)
        return
    if not objects:
        objects = [
            child
            for child in verb.children
            if child.dep_ in {"ccomp", "oprd", "nummod", "attr"} and _is_countable(child)
        ]
    if objects:
        for each in objects:
            yield _antecedent(each)
        return
    if _is_passive(verb):
        yield from _subjects(verb)
        return
    # "killed and wounded dozens": the object stands once, after the last of the verbs.
    for other in verb.conjuncts if any(child.dep_ == "cc" for child in verb.children) else ():
        if other.i > verb.i and other.pos_ in {"VERB", "ADJ"} and not _own_subject(other):
            yield from (child for child in other.children if child.dep_ == "dobj")
    if verb.dep_ in {"acl", "pcomp"} or verb.tag_ in {"VBN", "VBD"}:
        yield from _reduced(verb)


def _follows_other_verb(phrase: Token, verb: Token) -> bool:
    """ "… evacuated from two towns killed 43 people": the object stands right behind another verb than its own."""
    before = phrase.left_edge.i - 1
    return (
        before > verb.i
        and phrase.doc[before].pos_ == "VERB"
        and phrase.doc[before].dep_ not in {"amod", "xcomp", "prt"}
    )


def _own_subject(verb: Token) -> Optional[Token]:
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    # Of two the nearer before the verb: the other is left over from a clause that the parser mistook.
    before = [subject for subject in subjects if subject.i < verb.i]
    return before[-1] if before else next(iter(subjects), None)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and _own_subject(verb) is None:
        return verb.head.pos_ == "VERB" and _is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and _own_subject(verb) is None


def _reduced(verb: Token) -> Iterator[Token]:
    """ "20 people killed in the blast": the noun that the participle follows."""
    if verb.dep_ in {"acl", "amod", "relcl"} and verb.head.i < verb.i and verb.tag_ == "VBN":
        yield verb.head


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject, also of "who died" and of the first of several verbs."""
    subject = _own_subject(verb)
    if subject is not None:
        yield _antecedent(subject)
        return
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        yield verb.head
    elif verb.dep_ in {"conj", "xcomp", "advcl", "dep"} and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < verb.i:
        if verb.dep_ == "advcl":
            return
        yield from _subjects(verb.head)


def _antecedent(token: Token) -> Token:
    """ "people who were killed": the people."""
    if token.lower_ in {"who", "whom", "that", "which"}:
        clause = token.head
        while clause.dep_ in {"conj", "aux", "auxpass", "xcomp", "ccomp"} and clause.head is not clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def _bearers(token: Token) -> Iterator[Token]:
    """Whose state an adjective tells: "20 dead", "left 20 people dead", "were found dead", "shot dead"."""
    adjacent = _left_phrase(token)
    if adjacent is not None:
        yield adjacent
        return
    head = token.head
    if token.dep_ in {"acomp", "oprd", "xcomp", "ccomp", "advmod", "attr", "advcl", "amod", "dep"} and head.pos_ in {
        "VERB",
        "AUX",
    }:
        subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            yield subject
            return
        objects = [child for child in head.children if child.dep_ in {"dobj", "obj"}]
        if objects:
            yield from objects
        elif head.lemma_ in {
            "be",
            "find",
            "leave",
            "shoot",
            "pronounce",
            "declare",
            "confirm",
            "report",
            "fear",
            "gun",
        }:
            yield from _subjects(head)


def _may_be_of(token: Token, lemma: str) -> bool:
    """Lives and bodies tell a toll only where they are claimed, lost or found."""
    if lemma == "death" and token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.pos_ == "VERB":
        # "stabbed to death", "beaten to death"
        for phrase in _patients(token.head.head):
            yield "killed", phrase
        return
    if lemma == "number":
        yield from _number_of(token, words)
    if lemma == "life":
        verbs = {"claim", "take", "cost", "lose"}
        return token.head.lemma_ in verbs or any(a.lemma_ in verbs for a in list(token.ancestors)[:2])
    if lemma in {"body", "corpse", "remains"}:
        verbs = {"find", "recover", "discover", "pull", "retrieve", "receive", "count", "see", "bury", "identify"}
        return any(a.lemma_ in verbs for a in [token.head, *list(token.ancestors)[:2]])
    return True


def _of_whom(token: Token, words: TollWords) -> Iterator[Token]:
    """ "the deaths of 20", "its killing of a man", "the man's death"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (each for each in child.children if each.dep_ == "pobj")
        elif child.dep_ == "poss" and words.kind("of", token.lemma_) != "detained" and token.lemma_ != "body":
            if child.lower_ not in {"its", "their", "our", "my", "your", "whose"} and token.lemma_ in {
                "death",
                "assassination",
                "murder",
            }:
                yield child


def _number_of(token: Token, words: TollWords) -> Iterator[tuple[str, Token]]:
    """ "The number of dead rose to 45"."""
    for prep in token.children:
        if prep.lower_ == "of":
            for noun in prep.children:
                kind = words.kind("number", noun.lemma_.lower()) or words.kind("state", noun.lower_)
                if kind and noun.dep_ == "pobj":
                    for phrase in _toll_of(token):
                        if phrase is not noun:
                            yield kind, phrase


def _lives(token: Token) -> Iterator[Token]:
    """ "claimed 20 lives", "20 lives were lost", "45 people lost their lives"."""
    verb = token.head
    if verb.lemma_ not in {"claim", "take", "cost", "lose"}:
        return
    if verb.lemma_ == "lose" and token.dep_ == "dobj" and any(child.dep_ == "poss" for child in token.children):
        yield from _subjects(verb)
    elif any(child.dep_ in {"nummod", "amod"} and _is_countable(child) for child in token.children):
        yield token


def _own_number(token: Token, lemma: str) -> Iterator[Token]:
    """ "20 deaths", "a death toll of 20", "the toll rose to 20"."""
    if lemma == "toll":
        yield from _toll_of(token)
        return
    if lemma in {"body", "corpse"} and not _may_be_of(token, lemma):
        return
    if lemma == "killing" and not any(child.dep_ == "nummod" for child in token.children):
        return
    if any(child.dep_ in {"nummod", "amod", "quantmod"} and _is_countable(child) for child in token.children):
        yield token


_RISES = frozenset(
    "reach reaches reached rise rises rose risen stand stands stood climb climbs climbed jump jumps jumped hit hits pass passes "
    "passed exceed exceeds exceeded top tops topped to at of is was now has had at least more than over past".split()
)


def _number_after_toll(token: Token) -> Optional[Token]:
    """ "The toll reached 330", whatever the parser makes of the rest."""
    for following in token.doc[token.i + 1 : token.i + 8]:
        if following.like_num:
            return (
                following if following.ent_type_ not in {"DATE", "TIME", "PERCENT"} or len(following.text) < 4 else None
            )
        if following.lower_ not in _RISES:
            return None
    return None


def _toll_of(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "nummod" and child.ent_type_ != "DATE":
            yield child
        elif child.dep_ == "prep" and child.lower_ in {"of", "at", "to"}:
            yield from (each for each in child.children if each.dep_ == "pobj")
    verb = token.head
    if token.dep_ == "pobj":
        return
    found = _number_after_toll(token)
    if found is not None:
        yield found
        return
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"to", "at", "past"} and child.i > token.i:
            objects = [each for each in child.children if each.dep_ in {"pobj", "pcomp"}]
            yield from objects
            if not objects:
                # "put the toll at at least 70": the second "at" is read as the preposition's own.
                yield from (each for inner in child.children for each in inner.children if each.dep_ == "pobj")
        elif child.dep_ in {"dobj", "attr", "npadvmod", "acomp"} and child.i > token.i and child is not token:
            if verb.lemma_ in {"be", "reach", "hit", "pass", "exceed", "top", "stand"}:
                yield child


_SKIPPED_LEFT = {
    "reported",
    "reportedly",
    "feared",
    "confirmed",
    "believed",
    "left",
    "presumed",
    ",",
    "also",
    "others",
    "were",
    "are",
    "is",
}


def _left_phrase(trigger: Token) -> Optional[Token]:
    """The counted phrase that ends right before a trigger: "20 people dead", "30 others wounded", "seven killed"."""
    doc, position = trigger.doc, trigger.i - 1
    while (
        position >= 0
        and doc[position].lower_
        in {"reported", "reportedly", "feared", "confirmed", "believed", "more", "others", "other"}
        and doc[position].is_sent_start is not True
    ):
        if (
            doc[position].lower_ in {"more", "others", "other"}
            and position > 0
            and not _is_countable(doc[position - 1])
        ):
            break
        position -= 1
    if position < 0 or trigger.is_sent_start:
        return None
    token = doc[position]
    if _is_countable(token):
        if token.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY"} and not token.like_num:
            return None
        return token if not (token.head.i > trigger.i and token.dep_ == "nummod") else None
    if (
        token.pos_ in {"NOUN"}
        and token.tag_ in {"NNS", "NN"}
        and any(_is_countable(c) for c in token.children if c.i < token.i)
    ):
        return (
            token
            if trigger.tag_ in {"VBN", "JJ", "VBD", "NN", "NNP"} and trigger.head is not token or token is trigger.head
            else None
        )
    return None


def _right_phrase(verb: Token) -> Optional[Token]:
    """The count right after a verb whose object the parser missed, as in headlines."""
    doc = verb.doc
    for position in range(verb.i + 1, min(verb.i + 5, len(doc))):
        token = doc[position]
        if token.is_sent_start:
            return None
        if token.like_num or token.lower_ in {"dozens", "scores", "hundreds", "several", "many"}:
            if token.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY"}:
                return None
            return token.head if token.dep_ in {"nummod", "amod"} and token.head.i > token.i else token
        if token.lower_ not in {
            "at",
            "least",
            "more",
            "than",
            "over",
            "some",
            "about",
            "nearly",
            "up",
            "to",
            "around",
            "as",
            "another",
            "a",
            "an",
            "almost",
        }:
            return None
    return None


def _is_countable(token: Token) -> bool:
    return bool(token.like_num) or token.lower_ in _QUANTITIES


_QUANTITIES = frozenset(
    "dozens dozen scores score hundreds thousands millions tens several many numerous few some both no couple handful "
    "hundred thousand million".split()
)


# --- how many --------------------------------------------------------------------------------------------------------


def _toll(kind: str, head: Token, trigger: Token, words: TollWords) -> Optional[Toll]:
    nothing = _CASUALTY_NOUNS.get(_lemma(trigger))
    if head is trigger and nothing and (any(c.lower_ == "no" for c in head.children) or head.head.lower_ == "without"):
        first = next((c for c in head.children if c.lower_ == "no"), head.head)
        text = head.doc[first.i : head.i + 1].text
        return Toll(kind, Count(0, 0, text), "", trigger.i, head.i, first.idx, head.idx + len(head))
    if head.lower_ in {"toll", "number"} and head is trigger:
        return None
    members = [member for member in _members(head) if member is head or not _has_own_fate(member, trigger)]
    counted = [(member, reading) for member in members if (reading := _reading(member, trigger, words)) is not None]
    if not counted:
        return None
    exact = [pair for pair in counted if not pair[1].vague] or counted
    least = sum(reading.min for _, reading in exact)
    most: Optional[int] = 0
    for _, reading in exact:
        most = None if most is None or reading.max is None else most + reading.max
    start = min(reading.start for _, reading in exact)
    end = max(max(reading.end for _, reading in exact), start + 1)
    text = str(head.doc[start:end].text)
    first = head.doc[start]
    return Toll(
        kind,
        Count(least, most, text),
        "" if head.like_num else str(head.text),
        trigger.i,
        head.i,
        first.idx,
        first.idx + len(text),
        is_part=_is_part(head, trigger),
        is_vague=all(reading.vague for _, reading in exact),
    )


@dataclass(frozen=True)
class _Reading:
    min: int
    max: Optional[int]
    start: int
    end: int
    vague: bool = False


def _members(head: Token) -> list[Token]:
    """The phrase and what is coordinated with it: "ten children and five women"."""
    members = [head]
    pending = [head]
    while pending:
        token = pending.pop()
        for child in token.children:
            if child.dep_ == "conj" and _is_coordinated(child):
                members.append(child)
                pending.append(child)
            elif child.dep_ == "appos" and _is_list(token, child):
                members.append(child)
                pending.append(child)
            elif child.dep_ == "prep" and child.lower_ == "of" and token.lower_ in _HEADS_OF_QUANTITY:
                pending += [
                    each
                    for each in child.children
                    if each.dep_ == "pobj" and any(g.dep_ == "conj" for g in each.children)
                ]
    return sorted(set(members), key=lambda token: token.i)


def _is_list(head: Token, apposition: Token) -> bool:
    """ "his mother, father and sister": the parser takes the second for an apposition."""
    return (
        any(child.dep_ == "conj" for child in apposition.children)
        and not any(child.dep_ in {"det", "poss", "nummod"} for child in apposition.children)
        and any(child.dep_ in {"det", "poss", "nummod"} for child in head.children)
        and head.tag_ == apposition.tag_ == "NN"
    )


def _is_coordinated(member: Token) -> bool:
    """Whether a further member really is one: a comma or "and" before it, and no "of them" behind."""
    if member.pos_ not in {"NOUN", "PROPN", "NUM", "PRON"} or _is_aside(member):
        return False
    start = member.left_edge.i
    return start > 0 and (
        member.doc[start - 1].lower_ in {"and", "or", ",", "&", "plus", "as"} or _is_countable(member.doc[start])
    )


def _has_own_fate(member: Token, trigger: Token) -> bool:
    """ "10 dead and 20 wounded": the twenty are none of the dead."""
    following = [
        token for token in member.doc[member.i + 1 : member.i + 3] if token.lower_ not in {"others", "more", "people"}
    ]
    return bool(following) and following[0].lower_ in _AFTER_STATE and following[0].i != trigger.i


_HEADS_OF_QUANTITY = {"dozens", "scores", "hundreds", "thousands", "number", "total", "group", "couple", "tens"}


def _is_aside(token: Token) -> bool:
    """ "12 people, eight of them children": eight is no further member."""
    following = [child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"]
    return any(each.lower_ in {"them", "whom", "these", "those"} for prep in following for each in prep.children)


def _reading(member: Token, trigger: Token, words: TollWords) -> Optional[_Reading]:
    doc = member.doc
    start = _left_end(member, trigger)
    end = _right_end(member, trigger)
    tokens, texts = _joined(doc, start, end)
    reading = read_count(texts)
    if reading is not None and not _is_people_counted(member, reading, texts, words):
        return None
    if reading is not None:
        more = read_count(texts[reading.end + 1 :]) if reading.end + 1 < len(texts) else None
        if more is not None and texts[reading.end].lower() not in _ANYBODY and texts[reading.end].isalpha():
            # A comma was lost: "10 children 5 women".
            reading = reading._replace(
                min=reading.min + more.min,
                max=None if None in (reading.max, more.max) else (reading.max or 0) + (more.max or 0),
            )
        first = tokens[reading.start]
        return _Reading(reading.min, reading.max, first, max(member.i + 1, tokens[reading.end - 1] + 1))
    if any(token.ent_type_ in {"PERCENT", "MONEY"} for token in doc[start:end]):
        return None
    return _uncounted(member, start, words)


def _left_end(member: Token, trigger: Token) -> int:
    """Where the words before the head begin; what stands before the trigger is not the phrase's when the head follows."""
    start = member.i
    for child in member.children:
        if child.i < member.i and child.dep_ not in {"relcl", "cc", "conj", "punct", "appos"}:
            start = min(start, child.left_edge.i)
    if member.i > trigger.i:
        start = max(start, trigger.i + 1)
    # "at least", "more than" and "up to" sometimes hang on the verb.
    doc = member.doc
    for phrase in (
        ("at", "least"),
        ("more", "than"),
        ("up", "to"),
        ("as", "many", "as"),
        ("no", "fewer", "than"),
        ("at", "most"),
    ):
        size = len(phrase)
        if start >= size and tuple(doc[i].lower_ for i in range(start - size, start)) == phrase:
            return start - size
    if start and doc[start - 1].lower_ in {"over", "nearly", "almost", "about", "around", "some", "another"}:
        return start - 1
    return start


def _right_end(member: Token, trigger: Token) -> int:
    """The head, and "of people" after a head that is a quantity."""
    end = member.i + 1
    doc = member.doc
    if member.lower_ in _HEADS_OF_QUANTITY | _COLLECTIVES or member.like_num:
        for child in member.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i == member.i + 1:
                objects = [each for each in child.children if each.dep_ == "pobj"]
                if objects:
                    end = objects[0].i + 1
    if trigger.i > member.i:
        end = min(end, trigger.i) if end > trigger.i else end
    return max(end, member.i + 1) if len(doc) else end


_COLLECTIVES = {"family", "crew", "group", "team", "gang", "party", "patrol", "convoy", "band", "unit", "squad"}


def _joined(doc: Doc, start: int, end: int) -> tuple[list[int], list[str]]:
    """Tokens as words: those without a blank between them, such as "20-year-old" or "twenty-five", are one word."""
    indices: list[int] = []
    texts: list[str] = []
    glue = False
    for token in doc[start:end]:
        hyphen = (
            token.text in {"-", "–"} and not token.whitespace_ and token.i > start and not doc[token.i - 1].whitespace_
        )
        if (glue or hyphen) and texts:
            texts[-1] += token.text
        else:
            indices.append(token.i)
            texts.append(token.text)
        glue = hyphen
    return indices, texts


_NOT_PEOPLE = frozenset(
    "home house building vehicle car truck tank bus plane aircraft helicopter jet ship boat village town city post position "
    "area territory province district neighbourhood neighborhood checkpoint base camp school hospital shop church mosque "
    "animal sheep goat cow cattle horse camel chicken pig hog bird dog cat fish tree job dollar euro pound kilometre "
    "kilometer mile metre meter acre hectare percent day week month year hour minute time weapon rifle missile rocket shell "
    "bomb attack strike raid case site target point seat vote province kg ton tonne kilogram item bill deal plan project "
    "airstrike explosion blast clash incident operation country nation state region".split()
)


def _is_people_counted(member: Token, reading: Reading, texts: list[str], words: TollWords) -> bool:
    lemma = member.lemma_.lower()
    if lemma in _NOT_PEOPLE or member.ent_type_ in {"PERCENT", "MONEY"}:
        return False
    if member.like_num and member.ent_type_ in {"DATE", "TIME"} and len(texts) == 1 and len(texts[0]) == 4:
        return False
    after = texts[reading.end : reading.end + 1]
    following = _next(member)
    if member.like_num and following is not None and following.lower_ in {"%", "percent", "per", "pc"}:
        return False
    return after != ["%"] and not (lemma == "other" and not texts)


def _uncounted(member: Token, start: int, words: TollWords) -> Optional[_Reading]:
    """A phrase without a number: one person, or a bare plural (vague)."""
    lower, lemma = member.lower_, member.lemma_.lower()
    if lower in {"he", "she", "him", "her", "someone", "somebody", "one"}:
        return _Reading(1, 1, start, member.i + 1)
    if member.pos_ == "PRON":
        return None
    if member.ent_type_ == "PERSON" and member.pos_ == "PROPN":
        return _Reading(1, 1, start, member.i + 1)
    is_person = (
        lemma in words.people or lower in words.people or lower.endswith(_PERSON_ENDS) or member.text[-3:] == "old"
    )
    if not is_person or lower in _MANY:
        return None
    if member.tag_ in {"NNS", "NNPS"}:
        definite = any(child.lower_ in {"the", "these", "those", "its", "their"} for child in member.children)
        return None if definite else _Reading(2, None, start, member.i + 1, vague=True)
    return _Reading(1, 1, start, member.i + 1)


_ANYBODY = frozenset({"people", "persons", "civilians", "others", "more", "other", "and", "or", "to", "of"})
_PERSON_ENDS = ("man", "woman", "ist", "ian", "soldier", "officer", "leader", "worker", "fighter", "boy", "girl")
# Nouns for people in the lexicon that name more than one, though singular.
_MANY = {
    "police",
    "crew",
    "staff",
    "personnel",
    "family",
    "troop",
    "people",
    "public",
    "others",
    "men",
    "other",
    "human",
}


def _is_part(head: Token, trigger: Token) -> bool:
    """ "including two children", "among them", "eight of them": a part of a count told elsewhere."""
    if _is_aside(head) and (head.dep_ not in {"dobj", "nsubjpass", "nsubj", "pobj"} or _left_phrase(head) is not None):
        return True
    if head.dep_ == "pobj" and head.head.lower_ in {"including", "among"}:
        return True
    return any(
        child.lower_ in {"among", "including"}
        for child in trigger.children
        if child.dep_ == "prep" and child.i < trigger.i
    )


# --- one toll out of several -----------------------------------------------------------------------------------------


def best_count(counts: Iterable[Count]) -> Optional[Count]:
    """The count of an event that is told several times: the more exact wins, then the higher, then the first.

    >>> best_count([Count(24, None, "dozens"), Count(62, None, "at least 62")])
    Count(min=62, max=None, text='at least 62')
    """
    best: Optional[Count] = None
    for count in counts:
        if best is None or _rank(count) > _rank(best):
            best = count
    return best


def _rank(count: Count) -> tuple[int, int]:
    closed = count.max is not None and count.max == count.min
    words = count.text.lower()
    is_figure = any(char.isdigit() for char in words) or closed
    vague = not is_figure and any(word in words for word in ("dozens", "scores", "hundreds", "several", "many", "few"))
    return (0 if vague else 1), count.min
