"""Who is cited for an act: the speakers that its sentence stands under, each by the fullest name the article gives."""

from spacy.tokens import Token

from ...schemas.rows import Source
from . import citing
from .acts import Act
from .attribution import Speaker, is_presupposed
from .cast import Cast
from .clauses import children
from .echoes import Echoes
from .reckoning import COUNTING
from .roles import VERBAL
from .status import mood


class Citations:
    """Those cited in an article.

    Args:
        cast: Who is who in it.
        speakers: Its speakers by sentence.
    """

    def __init__(self, cast: Cast, speakers: dict[int, list[Speaker]]) -> None:
        self.cast = cast
        self.speakers = speakers
        self.echoes = Echoes(cast)
        self.known: dict[tuple[int, int], list[Source]] = {}
        for index in sorted(speakers):
            for speaker in speakers[index]:
                key = index, speaker.token.i
                if speaker.sentence == index and key not in self.known:
                    self.known[key] = self.read(speaker)
                    self.echoes.enter(index, speaker.token, self.known[key])

    def of(self, act: Act, doers: set[str]) -> list[Source]:
        """Who is cited for an act: whoever speaks in it is not, whoever reports his own deed is."""
        speakers = [Speaker(head, None, act.sentence.index) for head in act.accusers]
        if not speakers:
            speakers = [speaker for speaker in self.speakers[act.sentence.index] if speaker.covers(act.token)]
        found: dict[str, Source] = {}
        for speaker in speakers:
            says = speaker.verb.lemma_.lower() if speaker.verb is not None else ""
            reports = act.event_type not in VERBAL and (says in citing.PLAIN_SAYING or tells_done(speaker, act))
            if act.is_noun and says in OPINING and not is_stated(act.base):
                continue
            if act.event_type not in DEEDS and is_presupposed(act.token, speaker):
                continue
            if act.event_type in VERBAL and (speaker.carries or is_by_the_way(act.token)):
                continue
            if speaker.token not in act.actors:
                for source in self.cited(speaker):
                    if reports or source.name not in doers:
                        found.setdefault(source.name, source)
        return list(found.values())

    def over(self, sentence: int, word: Token) -> list[Source]:
        """The sources of those under whose word a word of a sentence stands."""
        return [
            source
            for one in self.speakers[sentence]
            if is_plain(one) and one.covers(word)
            for source in self.cited(one)
        ]

    def states(self, act: Act) -> bool:
        """Whether somebody states the act that a noun names, and does not only speak of it."""
        if not act.is_noun or act.status not in {"occurred", "ongoing"}:
            return False
        speakers = [speaker for speaker in self.speakers[act.sentence.index] if speaker.covers(act.token)]
        return any(is_plain(speaker) for speaker in speakers) and is_stated(act.base)

    def fullest(self, sources: list[Source]) -> list[Source]:
        """The sources by the fullest name that the article gives each, each once."""
        return self.echoes.fullest(sources)

    def cited(self, speaker: Speaker) -> list[Source]:
        """The sources that a speaker stands for."""
        key = speaker.sentence, speaker.token.i
        return self.known[key] if key in self.known else self.read(speaker)

    def read(self, speaker: Speaker) -> list[Source]:
        """The sources that a speaker's words name; "the statement" is of whoever was cited last."""
        head = speaker.token
        found = (
            self.echoes.resolve(head, speaker.sentence) or citing.sources(self.cast, head) or self.echoes.of_name(head)
        )
        if found or not citing.is_writing(head):
            return found
        for index in range(speaker.sentence - 1, -1, -1):
            for earlier in sorted(self.speakers[index], key=lambda other: not citing.is_writing(other.token)):
                if found := citing.sources(self.cast, earlier.token):
                    return found
        return []


def is_by_the_way(act: Token) -> bool:
    """Whether a statement is a side clause in the own voice of the article: "a raid, which Iran condemned"."""
    if act.dep_ == "relcl":
        return any(child.lower_ in {"which", "who"} for child in act.children)
    return act.dep_ == "acl" and act.head.pos_ in {"NOUN", "PROPN"} and not children(act, "nsubj", "aux")


def tells_done(speaker: Speaker, act: Act) -> bool:
    """Whether somebody tells in a clause what has been done: "announced that its fighters had killed ten"."""
    verb = speaker.verb
    if verb is None or act.status not in {"occurred", "ongoing"} or verb.doc is not act.token.doc:
        return False
    return any(clause == act.token or clause.is_ancestor(act.token) for clause in children(verb, "ccomp"))


DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Types of act that are told with who did them: "The men who fired on the crowd were soldiers, police said"."""
STATING = frozenset("say tell report confirm add announce state reveal disclose show record document according".split())
OPINING = frozenset("describe argue insist stress remark mention warn point maintain explain suggest".split())
"""Verbs by which somebody speaks of an act that others have told."""
BEING = frozenset({"be", "seem", "appear", "become", "remain", "represent", "mean", "constitute"})
SPEAKING_OF = frozenset(
    "describe call condemn praise discuss mark fear justify criticise criticize mourn regret".split()
)


def is_plain(speaker: Speaker) -> bool:
    """Whether a speaker tells what happened; who argues, warns, describes or accuses says what he thinks of it."""
    return speaker.verb is None or bool({speaker.verb.lemma_.lower(), speaker.verb.lower_} & (STATING | COUNTING))


def is_stated(noun: Token) -> bool:
    """Whether a noun for an act is what the statement is about: "the raid hit a market", "troops began an assault".

    Not "the raid was an outrage", and not "arrived after the raid".
    """
    for _ in range(2):
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
            noun = noun.head.head
    verb = noun.head
    if verb.pos_ not in {"VERB", "AUX"} or mood(verb) not in {None, "ongoing"}:
        return False
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        return verb.lemma_ not in BEING or bool(children(verb, "advmod", "acomp") and verb.lemma_ == "be")
    return noun.dep_ == "dobj" and verb.lemma_ not in SPEAKING_OF and verb.lemma_ not in {"have", "see"}
