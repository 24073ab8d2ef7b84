"""How a cited source is named: "Person (Organisation)" where the text joins the two, the body behind a spokesman."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from ...schemas.rows import Source
from .cast import Cast
from .clauses import actors_of, agents
from .describe import bare, left_edge, preposition
from .parties import PartyMention
from .reckoning import is_informed, knowing

CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "conj", "cc"})
VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople director head chief official officials source sources leader "
    "representative member members monitor monitors statement report website worker workers president secretary "
    "chairman adviser advisor analyst researcher commander activist bulletin announcement communique "
    "coordinator".split()
)
"""Nouns whose word is that of the body they belong to."""
INFORMANTS = frozenset({"source", "official"})
HOMES = frozenset({"of", "in", "at", "from", "within", "inside"})
"""Where an unnamed informant is: "a source at the police command"."""
BODIES = frozenset({"party"})
PLAIN_SAYING = frozenset({"say", "tell", "report", "confirm", "add"})
"""Verbs by which a party reports its own deed; who announces or claims one only does it."""
WRITINGS = frozenset(
    "statement report bulletin announcement communique message release letter document paper record filing memo "
    "memorandum cable indictment complaint affidavit dossier transcript file email study survey".split()
)
"""What a body says in writing: its word is the body's."""
OWNERLESS = WRITINGS - frozenset("statement announcement communique message release letter bulletin".split())
"""Writings that are cited by what they are where nobody is said to have written them: "court papers", "reports"."""
OUTLETS = frozenset(
    "office embassy presidency newspaper paper website channel broadcaster television radio media station monitor "
    "union hospital hospitals agency bureau mission command observer observers video footage activist activists "
    "passer-by bystander bystanders relative relatives family "
    "page inquiry panel tribunal witness witnesses resident residents diplomat diplomats doctor doctors medic "
    "medics source sources lawyer lawyers mediator mediators negotiator negotiators rapporteur".split()
)
"""Nouns that stand for a source by their own words where nothing else names it."""


OFFICES = frozenset("secretariat centre center governorate service services".split())
"""Nouns for offices that say what they are only with words before them: "the joint operations centre"."""
BODIED = frozenset(
    "group organisation organization charity network body watchdog ngo observatory collective team".split()
)
"""Nouns for bodies that speak, whose own words are no name."""
WHERE = frozenset({"in", "near", "around", "outside", "inside"})


def is_voice(cast: Cast, head: Token) -> bool:
    """Whether a noun can be who says something: a party, a person, a body, or what is written, shown or counted."""
    if is_informed(head):
        return True
    if head.lower_ in NOBODY or (head.dep_ == "pobj" and head.head.lower_ in WHERE and head.ent_type_ == "GPE"):
        return False
    if (
        head.lower_ in VOICES | OUTLETS | OFFICES | BODIED
        or head.lemma_.lower() in WRITINGS
        or cast.mention(head) is not None
    ):
        return True
    if cast.is_party(head):
        return True
    return head.pos_ == "PROPN" and head.ent_type_ in {"PERSON", "ORG"}


def phrase(head: Token) -> Iterator[Token]:
    """Words of a noun phrase and of its appositions, without clauses and what is joined to it."""
    yield head
    for child in head.children:
        if child.dep_ not in CLAUSES:
            yield from phrase(child)


def sources(cast: Cast, head: Token) -> list[Source]:
    """The source that a noun phrase names; empty where it names nobody in particular."""
    return [source for source in named(cast, head) if source.name.lower() not in NOBODY]


NOBODY = frozenset("civilians people men women victims children others those some many dead wounded".split())
"""Words that cite nobody in particular."""


def named(cast: Cast, head: Token) -> list[Source]:
    """Whoever a noun phrase names."""
    if is_informed(head):
        own = informed(head)
        return [Source(own, own)]
    known = cast.mention(head)
    if head.pos_ in {"PRON", "AUX"} and known is not None:
        return [Source(known.text, known.known.name)]  # "WHO said", "IS said"
    if head.pos_ == "PRON":
        return [Source(head.text, party.name) for party in cast.parties(head)]
    words = sorted(phrase(head), key=lambda token: token.i)[:40]
    if head.dep_ == "appos" and head.head.pos_ in {"NOUN", "PROPN"}:
        words = sorted({*words, *phrase(head.head)}, key=lambda token: token.i)[:40]
    mentions: list[PartyMention] = []
    for token in words:
        mention = cast.mention(token)
        if mention is not None and mention not in mentions:
            mentions.append(mention)
    body = next((m for m in mentions if m.form in BODIES), None)
    person = person_of(head, words, mentions, cast) or in_front(cast, head, words)
    if person is not None:
        text, name, org = person
        body = body_of_person(text, mentions, head)
        org = (body.known.name if body else None) or org
        return [Source(text, f"{name} ({org})" if org and org != name else name)]
    if body is not None and (head.lower_ in VOICES or cast.mention(head) is body):
        return [Source(body.text, body.known.name)]
    if is_writing_word(head):
        return author(cast, head) or unowned(head)
    if head.lemma_.lower() in PICTURES and (releasers := author(cast, head)):
        return releasers
    for child in head.children:
        if head.lower_ in OUTLETS and child.dep_ == "appos" and child.pos_ == "PROPN" and child.i == right(head):
            return sources(cast, child)
    if head.lemma_.lower() in INFORMANTS and (housed := inside(cast, head)):
        return [Source(housed, housed)]
    if head.lower_ in VOICES and any(child.dep_ == "poss" and child.pos_ == "PRON" for child in head.lefts):
        own = bare(head).text
        return [Source(own, own)]  # "their commander said" is not their word
    found = [Source(party.text, party.name) for party in cast.parties(head)]
    if len(found) == 1 and found[0].text == found[0].name:
        found = [trimmed(cast, head, found[0].name)]
    return found or described(cast, head)


def informed(head: Token) -> str:
    """Unnamed people by how they know of it: "people familiar with the matter"."""
    how = knowing(head)
    words = bare(head).text
    if how is None:
        return words
    last = how.right_edge.i
    return f"{words} {head.doc[head.i + 1 : last + 1].text}" if last - head.i < LONGEST else words


LONGEST = 12
"""Words behind an informant at most."""


def trimmed(cast: Cast, head: Token, words: str) -> Source:
    """A source that is named by its own words, without what stands before them for something else."""
    own = own_name(head, words) if head.pos_ == "PROPN" else without_place(cast, head, words)
    return Source(own, own)


def right(head: Token) -> int:
    """Where a name stands that follows its description without a comma: "the monitor Syria Watch"."""
    index = head.i + 1
    while index + 1 < head.sent.end and head.doc[index].dep_ == "compound":
        index += 1
    return index


RELEASING = frozenset({"release", "post", "publish", "issue", "share", "circulate", "broadcast", "air", "upload"})
PICTURES = frozenset({"video", "footage", "photo", "photograph", "picture", "image", "clip"})


def author(cast: Cast, head: Token) -> list[Source]:
    """Whose a statement is said to be: "a statement by the army", "the ministry's report"."""
    if head.dep_ == "dobj" and head.head.lemma_.lower() in RELEASING:
        return [source for doer in actors_of(head.head) for source in sources(cast, doer)]
    for child in head.children:
        if child.dep_ == "poss":
            return sources(cast, child)
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}:
            for below in child.children:
                if below.dep_ == "pobj":
                    return sources(cast, below)
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for agent in agents(child):
                return sources(cast, agent)
        if child.dep_ in {"compound", "nmod"} and child.i < head.i and (child.pos_ == "PROPN" or is_writing_word(head)):
            return sources(cast, child)
    return []


def unowned(head: Token) -> list[Source]:
    """Writings whose author is not told, by their own words: "leaked documents", "local news reports"."""
    is_back = any(child.lower_ in {"the", "this", "that", "these"} or child.dep_ == "poss" for child in head.lefts)
    is_named = any(child.dep_ in {"compound", "amod", "nmod"} for child in head.lefts) or head.tag_ == "NNS"
    if head.lemma_.lower() not in OWNERLESS or head.pos_ != "NOUN" or is_back or not is_named:
        return []
    own = bare(head).text
    return [Source(own, own)]


def described(cast: Cast, head: Token) -> list[Source]:
    """A source that is no party of any list: by its name, or by the words for an office or witness."""
    introduced = any(child.dep_ == "compound" and child.pos_ == "NOUN" for child in head.children)
    if head.pos_ == "PROPN" and (introduced or head.ent_type_ not in {"GPE", "LOC", "DATE"}):
        first = head.i
        while first > head.sent.start and head.doc[first - 1].pos_ == "PROPN":
            if cast.people.is_seat(head.doc[first - 1]):
                break
            first -= 1
        name = head.doc[first : head.i + 1].text
        return [Source(name, name)]
    is_office = head.lower_ in OFFICES and any(child.dep_ in {"amod", "compound"} for child in head.lefts)
    if head.pos_ != "NOUN" or not (head.lower_ in OUTLETS or is_office or is_doer(head)):
        return []
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    owners = sources(cast, owner) if owner is not None and head.lower_ == "office" else []
    words = without_place(cast, head, bare(head, with_tail=True, tails=frozenset({"of", "in"})).text)
    is_named = bool(owners) and owners[0].name[:1].isupper()
    return [Source(words, f"Office of {owners[0].name}" if is_named else words)]


def inside(cast: Cast, head: Token) -> str | None:
    """An informant with the body where he is: "source at the police command"; None where only a town is named."""
    tail = preposition(head, HOMES)
    if tail is None or tail[1].pos_ != "PROPN" or (id(head.doc), tail[1].i) in cast.places:
        return None
    return f"{bare(head).text} {tail[0].text} {bare(tail[1]).text}"


def own_name(head: Token, words: str) -> str:
    """A name without what it is called before: "Lebanese TV channel Al-Nahar"."""
    kinds = [t for t in head.lefts if t.tag_ == "NN" and t.is_lower and t.dep_ in {"compound", "nmod"}]
    last = max((t.i for t in kinds), default=None)
    if last is None:
        return words
    name = str(head.doc[last + 1 : head.i + 1].text)
    return name if words.endswith(name) and name[:1].isupper() else words


def without_place(cast: Cast, head: Token, words: str) -> str:
    """A description without what is told before it: "west of Raqqa local media said", "Earlier officials said".

    Inside a noun phrase an adjective follows no noun: there another phrase has ended.
    """
    doc, start = head.doc, left_edge(head)
    while start < head.i and (doc[start].ent_type_ in {"DATE", "TIME"} or doc[start].lower_ in WHEN):
        start += 1
    for index in range(start + 1, head.i + 1):
        before = doc[index - 1]
        mention = cast.mention(before)
        is_name = mention is not None and mention.form != "seat" and before.tag_ != "NNP"
        is_parted = doc[index].pos_ == "ADJ" and doc[index].is_lower and before.pos_ in {"NOUN", "PROPN"}
        if (is_parted and not is_name) or is_plural(before):
            start = index  # "panic among residents activists said"
    cut = words.find(doc[start].text)
    return words[cut:] if cut > 0 else words


def is_plural(noun: Token) -> bool:
    """Whether a noun is a plural that stands before no other noun but by want of a comma."""
    return noun.tag_ == "NNS" and noun.dep_ == "compound" and noun.lower_ not in PLURAL_FIRST


PLURAL_FIRST = frozenset("rights sports arms affairs relations operations services forces news media data jobs".split())
"""Plurals that stand before another noun."""
WHEN = frozenset({"earlier", "later", "overnight", "meanwhile", "elsewhere"})
DOER = re.compile(r"(?:[^aeiou]er|or|ist|ian|man|men|woman|women)s?$")
THINGS = frozenset("paper letter number order matter water weather quarter member other tower center computer".split())


def is_doer(head: Token) -> bool:
    """Whether a noun is made of what somebody does: "coordinators", "villagers", "campaigners"."""
    return bool(DOER.search(head.lower_)) and head.lemma_.lower() not in THINGS


def is_writing_word(head: Token) -> bool:
    """Whether a noun is for something written."""
    return head.lemma_.lower() in WRITINGS


def is_writing(head: Token) -> bool:
    """Whether what is cited is a text of somebody named before: "the statement said", not "a report said"."""
    return (
        head.lemma_.lower() in WRITINGS
        and any(child.dep_ in {"det", "poss"} for child in head.lefts)
        and not any(child.lower_ in {"a", "an"} for child in head.lefts)
    )


def person_of(
    head: Token, words: list[Token], mentions: list[PartyMention], cast: Cast
) -> tuple[str, str, str | None] | None:
    """Text, name and organisation of the person that a phrase names; None where it names none."""
    known = next((m for m in mentions if m.form == "person"), None)
    if known is not None and not owned(known, head, cast):
        return known.text, known.known.name, None
    for token in words:
        if token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and (token == head or token.dep_ == "appos"):
            card = cast.people.card(token)
            if card is not None:
                return card.text, card.name, card.org
    return None


def body_of_person(text: str, mentions: list[PartyMention], head: Token) -> PartyMention | None:
    """The body that a person speaks for: of those before the name the last, with a title between; else the first.

    No comma, no title: "Speaking to state TV Ahmed Ali said" names no body of his.
    """
    bodies = [mention for mention in mentions if mention.form in BODIES]
    place = head.doc.text.rfind(text, head.sent.start_char, head.sent.end_char)
    before = [mention for mention in bodies if mention.start < place]
    if before and place - before[-1].end <= 1 and before[-1].start < place:
        return None
    return before[-1] if before else next(iter(bodies), None)


def in_front(cast: Cast, head: Token, words: list[Token]) -> tuple[str, str, str | None] | None:
    """The person before his office, where no comma parts them: "Ahmed Ali deputy director of the agency"."""
    first = words[0]
    if head.lower_ not in VOICES or first.ent_type_ != "PERSON" or first.i >= head.i:
        return None
    last = first
    while last.i + 1 < head.i and last.nbor().ent_type_ == "PERSON" and cast.mention(last.nbor()) is None:
        last = last.nbor()
    name = str(head.doc[first.i : last.i + 1].text)
    return (name, name, None) if " " in name else None


def owned(mention: PartyMention, head: Token, cast: Cast) -> bool:
    """Whether the person only owns or heads what is cited ("Assad's government", "opponents of Assad")."""
    top = next((token for token in head.subtree if cast.mention(token) is mention and token.head != token), None)
    while top is not None and cast.mention(top.head) is mention and top.head != top:
        top = top.head
    return top is not None and top != head and top.dep_ in {"poss", "pobj", "compound", "nmod"}
