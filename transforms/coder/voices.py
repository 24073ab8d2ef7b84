"""Who says it: the noun phrases that stand with a verb of saying, where the parse has them and where it errs.

Wire copy puts the speaker last ("…, police said", "…, said the Observatory") and often drops the comma; then the parse
makes the speaker of the last town, street or blast before it. `is_voice` says which words can speak at all.
"""

from collections.abc import Callable

from spacy.tokens import Token

from .clauses import DEPTH, actors_of, agents, children, is_passive, logical_subjects, own_subjects, with_conjuncts
from .people import HONORIFICS
from .reckoning import KNOWING
from .text import Sentence

SAYING = frozenset(
    "say tell report announce add confirm claim state note write cite quote reveal disclose indicate estimate explain "
    "declare affirm maintain insist argue describe recount testify tweet post warn acknowledge admit show document "
    "record mention inform assert stress remark suggest believe according charge allege accuse point deny "
    "reply retort quip snap fume thunder lament plead".split()
)
QUOTING = frozenset({"cite", "quote"})
LAST = frozenset("say add report announce confirm state note write".split())
"""Verbs that stand before their speaker: "…, said the army"."""
NEVER_OBJECT = frozenset({"say", "add"})
"""Those of them that take no party for object."""
TAKEN = frozenset({"responsibility", "credit", "life", "victim"})
"""What is claimed without anything being said."""
GROUNDS = frozenset("suburb city town village district province area camp region neighbourhood neighborhood".split())
"""Places of the sentence before that the parse joins to the speaker: "in Douma, a suburb of Damascus, police said"."""
NAME_LONG = 15
"""So many words a speaker's name and office take at most."""
INNER = frozenset({"of", "for", "at", "from", "within", "inside"})
"""Prepositions inside a speaker's name and office."""
TO_HEARER = 8
AFTER_SAYING = frozenset("on in at by late early citing quoting earlier later without via through to".split())
JOINED_LONG = 5
WHOLE = frozenset({"police", "army", "military", "government"})
NOMINAL = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "DET", "NUM", "PART"})
TO_COME = frozenset({"will", "shall", "would", "could", "may", "might", "can", "must", "should", "'ll", "’ll"})
APPEARING = frozenset({"go", "take", "appear", "call", "hold", "telephone", "phone", "convene", "write"})
"""What one does to say something: "went on television to announce"."""
SEEMING = frozenset({"appear", "seem", "purport"})
"""What stands before a verb of showing without taking it back: "a video that appears to show"."""

IsVoice = Callable[[Token], bool]


def is_saying(token: Token) -> bool:
    """Whether a verb tells what somebody said."""
    return token.lemma_.lower() in SAYING and token.pos_ in {"VERB", "AUX"}


def is_said(verb: Token) -> bool:
    """Whether somebody has said it: not "did not say", "will announce", "declined to say"."""
    if verb.lemma_.lower() != "deny" and any(child.dep_ == "neg" for child in verb.children):
        return False
    if takes_credit(verb) or is_supposed(verb):
        return False
    helpers = {child.lower_ for child in children(verb, "aux")}
    if helpers & TO_COME:
        return False
    if "to" not in helpers or verb.dep_ == "acl":
        return True
    if verb.dep_ in {"advcl", "xcomp"} and verb.head.lemma_ in APPEARING and verb.head.tag_ in {"VBD", "VBN"}:
        return verb.lemma_.lower() in LAST | {"declare", "reveal", "tell"}
    return verb.dep_ == "xcomp" and verb.head.lemma_ in SEEMING


def is_supposed(verb: Token) -> bool:
    """Whether a participle says what somebody is taken for, or on what terms: "jets believed to be", "if confirmed"."""
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and not agents(verb):
        return True
    if verb.lemma_ == "believe" and any(child.tag_ == "VB" for child in children(verb, "xcomp")):
        return True
    return verb.i > verb.sent.start and verb.nbor(-1).lower_ == "if" and not own_subjects(verb)


def takes_credit(verb: Token) -> bool:
    """Whether a party claims a deed for itself ("claimed responsibility for") or a blast lives, and reports none."""
    taken = children(verb, "dobj", "nsubjpass")
    if verb.lemma_ == "claim" and any(children(child, "nummod") for child in taken):
        return True
    return any(child.lemma_.lower() in TAKEN for child in taken)


def is_denied(verb: Token) -> bool:
    """Whether nobody is cited: "without citing sources"."""
    return verb.lemma_.lower() in QUOTING and verb.head.lower_ in {"without", "not"}


def subjects_of(verb: Token, sentence: Sentence, is_voice: IsVoice) -> tuple[list[Token], bool]:
    """Who says it, and whether the words stand behind what is said where the parse has it otherwise.

    The noun right before the verb is its subject: of "a blast killed 16 in Tame, police said" the parse makes the
    blast speak.
    """
    heads = [shown(head, verb) for head in speakers_of(verb)]
    if verb.lemma_.lower() in QUOTING:
        near = beside(verb, sentence) if is_passive(verb) else None
        if near is not None and near not in heads and is_voice(near):
            return [near, *(head for head in heads if head.i > verb.i)], False
        return heads or before(verb, sentence), False
    if verb.tag_ == "VBG" and not own_subjects(verb):
        return of_participle(verb, sentence, is_voice), False
    if verb.tag_ == "VB":
        return heads or before(verb, sentence), False
    if agents(verb):
        return heads, False
    noun = beside(verb, sentence)
    last = inverted(verb, is_voice) if noun is None or not is_voice(noun) else None
    if last is not None and (verb.lemma_ in NEVER_OBJECT or not any(is_voice(head) for head in heads)):
        return [last], True
    if noun is None or not is_end(verb, sentence):
        if any(is_voice(head) for head in heads):
            return [named_last(head, noun) for head in heads], False
        return amid(verb, heads, noun, sentence, is_voice)
    top = named_last(top_of(noun, is_voice), noun)
    if not is_voice(top) and (above := placed(noun, is_voice)):
        return above, True
    holding = [head for head in heads if noun == head or noun in set(head.subtree)]
    holding = [head for head in holding if verb not in set(head.subtree) and noun.i - head.left_edge.i < NAME_LONG]
    if holding and (holding[0].lemma_.lower() in GROUNDS or (is_voice(noun) and not is_voice(holding[0]))):
        return [noun], True
    if holding:
        named = [named_last(head, noun) for head in holding]
        return [*leading(holding[0]), *named], len(holding) < len(heads)
    if is_passive(verb) and not is_voice(top):
        return agents(verb), False
    return [*leading(noun), top], True


def shown(head: Token, verb: Token) -> Token:
    """What shows something, where the parse has the place it was put: "a video on YouTube that showed"."""
    if verb.dep_ != "relcl" or verb.head != head or head.dep_ != "pobj" or verb.lemma_ != "show":
        return head
    above = head.head.head
    put = [above] if above.pos_ == "NOUN" else [child for child in children(above, "dobj") if child.i < head.i]
    return put[0] if put else head


def amid(
    verb: Token, heads: list[Token], noun: Token | None, sentence: Sentence, is_voice: IsVoice
) -> tuple[list[Token], bool]:
    """Who says it where the subjects that the parse gives cannot speak: the noun right before the verb if it can."""
    if children(verb, "auxpass") and not (noun is not None and is_name(noun)):
        return agents(verb), False
    if noun is not None and is_voice(noun) and (not heads or any(noun in set(head.subtree) for head in heads)):
        return [noun], False
    if is_passive(verb):
        return agents(verb), False
    return heads or before(verb, sentence), False


def named_last(head: Token, noun: Token | None) -> Token:
    """The person whose name closes a description: "the head of the monitoring group Rami Abdel Rahman said"."""
    if noun is None or noun == head or noun.ent_type_ != "PERSON" or noun.i < head.i or noun not in set(head.subtree):
        return head
    first = noun.i
    while first > noun.sent.start and noun.doc[first].ent_iob_ == "I":
        first -= 1
    while first > noun.sent.start and noun.doc[first - 1].lower_.rstrip(".") in HONORIFICS:
        first -= 1
    before_name = noun.doc[first - 1] if first > noun.sent.start else None
    return noun if before_name is not None and before_name.pos_ in NOMINAL and before_name.i > head.i else head


def inverted(verb: Token, is_voice: IsVoice) -> Token | None:
    """The speaker right behind the verb that closes what is said: "…, added the Observatory"."""
    if verb.lemma_.lower() not in LAST or verb.i - verb.sent.start < 3:
        return None
    doc, index = verb.doc, verb.i + 1
    while (
        index < verb.sent.end
        and (doc[index].pos_ in INSIDE or is_hyphen(doc[index]) or is_hyphen(doc[index - 1]))
        and doc[index].ent_type_ != "DATE"
    ):
        index += 1
    nouns = [token for token in doc[verb.i + 1 : index] if token.pos_ in NOMINAL]
    if not nouns:
        return None
    top = next((token for token in nouns if token.head.i <= verb.i or token.head.i >= index), nouns[-1])
    is_subject = top.dep_ in {"nsubj", "nsubjpass", "poss"} and top.head.i > top.i
    return top if is_voice(top) and not is_subject else None


def is_hyphen(token: Token) -> bool:
    """Whether a mark joins two words: "the Britain-based group"."""
    return token.text == "-" and not token.whitespace_


def of_participle(verb: Token, sentence: Sentence, is_voice: IsVoice) -> list[Token]:
    """Who "adding that" and "citing" are said of: the noun they stand with, if it can speak, else the main verb's."""
    if verb.dep_ == "acl" and is_voice(verb.head) and verb.lemma_.lower() not in {"add", "stress", "warn"}:
        return [verb.head]
    above = [token for token in list(verb.ancestors)[:DEPTH] if token.pos_ in {"VERB", "AUX"} and is_finite(token)]
    for token in above:
        if is_saying(token) and token.tag_ not in {"VBG", "VB"}:
            return subjects_of(token, sentence, is_voice)[0]
    for token in above:
        if found := [head for head in with_conjuncts(logical_subjects(token)) if is_voice(head)]:
            return found
    return []


def is_finite(verb: Token) -> bool:
    """Whether a verb may have a subject of its own."""
    return verb.dep_ in {"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"} and not is_passive(verb)


def beside(verb: Token, sentence: Sentence) -> Token | None:
    """The noun right before a verb of saying, over "also", "later" and auxiliaries."""
    index = verb.i - 1
    while index > sentence.span.start and (verb.doc[index].pos_ in {"ADV", "AUX"}) and not is_name(verb.doc[index]):
        index -= 1
    if index > sentence.span.start and verb.doc[index].text == "," and verb.doc[index - 1].ent_type_ == "PERSON":
        index -= 1  # "a resident, Ahmed Ali, told Reuters"
    noun = verb.doc[index]
    return noun if index >= sentence.span.start and (noun.pos_ in NOMINAL or is_name(noun)) else None


def is_name(token: Token) -> bool:
    """Whether a word in capitals is a name that the parser takes for a pronoun or a verb: "WHO said", "IS said"."""
    return token.text in {"WHO", "IS"}


def is_end(verb: Token, sentence: Sentence) -> bool:
    """Whether a verb of saying closes what is said: nothing but time, place and hearer stand behind it."""
    below = [child for child in verb.children if child.i > verb.i]
    if any(child.dep_ in {"ccomp", "xcomp", "mark"} and child.tag_ != "VBG" for child in below):
        return False
    after = verb.doc[verb.i + 1] if verb.i + 1 < sentence.span.end else None
    if (
        after is None
        or after.is_punct
        or after.tag_ == "VBG"
        or after.lower_ in AFTER_SAYING
        or after.ent_type_ in {"DATE", "TIME"}
    ):
        return True
    return verb.lemma_ == "tell" and sentence.span.end - verb.i <= TO_HEARER


def top_of(noun: Token, is_voice: IsVoice) -> Token:
    """The head of the noun phrase that a noun closes: "Observatory" of "the Observatory for Human Rights".

    What can speak itself is not part of what cannot: "… in the west of Raqqa local media said".
    """
    top = noun
    above = noun
    while above.dep_ in {"pobj", "compound"} and above.head.i < above.i:
        if above.dep_ == "pobj" and above.head.head.lower_ in KNOWING:
            above = above.head.head.head  # "a source close to the inquiry"
            top = above if is_voice(above) else top
            continue
        if above.dep_ == "pobj" and above.head.lower_ not in INNER:
            break
        above = above.head.head if above.head.dep_ == "prep" else above.head
        if above.pos_ not in NOMINAL or noun.i - above.i > NAME_LONG or above.sent.start != noun.sent.start:
            break
        if is_voice(above) or not is_voice(top):
            top = above
    return top


def placed(noun: Token, is_voice: IsVoice) -> list[Token]:
    """Who can speak in the phrase that a noun ends: "medics" of "the monitor and medics in the area said"."""
    prep = noun.left_edge.i - 1
    token = noun.doc[prep - 1] if prep > noun.sent.start and noun.doc[prep].pos_ == "ADP" else noun
    while token.head.i < token.i and noun.i - token.head.i < NAME_LONG and not is_voice(token):
        if token.head.pos_ == "VERB" and token.head.tag_ != "VBG":
            return []
        token = token.head
    if not is_voice(token) or token.pos_ not in NOMINAL:
        return []
    joined = token.dep_ == "conj" and is_voice(token.head) and token.i - token.head.i < JOINED_LONG
    return [token.head, token] if joined else [token]


def leading(head: Token) -> list[Token]:
    """A body joined before the last noun, wherever the parse puts it: "police and hospital officials said"."""
    doc, index = head.doc, head.i - 1
    while index > head.sent.start and head.i - index < JOINED_LONG and doc[index].pos_ in {"ADJ", "NOUN", "PROPN"}:
        index -= 1
    if index - 1 <= head.sent.start or doc[index].lower_ != "and" or doc[index - 1].pos_ != "NOUN":
        return []
    return [doc[index - 1]] if doc[index - 2].is_punct or doc[index - 1].lower_ in WHOLE else []


def before(verb: Token, sentence: Sentence) -> list[Token]:
    """The noun right before a verb of saying near the sentence's end, where the parse gives it no subject."""
    if verb.i == sentence.span.start or sentence.span.end - verb.i > 8:
        return []
    noun = verb.doc[verb.i - 1]
    if noun.lower_ in {"also", "later", "has", "have"} and verb.i - 2 >= sentence.span.start:
        noun = verb.doc[verb.i - 2]
    return [noun] if noun.pos_ in NOMINAL else []


def after_according(token: Token) -> list[Token]:
    """Who stands after "according to"."""
    for child in token.children:
        if child.lower_ == "to":
            return with_conjuncts(children(child, "pobj"))
    after = token.doc[token.i + 1 : token.i + 2]
    if len(after) and after[0].lower_ == "to":
        return with_conjuncts(children(after[0], "pobj"))
    return []


def speakers_of(verb: Token) -> list[Token]:
    """Who says it; of a passive ("was quoted by AFP as saying") both the quoted and the agency."""
    if verb.lemma_ in QUOTING:
        carriers = [by for below in (verb, *children(verb, "prep")) for by in said_by(below)]
        return with_conjuncts(logical_subjects(verb)) + with_conjuncts(children(verb, "dobj")) + carriers
    found = with_conjuncts(actors_of(verb))
    if not found and not is_passive(verb):
        found = with_conjuncts([child for child in children(verb, "nsubj", "dep") if child.pos_ in NOMINAL])
    return found


def said_by(above: Token) -> list[Token]:
    """Who carries somebody's words: "was quoted by the agency", "was quoted as saying by the agency"."""
    verbs = [above, *children(above, "pcomp")]
    return [
        noun
        for verb in verbs
        for by in children(verb, "agent", "prep")
        if by.lower_ == "by"
        for noun in with_conjuncts(children(by, "pobj"))
    ]
