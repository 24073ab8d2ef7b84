"""What is the site's, and what is the story's; lines of our own making."""

import time

import pytest

from dateline.transforms.article.furniture import is_furniture, without_furniture
from dateline.transforms.article.repetition import repeated_lines, without_lines

FURNITURE = [
    "Home | News | Services | Site map", "Ana Mondlane in Beira 4 min read", "Jo Park 2026-02-05 15:31 updated 2026-02-05 16:02",
    "Jo Park jpark@paper.example",
    "Infographic: The war in numbers", "Infographic: Ten years of war, told in charts.", "INFOGRAPHIC - Who holds what",
    "Source: The Beacon, News Agencies", "Source: UN.", "Sources: AP, Reuters", "Related: How the siege began",
    "Related", "Related stories", "Related Topics", "Read more: The road to Beira", "READ MORE: Minister resigns.",
    "Read more", "Read also: Who are the rebels?", "See also: Timeline of the talks", "[Read: Why the talks failed]",
    "Watch: Crowds fill the square", "WATCH NOW: Drone footage of the flood", "Video: Bridge collapses", "In pictures",
    "Photo: A woman mourns in Beira [EPA]", "Photos: The week in the delta", "Listen: Our reporter on the talks",
    "Sign up to our newsletter", "Sign up for the Morning Brief, our daily email.", "Subscribe to our channel",
    "Subscribe", "Newsletter", "Follow us on Twitter", "Follow our reporter on X for more", "Click here to read more.",
    "Advertisement", "Story continues below advertisement", "Sponsored Content", "Share this article", "Share on Facebook",
    "Facebook Twitter WhatsApp", "Print", "Email", "3 min read", "12 comments", "Comments", "Most read", "Trending",
    "[AP]", "[Jane Doe/Reuters]", "(Photo by Jane Doe/Getty Images)", "Jane Doe/AFP/Getty Images", "AP Photo/Jane Doe",
    "Getty Images", "Reuters", "Photograph: Jane Doe/Alamy", "Image caption The market after the blast",
    "File photo: Soldiers on patrol", "Photo courtesy of the ministry",
    "By Jane Doe", "By Jane Doe in Maputo", "Published: 3 May 2024", "Updated 10:15 GMT, 3 May 2024",
    "Posted on April 21, 2015, at 11:29 a.m.", "24 July 2015", "Monday, 3 May 2021 10:00", "May 3, 2021", "03.05.2021 12:46",
    "All rights reserved.", "© 2024 The Beacon", "Copyright 2024 The Beacon", "Terms of use",
    "Reporting by Jane Doe; Editing by John Roe", "Our Standards: The Trust Principles.", "Tags: Beira, port, police",
    "This article was originally published by The Beacon.", "Do you have a story for The Beacon?",
    "Lire aussi : Le siège de Beira", "Lesen Sie auch: Die Belagerung", "Leia também: O cerco da Beira", "More on Mozambique",
    "— Jane Doe (@janedoe) May 3, 2021", "pic.twitter.com/AbCdEf1234", "John Roe contributed to this report.", "Contributed reporting from Beira", "***", "—", "",
    "The post Raid in Beira appeared first on The Beacon.", "Copyright The Beacon Limited 2026. All rights reserved.",
    "(Except for the headline, this story has not been edited by our staff.)", "Copy Link copied", "hide caption", "2 / 5",
    "Jane Doe, our editor, selects her favourite stories in this weekly newsletter.", "With reporting by Radio Beira",
    "We rely on contributions from our readers to do our work.", "Your subscription could not be saved. Please try again.",
    "The original content of this programme is licensed under a Creative Commons licence.", "Home > News > Raid in Beira",
    "Soldiers at the bridge in May. Photo: Radio Beira/J. Doe", "Te puede interesar: El cerco de Beira", "Publicidad",
    "Archivado en", "Lire aussi | Le siège de Beira", "Publié le 03 février 2026 à 18h22", "Reproduction interdite © 2026",
    "Mehr zum Thema", "Stand: 01.02.2026 16:04 Uhr", "Anzeige", "LEIA TAMBÉM:", "Читайте также: Осада", "Baca juga: Raid",
    "اقرأ أيضا", "المصدر: الجريدة + وكالات", "نُشر في 26/1/2026", "جميع الحقوق محفوظة © 2026",
]  # fmt: skip
STORY = [
    "The letter was signed on 2026-02-05 at 15:31 by the governor.",
    "He can be written to, the notice says: governor@province.example, until the end of March, or so it was told us.",
    "Yes | No",
    "Two men were arrested in Beira on Monday.",
    "Sources: army says two were killed.",
    "UPDATE: Police confirm capture of the leader",
    "Related violence killed nine people in March.",
    "Video from the scene shows broken glass.",
    "Videos shared online showed soldiers firing at the crowd.",
    "Photos of the missing hang in every street.",
    "Reading the verdict, the judge called the attack cowardly.",
    "Sources close to the talks said a deal was near.",
    "Reuters reported that two soldiers had died.",
    "By Monday evening, nine bodies had been found.",
    "Share prices fell after the attack.",
    "Follow-up raids led to nine arrests.",
    "Watch towers were set on fire, residents said.",
    "Images from the town showed burned houses.",
    "Comments by the minister angered the crowd.",
    "Advertisements for the rally had been banned.",
    "In May 2021, fighting resumed.",
    "May 3, 2021 was the day the siege began.",
    "Beirut, Lebanon",
    "GAZA CITY",
    "A city under siege",
    "Explainer: what is known was summed up by the army: nine are dead.",
    "Subscribers to the theory say the bomb was planted.",
    "Map makers were among those killed.",
    "The rain contributed to the collapse, killing nine people, officials said on Monday after a search of the ruins.",
    "The blast contributed to the fall of the government.",
    "The article was a pretext, the court said.",
    "Enough is enough!",
    "“Please donate blood,” a doctor wrote on the door of the hospital.",
    "Please donate blood, the hospital's director said.",
    "The weekly newsletter of the rebels said that the town had fallen.",
    "Copyright laws were tightened in 2019.",
    "Stand with us, 2,000 people chanted.",
    "Bild reported that nine had died.",
    "Foto dealers fled the market.",
    "Fuentes del ejército confirmaron nueve muertos.",
    "Transcripts of the calls were read out in court.",
    "Home guards killed nine people.",
    "آخر الأخبار من المدينة",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", STORY)
def test_story(line: str) -> None:
    assert not is_furniture(line)


def test_the_headline_above_the_text_goes_and_the_rest_keeps_its_order() -> None:
    text = 'Raid in "Beira"\n3 May 2021\nTwo men were arrested.\nBackground\nThey fled.\nNext\nNext\nNext\nRead more:\n'
    assert without_furniture(text, "Raid in “Beira”") == "Two men were arrested.\nBackground\nThey fled."


def test_who_the_author_is_goes_at_the_end_only() -> None:
    text = "Jane Doe has reported it.\nShe was a witness.\nJane Doe is the paper's correspondent in the delta."
    assert without_furniture(text, "", ["Jane Doe"]) == "Jane Doe has reported it.\nShe was a witness."


NIGHTMARES = ["Photo " * 50, "a" * 300, "[" * 300, "(photo" * 50, "1 " * 150, "by A. " * 50, "/ap" * 100, "|" * 300]


def test_an_appeal_to_readers_goes_and_the_story_behind_it_stays() -> None:
    story = ["Nine people were killed in Beira on Monday.", "The police blamed rebels.", "Shops were closed."]
    appeal = [
        "Support The Beacon's journalism of integrity",
        "We believe in news for all.",
        "Would you give us a little?",
    ]
    assert without_furniture("\n".join([*story[:1], *appeal, *story[1:]]), "Raid") == "\n".join(story)


def test_the_name_of_an_author_is_no_line() -> None:
    text = "Jane Doe\nJane Doe The Beacon, Beira\nTwo were killed.\nJane Doe was among those who fled the fire in town."
    assert without_furniture(text, "Fire", ["Jane Doe"]) == text.partition("Beira\n")[2]


@pytest.mark.parametrize("line", NIGHTMARES)
def test_no_line_is_slow(line: str) -> None:
    start = time.process_time()
    for _ in range(20):
        is_furniture(line[:300] + "!")
    assert time.process_time() - start < 0.5


def page(number: int, *lines: str) -> tuple[str, str]:
    return f"Title {number}", "\n".join([f"Story {number} tells its own tale.", *lines])


def test_a_line_on_four_pages_is_repeated_and_one_on_three_is_not() -> None:
    pages = [page(n, "The Beacon", *(["Delta edition"] if n < 3 else [])) for n in range(4)]
    assert repeated_lines(pages) == {"The Beacon"}


def test_a_sentence_must_stand_on_half_of_the_pages() -> None:
    pages = [page(n, *(["No group claimed the attack."] if n < 4 else [])) for n in range(20)]
    assert repeated_lines(pages) == set()
    pages = [page(n, "The Beacon is the paper of the delta.") for n in range(20)]
    assert repeated_lines(pages) == {"The Beacon is the paper of the delta."}


def test_the_same_story_at_many_addresses_is_kept() -> None:
    assert repeated_lines([page(1, "It ends here.")] * 9) == set()


def test_never_more_than_half_of_a_text_goes() -> None:
    assert without_lines("One line here.\nThe Beacon", {"The Beacon"}) == "One line here."
    assert (
        without_lines("One.\nThe Beacon of the delta", {"The Beacon of the delta"}) == "One.\nThe Beacon of the delta"
    )
