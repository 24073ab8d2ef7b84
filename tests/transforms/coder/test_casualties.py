"""Tolls, one example a line: sentence, what befell whom, least, most."""

import pytest

from dateline.transforms.coder.casualties import (
    BadTollWords,
    Toll,
    TollWords,
    best_count,
    find_tolls,
    load_toll_words,
)
from dateline.transforms.coder.counts import Count
from dateline.transforms.coder.knowledge import load_parser
from dateline.transforms.coder.text import Sentence


@pytest.fixture(scope="module")
def words() -> TollWords:
    return load_toll_words()


def tolls(text: str, words: TollWords) -> list[Toll]:
    return [
        toll
        for index, span in enumerate(load_parser()(text).sents)
        for toll in find_tolls(Sentence(span, "text", span.start_char, span.end_char, 0, index), words)
    ]


VERBS = [
    ("Mortar fire in Homs kills 12 wounds 50", [("killed", 12, 12), ("injured", 50, 50)]),
    ("Mines killed seven and wounded 12 farmers.", [("killed", 7, 7), ("injured", 12, 12)]),
    ("Nine were killed or hurt in the raid, which killed two.", [("killed", 2, 2)]),
    ("13 civilians killed, 43 others injured in rocket attacks", [("killed", 13, 13), ("injured", 43, 43)]),
    ("At least 9 dead 31 wounded in truck bomb", [("killed", 9, None), ("injured", 31, 31)]),
    ("Troops burst into the camp and shot dead 17 soldiers.", [("killed", 17, 17)]),
    ("A court sentenced 10 men to death.", []),
    ("Rebels stabbed 10 men to death.", [("killed", 10, 10)]),
    ("Five villagers two of them boys died.", [("killed", 5, 5)]),
    ("Two dead and 14 hurt in Jerusalem bus attack", [("killed", 2, 2), ("injured", 14, 14)]),
    ("Twelve nurses some of them students killed in shelling of Homs.", [("killed", 12, 12)]),
    (
        "Over 30 villagers were killed and at least 60 more were wounded in raids on the market.",
        [("killed", 30, None), ("injured", 60, None)],
    ),
    ("A doctor said 14 pupils had been killed along with two cooks in the raid.", [("killed", 16, 16)]),
    ("Police said that the shell left a man and his two sons dead.", [("killed", 3, 3)]),
    ("4 killed over 43 injured in Homs", [("killed", 4, 4), ("injured", 43, None)]),
    ("Rebels killed 20 civilians in the town.", [("killed", 20, 20)]),
    ("20 were killed on Monday.", [("killed", 20, 20)]),
    ("The army shelled the town, killing at least 10.", [("killed", 10, None)]),
    ("A mortar attack that killed more than 60 people drew protests.", [("killed", 60, None)]),
    ("A man was killed.", [("killed", 1, 1)]),
    ("Gunmen killed the mayor's brother.", [("killed", 1, 1)]),
    ("Up to 30 militants were killed, the ministry said.", [("killed", 0, 30)]),
    ("A family of five was killed when a shell hit their home.", [("killed", 5, 5)]),
    ("All five people on board died when the helicopter was shot down.", [("killed", 5, 5)]),
    ("Tens of thousands of people fled their homes.", [("displaced", 20_000, None)]),
    ("The force detained two suspects.", [("detained", 2, 2)]),
    ("His mother, father and sister were detained.", [("detained", 3, 3)]),
    ("Police arrested the leader of the group.", [("detained", 1, 1)]),
    ("The security force engaged the insurgents, killing several of them.", [("killed", 3, None)]),
]
STATES = [
    ("The blast left 20 dead.", [("killed", 20, 20)]),
    ("A series of attacks left 130 people dead across the city.", [("killed", 130, 130)]),
    ("A man was shot dead by police.", [("killed", 1, 1)]),
    ("A 20-year-old man was stabbed to death.", [("killed", 1, 1)]),
    ("20 people were taken to hospital.", [("injured", 20, 20)]),
]
BEHIND_DATES = [
    ("6 Oct 2016 At least 29 people were killed in a bombing", [("killed", 29, None)]),
    ("21 Jul 2016 Dozens of civilians have been killed by air strikes", [("killed", 24, None)]),
    ("In May 12 people were killed.", [("killed", 12, 12)]),
]
NOUNS = [
    ("The death toll rose to 16.", [("killed", 16, 16)]),
    ("A statement put the death toll at at least 70.", [("killed", 70, None)]),
    ("The number of dead has risen to 45.", [("killed", 45, 45)]),
    ("The number of miners killed in Monday's ambush near Tarkwa has climbed to 18.", [("killed", 18, 18)]),
    ("The number of drivers who stopped climbed to 18.", []),
    ("The attack claimed the lives of 12 people.", [("killed", 12, 12)]),
    ("The violence has claimed more than 3,000 lives.", [("killed", 3_000, None)]),
    ("Forty-five people lost their lives in the attack.", [("killed", 45, 45)]),
    ("The bodies of 12 men were found in the river.", [("killed", 12, 12)]),
    ("Police said 14 bodies had been recovered from the rubble.", [("killed", 14, 14)]),
    ("The raid resulted in the killing of more than 70 people.", [("killed", 70, None)]),
    ("The raid caused no injuries.", [("injured", 0, 0)]),
]
HEADLINES = [
    ("Suicide bomber kills 16 in market", [("killed", 16, 16)]),
    ("20 people dead in capital blast", [("killed", 20, 20)]),
    ("Roadside bomb kills two soldiers, wounds five", [("killed", 2, 2), ("injured", 5, 5)]),
    ("Army kills 30 militants, arrests 12 in raids", [("killed", 30, 30), ("detained", 12, 12)]),
    ("10 dead and 20 wounded in clashes", [("killed", 10, 10), ("injured", 20, 20)]),
]
TOGETHER = [
    ("Bombs killed and wounded dozens of people.", [("killed", 24, None), ("injured", 24, None)]),
    ("At least 13 killed and 30 others wounded in blast", [("killed", 13, None), ("injured", 30, 30)]),
    ("Three soldiers were killed and five others injured.", [("killed", 3, 3), ("injured", 5, 5)]),
    ("Militants killed 17 servicemen and left three others wounded.", [("killed", 17, 17), ("injured", 3, 3)]),
    ("Police killed a man and injured two more.", [("killed", 1, 1), ("injured", 2, 2)]),
    ("Two bombs killed six police officers and a civilian.", [("killed", 7, 7)]),
    ("Ten children and five women were killed on Thursday.", [("killed", 15, 15)]),
    ("Syria air strikes kill 10 children 5 women in Aleppo", [("killed", 15, 15)]),
    pytest.param(
        "Air strikes kill 10 children 5 women",
        [("killed", 15, 15)],
        marks=pytest.mark.xfail(reason="the parser makes the women no part of the phrase"),
    ),
    ("The blast killed her husband and their two sons.", [("killed", 3, 3)]),
]
PARTS = [
    ("At least 20 people were killed, including two children.", [("killed", 20, None)]),
    ("Militants killed 12 people, eight of them children.", [("killed", 12, 12)]),
    ("Coalition strikes left 11 civilians dead, including four women.", [("killed", 11, 11)]),
    ("Several people were injured, three seriously.", [("injured", 3, None)]),
]
NONE = [
    "70% of the victims were killed.",
    "Coalition forces captured 5 villages.",
    "The bill was killed in 2015.",
    "Shelling killed 30 sheep.",
    "They fight not to kill a child.",
    "There were no immediate reports of casualties.",
    "Twenty guards were killed or wounded in the ambush.",
    "The mortar killed or injured 30 shoppers.",
]


@pytest.mark.parametrize(("text", "expected"), VERBS + STATES + BEHIND_DATES + NOUNS + HEADLINES + TOGETHER + PARTS)
def test_reads_tolls(text: str, expected: list[tuple[str, int, int | None]], words: TollWords) -> None:
    found = [toll for toll in tolls(text, words) if not toll.is_part and not toll.is_vague]
    assert [(toll.kind, toll.count.min, toll.count.max) for toll in found] == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_toll(text: str, words: TollWords) -> None:
    assert [toll for toll in tolls(text, words) if not toll.is_part] == []


def test_a_bare_plural_is_vague(words: TollWords) -> None:
    (toll,) = tolls("Gunmen opened fire, wounding members of the security forces.", words)
    assert (toll.count.min, toll.count.max, toll.is_vague) == (2, None, True)


def test_no_casualties_is_nobody_killed_and_nobody_injured(words: TollWords) -> None:
    found = tolls("The bomb caused no casualties.", words)
    assert {(toll.kind, toll.count.max) for toll in found} == {("killed", 0), ("injured", 0)}


def test_the_text_is_the_phrase_as_it_stands(words: TollWords) -> None:
    text = "Officials said at least 20 people were killed."
    (toll,) = tolls(text, words)
    assert text[toll.char_start : toll.char_end] == toll.count.text == "at least 20 people"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Count(24, None, "dozens"), Count(62, None, "at least 62")], 62),
        ([Count(62, None, "at least 62"), Count(24, None, "dozens")], 62),
        ([Count(10, 10, "10"), Count(16, 16, "16")], 16),
        ([], None),
    ],
)
def test_the_best_of_several_counts(told: list[Count], expected: int | None) -> None:
    best = best_count(told)
    assert (best.min if best else None) == expected


def test_a_bad_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.transforms.coder import toll_words

    monkeypatch.setattr(toll_words, "KINDS", ("killed",))
    with pytest.raises(BadTollWords, match=r"tolls\.tsv:\d+"):
        load_toll_words()
