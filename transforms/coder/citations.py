"""Who is cited for an act: the speakers that its sentence stands under, each by the fullest name the article gives."""

from ...schemas.rows import Source
from . import citing
from .acts import Act
from .attribution import Speaker
from .cast import Cast
from .echoes import Echoes
from .roles import VERBAL


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
            reports = act.event_type not in VERBAL and says in citing.PLAIN_SAYING
            if speaker.token not in act.actors:
                for source in self.cited(speaker):
                    if reports or source.name not in doers:
                        found.setdefault(source.name, source)
        return list(found.values())

    def fullest(self, sources: list[Source]) -> list[Source]:
        """The sources by the fullest name that the article gives each, each once."""
        return self.echoes.fullest(sources)

    def cited(self, speaker: Speaker) -> list[Source]:
        """The sources that a speaker stands for."""
        key = speaker.sentence, speaker.token.i
        return self.known[key] if key in self.known else self.read(speaker)

    def read(self, speaker: Speaker) -> list[Source]:
        """The sources that a speaker's words name; "the statement" is of whoever was cited last."""
        found = self.echoes.resolve(speaker.token, speaker.sentence) or citing.sources(self.cast, speaker.token)
        if found or not citing.is_writing(speaker.token):
            return found
        for index in range(speaker.sentence - 1, -1, -1):
            for earlier in sorted(self.speakers[index], key=lambda other: not citing.is_writing(other.token)):
                if found := citing.sources(self.cast, earlier.token):
                    return found
        return []
