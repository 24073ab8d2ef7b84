"""What a noun does where it stands: whether it is a party there, or a quality, a setting, a stance, a state of mind."""

from spacy.tokens import Token

from . import describe as nouns
from .parties import PartyMention
from .party_base import Descriptor

NOUN_MODIFIERS = frozenset({"rebel", "civilian", "militant", "insurgent", "jihadist", "opposition"})
"""Adjectives to the parser that name a party before a noun: "rebel shelling"."""
QUALITIES = frozenset(
    {"terrorist", "terror", "criminal", "intelligence", "security", "media", "press", "migrant", "suspect", "gang"}
    | {"artillery"}
)
"""Nouns that before another noun say what kind it is, not who did it: "terrorist attack"."""
PLACING = frozenset({"in", "at", "near", "outside", "from"})
ACTS = frozenset(
    "attack raid clash strike shelling bombing assault blast explosion fighting shooting incident ambush battle siege "
    "attacks raids clashes strikes bombings airstrike airstrikes offensive".split()
)
MOSTLY = frozenset({"mostly", "mainly", "largely"})
MANY = frozenset({"many", "most", "all", "some"})
PARTS = frozenset("child woman infant baby minor girl boy".split())
"""Words that tell the age or sex of some and not who all were: "nine people, most of them children"."""
# Words for the dead and wounded that do not say who they are (ruling 16).
ANYBODY = frozenset({"people", "person", "persons", "victim", "victims", "man", "individual", "individuals"})
HARMING = frozenset("kill wound injure hurt murder shoot slay die claim leave dead death killing burn maim".split())


def only_modifies(head: Token, what: Descriptor) -> bool:
    """Whether a noun for a party is no party here: "wounded soldiers", "a school bus", "mosque attack"."""
    if any(child.dep_ == "det" for child in head.lefts) and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return False
    if head.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "X", "ADV"}:
        return True
    if head.dep_ in {"compound", "nmod", "amod"}:
        if what.kind == "building" or head.lower_ in QUALITIES:
            return True
        return head.pos_ not in {"NOUN", "PROPN"} and head.lower_ not in NOUN_MODIFIERS
    return head.pos_ in {"VERB", "ADV"} or (
        head.pos_ == "ADJ" and head.dep_ in {"acomp", "advcl", "ROOT", "conj", "oprd"}
    )


def is_stance(head: Token) -> bool:
    """Whether a name only says what somebody is for or against: "anti-Trump rally"."""
    if head.dep_ not in {"compound", "amod", "nmod"}:
        return False
    before = head.doc[max(head.i - 4, head.sent.start) : head.i].text.lower()
    return any(f"{stance}-" in before.replace(" ", "") for stance in ("anti", "pro"))


def is_setting(head: Token, mention: PartyMention) -> bool:
    """Whether a state before a noun says where, not who: "Syria air strikes" against "Russian air strikes"."""
    if mention.form not in {"state", "seat"} or head.dep_ not in {"compound", "nmod"} or mention.text.isupper():
        return False
    is_thing = head.head.pos_ == "NOUN" or head.head.lower_ in ACTS  # in a title all words may be written as names
    return "." not in mention.text and is_thing


def is_state_of_mind(head: Token) -> bool:
    """Whether a noun is an attitude or a condition: "opposition to the plan", "taken hostage"."""
    if head.lower_ == "opposition":
        return head.i + 1 < head.sent.end and head.nbor().lower_ == "to"
    if head.lower_ in {"hostage", "captive", "prisoner"}:
        return head.head.lemma_ in {"take", "hold", "keep"} and not list(head.lefts)
    return False


def _has_place(head: Token) -> bool:
    """Whether a noun goes on with where they were: "people at a market", "people in Hasakah"."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in PLACING and child.i == head.i + 1:
            return not any(t.lemma_.lower() in ACTS for t in child.children)
    return False


def specified(head: Token) -> Token | None:
    """The noun that says who the people were: "people, mostly civilians", "44 people, many of them police"."""
    doc = head.doc
    for index in range(head.i + 1, min(head.i + 9, head.sent.end)):
        word = doc[index].lower_
        if word in MOSTLY or (word in MANY and doc[index + 1 : index + 3].text.lower() == "of them"):
            for later in doc[index + 1 : min(index + 6, head.sent.end)]:
                if later.pos_ == "VERB":
                    return None  # "most of them shot by soldiers"
                if later.pos_ in {"NOUN", "PROPN"} and later.dep_ not in {"compound", "amod"}:
                    return None if later.lemma_.lower() in PARTS else later
            return None
    return None


def is_bare_patient(head: Token, whole: nouns.Phrase) -> bool:
    """Whether a word for just anybody stands alone as the one who is killed or hurt."""
    if whole.end - whole.start > 1 or any(child.dep_ in {"relcl", "acl"} for child in head.children):
        return False
    if _has_place(head):
        return False
    top = head
    if top.dep_ == "pobj" and top.head.head.lower_ in nouns.WRAPPERS:
        top = top.head.head
    if top.dep_ in {"nsubj", "agent"}:
        return False
    governors = {top.head.lemma_.lower(), top.head.head.lemma_.lower()}
    return bool(governors & HARMING)


def meant(head: Token) -> list[Token]:
    """The nouns that one stands for where a text has lost its commas.

    "Ten civilians some of them children" are civilians, "10 children 5 women" are both.
    """
    doc, index = head.doc, head.i
    if index - head.sent.start < 3:
        return [head]
    if doc[index - 1].like_num and doc[index - 2].tag_ == "NNS" and doc[index - 3].like_num and head.tag_ == "NNS":
        return [doc[index - 2], head]
    if doc[index - 1].lower_ in {"a", "an"} and doc[index - 4 : index - 1].text.lower() == "one of them":
        index -= 1  # "two traders one of them a woman"
    is_aside = doc[index - 2 : index].text.lower() == "of them" and head.lemma_.lower() in PARTS
    whole = doc[max(index - 4, head.sent.start)]
    return [whole] if is_aside and whole.tag_ == "NNS" else [head]


def counted_before(head: Token) -> Token | None:
    """The plural that a count is of, where another noun follows: "kills 3 schoolchildren state media"."""
    plurals = [child for child in head.lefts if child.dep_ in {"compound", "nmod"} and child.tag_ == "NNS"]
    if len(plurals) != 1 or plurals[0].nbor(1).like_num:
        return None
    first = max(plurals[0].i - 2, head.sent.start)
    return plurals[0] if any(token.like_num for token in head.doc[first : plurals[0].i]) else None


def after(phrase: nouns.Phrase, person: PartyMention) -> nouns.Phrase:
    """The phrase from the name of its owner on, his titles left out."""
    doc = phrase.head.doc
    start = next((i for i in range(phrase.start, phrase.end) if doc[i].idx >= person.start), phrase.start)
    return nouns.Phrase(phrase.head, min(start, phrase.head.i), phrase.end)


def after_dash(head: Token) -> list[Token]:
    """The doers that the parser hung on a dateline: "UNITED NATIONS - Russia and China vetoed it"."""
    apposed = [child for child in head.rights if child.dep_ == "appos" and child.nbor(-1).text in {"-", "–", "—"}]
    return [token for child in apposed for token in (child, *(t for t in child.rights if t.dep_ == "conj"))]
