"""Which time, place and toll of a sentence belong to which of its acts."""

from datetime import date, timedelta
from typing import TypeVar

from spacy.tokens import Token

from .acts import Act
from .attribution import BOUNDS
from .clauses import PERCEIVED
from .dates import DateSpan
from .place_mention import HAPPENINGS
from .places import PlaceMention
from .voices import is_saying

FAR = 99
Spanned = TypeVar("Spanned")


def path_up(token: Token) -> list[Token]:
    """The token and the words above it."""
    path = [token]
    while token.head != token and len(path) < FAR:
        token = token.head
        path.append(token)
    return path


def distance(one: Token, other: Token) -> int:
    """Steps between two tokens in the tree."""
    above = {token.i: steps for steps, token in enumerate(path_up(one))}
    for steps, token in enumerate(path_up(other)):
        if token.i in above:
            return above[token.i] + steps
    return FAR


def token_at(act: Act, start: int, end: int) -> Token | None:
    """Head of the words between two offsets of the sentence's Doc."""
    span = act.sentence.span.doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def speech_only(anchor: Token, act: Act) -> bool:
    """Whether a time hangs on the verb of saying above the act and not on the act ("said on Thursday that …")."""
    for token in path_up(anchor)[1:]:
        if token.i in act.words:
            return False
        if token.pos_ in {"VERB", "AUX"}:
            is_of_act = is_before_speaker(anchor, token, act) or is_perceived(token, anchor, act)
            return is_saying(token) and not is_of_act
    return False


def is_before_speaker(anchor: Token, verb: Token, act: Act) -> bool:
    """Whether a time ends what is said, and who says it follows at once: "killed ten on Sunday the police said"."""
    speakers = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    return bool(speakers) and act.base.i < anchor.i < speakers[0].left_edge.i


def is_perceived(verb: Token, anchor: Token, act: Act) -> bool:
    """Whether a time or place ends what somebody reports of an act: "residents reported an air strike on Sunday"."""
    return verb.lemma_ in PERCEIVED and act.is_noun and verb.i < act.base.i < anchor.i


def is_of_claim(anchor: Token) -> bool:
    """Whether a time says when an act was owned up to: "on Monday claimed responsibility for the bombing"."""
    verb = anchor.head
    owned = {child.lower_ for child in verb.children if child.dep_ == "dobj"}
    return verb.lemma_ in {"claim", "accept", "admit", "take"} and bool(owned & {"responsibility", "credit"})


def crossings(anchor: Token, act: Act) -> int:
    """How many clauses of their own stand between a phrase and an act, on the phrase's side."""
    above = {token.i for token in (*path_up(act.base), *path_up(act.token))} | act.words
    found = 0
    for token in path_up(anchor):
        if token.i in above:
            break
        if token.pos_ in {"VERB", "AUX"} and token.dep_ in CLAUSES and token.i not in act.words:
            found += 1
    return found


CLAUSES = frozenset({"advcl", "relcl", "ccomp", "acl", "conj", "parataxis", "pcomp"})


def is_of_governor(anchor: Token, act: Act) -> bool:
    """Whether a phrase belongs to the verb above a noun for an act ("on Saturday he condemned the attack")."""
    if not act.is_noun or act.token is not act.base:
        return False
    for token in path_up(anchor):
        if token.i in act.words:
            return False
        if token.pos_ in {"VERB", "AUX"}:
            if act.event_type == "CONSULT" and token.lemma_ in MOVES:
                return False  # "arrived in Entebbe for talks"
            if is_perceived(token, anchor, act):
                return False
            above = act.base.head
            if (
                act.base.dep_ == "pobj"
                and above.lower_ in {"in", "during"}
                and above.head.dep_ in {"dobj", "nsubjpass"}
            ):
                return False  # "lost ten men in the battle on Sunday", where the parse takes them for men of the battle
            below = next((step for step in path_up(act.base) if step.head == token), None)
            if below is not None and below.dep_ == "prep" and below.lower_ in {"in", "during"}:
                return False  # "on Sunday ten died in a similar strike"
            if below is not None and below.dep_ == "prep" and below.lower_ == "with" and token.lemma_ in BEGINS:
                return False  # "the war began in March with protests"
            if below is not None and below.dep_ == "dobj" and token.lemma_ in PLANS:
                return False  # "schedule a visit for next week"
            if below is not None and below.dep_ == "advcl" and any(child.lower_ in AT_ONCE for child in below.children):
                return False  # "ten died on Sunday when shells hit the camp"
            return below is not None and below.dep_ not in {"nsubj", "nsubjpass", "attr"} and token.lemma_ != "be"
    return False


AT_ONCE = frozenset({"when", "as", "while"})
"""Conjunctions of what happens at the time of the clause above."""


def cost(anchor: Token, act: Act) -> int:
    """How far a phrase is from an act: its own clause first, then the clauses above, side clauses last."""
    doc = anchor.doc
    return min(distance(anchor, doc[index]) for index in act.words or {act.base.i}) + 3 * crossings(anchor, act)


def reach(anchor: Token, act: Act) -> int:
    """How far a place is from an act: as `cost`, but prepositions do not count ("in the suburb of X near Y")."""
    doc = anchor.doc
    steps = min(words_between(anchor, doc[index]) for index in act.words or {act.base.i})
    return steps + 3 * crossings(anchor, act)


def words_between(one: Token, other: Token) -> int:
    """Words from one token to another over the tree, the first and prepositions not counted."""
    up, down = path_up(one), path_up(other)
    below = {token.i for token in down}
    shared = next((token.i for token in up if token.i in below), None)
    if shared is None:
        return FAR
    path: list[Token] = []
    for side in (up, down):
        path.extend(side[: next(number for number, token in enumerate(side) if token.i == shared)])
    words = [token for token in path if token not in (one, other) and token.pos_ != "ADP"]
    return len(words) + (one != other)


LATEST = 10
"""So far at most a time may stand from its act."""


def assign(acts: list[Act], spans: list[DateSpan], published: date | None = None) -> dict[int, DateSpan]:
    """Give each act its time: position in `acts` -> date."""
    found: dict[int, DateSpan] = {}
    for number, act in enumerate(acts):
        ranked = []
        for span in spans:
            anchor = token_at(act, span.char_start, span.char_end)
            if anchor is None or speech_only(anchor, act) or is_of_governor(anchor, act):
                continue
            if (of_other(anchor, act) and not span.open) or is_of_claim(anchor):
                continue
            if is_ahead(act, span, published) or in_other_clause(anchor, act):
                continue
            if span.kind != "anchored" and in_side_clause(anchor, act):
                continue
            if span.text.lower() in COUNTED_FROM and not stands_below(act, anchor):
                continue
            steps = cost(anchor, act)
            if steps <= LATEST:
                ranked.append((steps, abs(anchor.i - act.base.i), span.char_start, span))
        if ranked:
            found[number] = min(ranked, key=lambda item: item[:3])[3]
    return found


def is_ahead(act: Act, span: DateSpan, published: date | None) -> bool:
    """Whether a time lies ahead of an act that is told as done: it is of what was asked, offered or threatened."""
    is_done = act.status == "occurred" or act.event_type in VERBAL
    return is_done and published is not None and span.start > published + SLACK


SLACK = timedelta(days=1)
"""The day of an act may be one later than the publisher's."""


SPOKE = frozenset({"speak", "talk"})
"""Whoever "spoke on Tuesday" said then what he is quoted with."""


def in_side_clause(anchor: Token, act: Act, bounds: frozenset[str] = BOUNDS) -> bool:
    """Whether a phrase stands in a clause beside the act: "Duterte, who declared martial law *in May*, vowed …"."""
    above = {token.i for token in (*path_up(act.base), *path_up(act.token))}
    for token in path_up(anchor):
        if token.i in above or token.i in act.words:
            return False
        is_clause = token.dep_ in {"relcl", "acl"} and token.pos_ in {"VERB", "AUX"}
        if is_clause and token.head.i not in act.words and token.lemma_ not in SPOKE:
            return True
        if token.dep_ in {"ccomp", "pcomp", "xcomp"} and act.event_type in VERBAL:
            return True
        if token.dep_ == "advcl" and any(child.lower_ in bounds for child in token.children if child.dep_ == "mark"):
            return True
    return False


def in_other_clause(anchor: Token, act: Act, bounds: frozenset[str] = BOUNDS) -> bool:
    """Whether an act stands in a clause beside the phrase: "the soldiers who *killed* five were arrested on Monday"."""
    above, below = {token.i for token in path_up(anchor)}, set(anchor.subtree)
    for token in path_up(act.token):
        if token.i in above:
            return False
        if token.head in below:
            # "since March, when they attacked"; but of "since March, where they accuse" only the place is shared.
            return act.event_type in VERBAL and any(child.lower_ == "where" for child in token.subtree)
        if token.dep_ == "relcl" and token.head.i not in act.words:
            return True
        if token.dep_ == "advcl" and any(child.lower_ in bounds for child in token.children if child.dep_ == "mark"):
            return True
    return False


COUNTED_FROM = frozenset({"after", "before", "following"})
"""A span of this word alone dates what stands behind it: B of "A came two days after B"."""


def stands_below(act: Act, anchor: Token) -> bool:
    """Whether an act stands behind a conjunction or preposition: in its clause, or in its object."""
    top = anchor.head if anchor.dep_ == "mark" else anchor
    return top in path_up(act.base)


def of_other(anchor: Token, act: Act) -> bool:
    """Whether a time belongs to another noun ("Sunday's vote") and does not follow the act ("bombed Sunday camps")."""
    if anchor.left_edge.i - 1 in act.words and not act.is_noun and anchor.dep_ != "poss":
        return False
    return anchor.dep_ in {"poss", "compound", "nmod"} and anchor.head.i not in act.words and anchor.head.pos_ == "NOUN"


VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
ATTRIBUTES = frozenset("base back lead led hold control broker own mediate occupy sponsor based backed held".split())
SCENES = frozenset({"ASSAULT", "PROTEST", "COERCE", "AID", "RETREAT"})
"""Types whose place may stand bare beside the act ("the Cairo blast", "shelled Aleppo")."""
NEAR, OWN = 5, 1
PLACED_BY = frozenset({"in", "at", "near", "on", "outside", "inside", "across", "around", "throughout"})


def is_finer(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether a place is told right before the suburb it is: "in Harasta, a suburb of Damascus"."""
    return one.precision in {"point", "city", "district"} and 0 <= other.char_start - one.char_end <= BESIDE


BESIDE = 5
BEGINS = frozenset({"begin", "start", "erupt", "break", "open", "flare", "ignite"})
PLANS = frozenset({"schedule", "plan", "expect", "postpone", "arrange"})
"""Verbs that say of an act when it begins or is to be."""
VISITED = frozenset({"to", "in", "at", "through", "across"})
"""Prepositions of the place that is visited."""


def in_speaker(anchor: Token) -> bool:
    """Whether a place belongs to the name or title of whoever speaks ("the representative of Malaysia said")."""
    for token in path_up(anchor):
        if token.dep_ == "nsubj" and is_saying(token.head):
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def is_addressed(mention: PlaceMention, anchor: Token, act: Act) -> bool:
    """Whether a state is spoken or given to, and is not where: "called on Iran", "handed suspects over to Somalia"."""
    if act.event_type in VERBAL and anchor in act.recipients:
        return True
    gives = act.event_type in {"AID", "COOPERATE", "AGREE", "SUPPORT", "SANCTION"}
    return gives and mention.cue == "to" and mention.precision == "country"


DIRECTED = frozenset({"from", "to", "toward", "towards", "into"})
"""Prepositions that say where something goes or comes from: a scene only of the act's own word."""
SEATS = frozenset({"government", "regime", "ministry", "authorities", "administration", "ambassador"})
"""Nouns whose place is where they sit, not where they act."""
LEAVING = frozenset({"evacuation", "evacuate", "withdrawal", "withdraw", "expulsion", "flee", "removal", "exodus"})
MEANWHILE = BOUNDS | {"as", "while", "when", "where"}
MOVES = frozenset({"arrive", "travel", "fly", "go", "come", "visit", "gather", "head", "convene", "attend"})


def is_elsewhere(mention: PlaceMention, anchor: Token, act: Act) -> bool:
    """Whether the words tie a place to something other than the act."""
    if is_addressed(mention, anchor, act) or "phone" in act.modes:
        return True
    if anchor.i and anchor.doc[anchor.i - 1].lower_ in {"bordering", "borders"}:
        return True  # "the province bordering Turkey" is not in Turkey
    holder = holder_of(anchor)
    if is_excluded(anchor):
        return True
    if holder.i in act.words:
        return False
    if act.event_type == "PROTEST" and holder.lemma_.lower() in HAPPENINGS and holder.pos_ == "NOUN":
        return True  # "a protest over shootings in Baton Rouge"
    leaves = act.event_type != "CONSULT" and any(token.lemma_.lower() in LEAVING for token in path_up(holder)[:4])
    if mention.cue in DIRECTED and holder.pos_ in {"NOUN", "PROPN"} and not leaves:
        return True
    is_seat = mention.cue == "in" and holder.lemma_.lower() in SEATS
    if is_seat and (holder.dep_ != "dobj" or act.event_type in VERBAL):
        return True
    return (
        in_side_clause(anchor, act, BOUNDS | {"since"})
        or in_content(anchor, act)
        or in_other_clause(anchor, act, MEANWHILE)
    )


def is_excluded(anchor: Token) -> bool:
    """Whether a place is only said not to be where: "not toward Guam but into the sea"."""
    start = anchor.left_edge.i
    return start > 1 and anchor.doc[start - 1].pos_ == "ADP" and anchor.doc[start - 2].lower_ == "not"


def is_spoken_at(anchor: Token, act: Act) -> bool:
    """Whether whoever condemns or asks is said to speak in a place then: "speaking in Oslo, she urged …"."""
    holder = holder_of(anchor)
    for token in path_up(holder):
        if token.pos_ == "VERB":
            return token.dep_ == "advcl" and token.head.i in act.words and token.lemma_ in ADDRESSES
    return False


ADDRESSES = frozenset({"speak", "address", "tell"})


def is_of_own_clause(anchor: Token, act: Act) -> bool:
    """Whether a place stands with a verbal act's own verb, or opens the sentence that holds its clause."""
    for token in path_up(anchor):
        if token.i in act.words:
            return True
        if token.dep_ == "conj" and token.pos_ == "VERB":
            break  # "urged both to talk and met them in Oslo"
    above = {token.i for token in path_up(act.base)}
    shared = next((token for token in path_up(anchor) if token.i in above), None)
    return shared is not None and (act.is_noun or anchor.i < shared.i or shared.pos_ != "VERB")


def is_of_saying(anchor: Token) -> bool:
    """Whether a place is where something is said: "told reporters in Geneva"."""
    verb = next((token for token in path_up(anchor) if token.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and is_saying(verb)


def holder_of(anchor: Token) -> Token:
    """The word that a place's preposition hangs on: "fired" of "fired from the outskirts of Bria"."""
    token = anchor
    while token.dep_ in {"compound", "nmod", "amod", "poss"} and token.head != token:
        token = token.head
    while token.head.pos_ in {"ADP", "SCONJ"} and token.head.head != token.head:
        holder = token.head.head
        if token.head.lower_ != "of" or holder.dep_ != "pobj":
            return holder
        token = holder
    return token.head


def in_content(anchor: Token, act: Act) -> bool:
    """Whether a phrase stands in what is said or agreed, and a noun for the act above it."""
    above = {token.i for token in (*path_up(act.base), *path_up(act.token))}
    for token in path_up(anchor):
        if token.i in above or token.i in act.words:
            return False
        if token.dep_ == "ccomp" or (token.dep_ in {"xcomp", "pcomp"} and act.is_noun):
            return True
    return False


def place_of(act: Act, mentions: list[PlaceMention]) -> PlaceMention | None:
    """The place of an act among those its sentence names; None where none is said to be its own."""
    doc = act.sentence.span.doc
    outer = {index for mention in mentions for index in mention.inside}
    visits = act.event_type == "CONSULT"
    parties = {token.i for head in act.actors for token in (head, *head.children) if token.dep_ != "prep"}
    ranked = []
    for mention in mentions:
        anchor = doc[mention.token]
        is_goal = visits and mention.cue in VISITED and "phone" not in act.modes
        if mention.token in outer or (mention.token in parties and not is_goal):
            continue
        is_spoken = act.event_type in VERBAL and is_spoken_at(anchor, act) and mention.cue in PLACED_BY
        if is_spoken:
            ranked.append((cost(anchor, act), abs(anchor.i - act.base.i), mention.char_start, mention))
            continue
        if speech_only(anchor, act):
            continue
        if is_elsewhere(mention, anchor, act):
            continue
        if (
            is_of_governor(anchor, act)
            or in_speaker(anchor)
            or (anchor.dep_ in {"npadvmod", "compound", "nmod"} and anchor.head.lemma_ in ATTRIBUTES)
        ):
            continue
        steps, far = cost(anchor, act), reach(anchor, act)
        if mention.role == "party" or (act.event_type not in SCENES and mention.cue is None):
            continue
        if act.event_type in VERBAL and not (far <= OWN and mention.cue in PLACED_BY and is_of_own_clause(anchor, act)):
            continue
        if act.event_type in VERBAL and mention.cue == "on" and mention.precision == "country":
            continue  # "called on the United States"
        if mention.cue is None and anchor not in act.recipients:
            steps += 2
        if mention.text.lower().startswith("suburb of") and any(is_finer(other, mention) for other in mentions):
            continue
        if mention.precision in {"country", "region"}:
            steps += 1
        if far <= NEAR:
            ranked.append((steps, abs(anchor.i - act.base.i), mention.char_start, mention))
    return min(ranked, key=lambda item: item[:3])[3] if ranked else None
