"""How many people a phrase counts, with all its members."""

from dataclasses import dataclass
from typing import Optional

from spacy.tokens import Doc, Token

from .counts import Reading, read_count
from .toll_syntax import AFTER_STATE, is_countable, left_phrase, next_token
from .toll_words import TollWords


@dataclass(frozen=True)
class MemberCount:
    """How many one member of a phrase counts; its words are doc[start:end]."""

    min: int
    max: Optional[int]
    start: int
    end: int
    vague: bool = False


def members_of(head: Token) -> list[Token]:
    """The phrase and what is coordinated with it: "ten children and five women"."""
    members = [head]
    pending = [head]
    while pending:
        token = pending.pop()
        for child in token.children:
            if (child.dep_ == "conj" and _is_coordinated(child)) or (child.dep_ == "appos" and _is_list(token, child)):
                members.append(child)
                pending.append(child)
            elif child.dep_ == "prep" and child.lower_ == "of" and token.lower_ in _HEADS_OF_QUANTITY:
                pending += [
                    each
                    for each in child.children
                    if each.dep_ == "pobj" and any(g.dep_ == "conj" for g in each.children)
                ]
    return sorted(set(members), key=lambda token: token.i)


def beside_of(head: Token, trigger: Token) -> list[Token]:
    """Who shares a fate by "along with" and the like: "22 children were killed along with six teachers"."""
    found = []
    for prep in (*head.children, *trigger.children):
        if prep.lower_ == "with" and prep.i and prep.doc[prep.i - 1].lower_ in {"along", "together"}:
            found += [each for each in prep.children if each.dep_ == "pobj" and each.i > head.i]
    return [each for each in found if any(is_countable(child) for child in each.children)]


def _is_list(head: Token, apposition: Token) -> bool:
    """As in "his mother, father and sister": the parser takes the second for an apposition."""
    return (
        any(child.dep_ == "conj" for child in apposition.children)
        and not any(child.dep_ in {"det", "poss", "nummod"} for child in apposition.children)
        and any(child.dep_ in {"det", "poss", "nummod"} for child in head.children)
        and head.tag_ == apposition.tag_ == "NN"
    )


def _is_coordinated(member: Token) -> bool:
    """Whether a further member really is one: a comma or "and" before it, and no "of them" behind."""
    if member.pos_ not in {"NOUN", "PROPN", "NUM", "PRON"} or is_aside(member):
        return False
    start = member.left_edge.i
    return start > 0 and (
        member.doc[start - 1].lower_ in {"and", "or", ",", "&", "plus", "as"} or is_countable(member.doc[start])
    )


def has_own_fate(member: Token, trigger: Token) -> bool:
    """As in "10 dead and 20 wounded": the twenty are none of the dead."""
    if member.lower_ in AFTER_STATE and member.i != trigger.i:
        return True
    following = [
        token for token in member.doc[member.i + 1 : member.i + 3] if token.lower_ not in {"others", "more", "people"}
    ]
    return bool(following) and following[0].lower_ in AFTER_STATE and following[0].i != trigger.i


_HEADS_OF_QUANTITY = {"dozens", "scores", "hundreds", "thousands", "number", "total", "group", "couple", "tens"}


def is_aside(token: Token) -> bool:
    """As in "12 people, eight of them children": eight is no further member."""
    following = [child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"]
    return any(each.lower_ in {"them", "whom", "these", "those"} for prep in following for each in prep.children)


def count_of(member: Token, trigger: Token, words: TollWords) -> Optional[MemberCount]:
    """How many people a member of a phrase counts; None where it counts none, or things."""
    doc = member.doc
    start = _after_fate(doc, _after_date(doc, _left_end(member, trigger), member.i), member.i)
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
        return MemberCount(reading.min, reading.max, first, max(member.i + 1, tokens[reading.end - 1] + 1))
    if any(token.ent_type_ in {"PERCENT", "MONEY"} for token in doc[start:end]):
        return None
    return _uncounted(member, start, words)


def _left_end(member: Token, trigger: Token) -> int:
    """Where the words before the head begin, never before a trigger that the head follows."""
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


_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)


def _after_date(doc: Doc, start: int, head: int) -> int:
    """Where a phrase begins behind a date that ran into it: "6 Oct 2016 At least 29 people"."""
    for position in range(head - 1, start - 1, -1):
        token = doc[position]
        is_year = token.is_digit and len(token.text) == 4 and token.text[:2] in {"19", "20"}
        # "2016 people" is a count; "2016 dozens" and "2016 at least" are not.
        if (token.text.rstrip(".").lower() in _CALENDAR and token.text[0].isupper()) or (
            is_year and position + 1 < head
        ):
            return (
                position
                + 1
                + (doc[position + 1].is_digit and len(doc[position + 1].text) == 4 and position + 2 <= head)
            )
    return start


def _after_fate(doc: Doc, start: int, head: int) -> int:
    """Where a phrase begins behind another's fate that ran into it: "12 dead 40" of "12 dead 40 wounded"."""
    for position in range(head - 1, start, -1):
        if doc[position].lower_ in AFTER_STATE and is_countable(doc[position - 1]):
            return position + 1
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
    "home house building vehicle car truck tank bus plane aircraft helicopter jet ship boat village town city "
    "post position area territory province district neighbourhood neighborhood checkpoint base camp school "
    "hospital shop church mosque animal sheep goat cow cattle horse camel chicken pig hog bird dog cat fish "
    "tree job dollar euro pound kilometre kilometer mile metre meter acre hectare percent day week month year "
    "hour minute time weapon rifle missile rocket shell bomb attack strike raid case site target point seat "
    "vote province kg ton tonne kilogram item bill deal plan project airstrike explosion blast clash incident "
    "operation country nation state region".split()
)


def _is_people_counted(member: Token, reading: Reading, texts: list[str], words: TollWords) -> bool:
    lemma = member.lemma_.lower()
    if lemma in _NOT_PEOPLE or member.ent_type_ in {"PERCENT", "MONEY"}:
        return False
    if member.like_num and member.ent_type_ in {"DATE", "TIME"} and len(texts) == 1 and len(texts[0]) == 4:
        return False
    after = texts[reading.end : reading.end + 1]
    following = next_token(member)
    if member.like_num and following is not None and following.lower_ in {"%", "percent", "per", "pc"}:
        return False
    return after != ["%"] and not (lemma == "other" and not texts)


def _uncounted(member: Token, start: int, words: TollWords) -> Optional[MemberCount]:
    """A phrase without a number: one person, or a bare plural (vague)."""
    lower, lemma = member.lower_, member.lemma_.lower()
    if lower in {"he", "she", "him", "her", "someone", "somebody", "one"}:
        return MemberCount(1, 1, start, member.i + 1)
    if member.pos_ == "PRON":
        return None
    if member.ent_type_ == "PERSON" and member.pos_ == "PROPN":
        return MemberCount(1, 1, start, member.i + 1)
    is_person = (
        lemma in words.people or lower in words.people or lower.endswith(_PERSON_ENDS) or member.text[-3:] == "old"
    )
    if not is_person or lower in _MANY:
        return None
    if member.tag_ in {"NNS", "NNPS"}:
        definite = any(child.lower_ in {"the", "these", "those", "its", "their"} for child in member.children)
        return None if definite else MemberCount(2, None, start, member.i + 1, vague=True)
    return MemberCount(1, 1, start, member.i + 1)


_ANYBODY = frozenset(
    "people persons civilians others more other and or to of "
    "wounds wounded injures injured hurts kills killed dead".split()
)
"""Words between two numbers that do not count further people of one fate: "kills 12 wounds 50"."""
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


_FALLEN = frozenset({"victims", "dead", "casualties", "fatalities", "deaths", "killed"})
"""Whoever is "fourteen of the victims" is counted with them."""


def is_part(head: Token, trigger: Token) -> bool:
    """As in "including two children", "among them", "eight of them": a part of a count told elsewhere."""
    if is_aside(head) and (head.dep_ not in {"dobj", "nsubjpass", "nsubj", "pobj"} or left_phrase(head) is not None):
        return True
    if head.dep_ == "pobj" and head.head.lower_ in {"including", "among"}:
        return True
    if head.like_num and any(below.lower_ in _FALLEN for child in head.children for below in child.children):
        return True
    return any(
        child.lower_ in {"among", "including"}
        for child in trigger.children
        if child.dep_ == "prep" and child.i < trigger.i
    )
