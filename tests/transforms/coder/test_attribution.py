"""Who says so, by how the text cites."""

import pytest

SAID = [
    ("Rebels killed five soldiers in Bria, the United Nations said.", {"United Nations"}),
    ("The United Nations said rebels killed five soldiers in Bria.", {"United Nations"}),
    ("Rebels killed five soldiers in Bria, said Human Rights Watch.", {"Human Rights Watch"}),
]
ACCORDING = [
    ("According to Amnesty International, rebels killed five soldiers in Bria.", {"Amnesty International"}),
    ("Rebels killed five soldiers in Bria, according to Reuters.", {"Reuters"}),
]
OWN_VOICE = [
    ("Rebels killed five soldiers in Bria.", set()),
]
FIGURES = [
    ("A bomb killed five soldiers in Bria. The army put the number of dead at five.", {"Central African Army"}),
    ("Rebels killed five soldiers in Bria, people familiar with the matter said.", {"people familiar with the matter"}),
    ("Rebels killed five soldiers, said a source close to the inquiry.", {"source close to the inquiry"}),
    ("Rebels killed five soldiers in Bria, according to leaked documents.", {"leaked documents"}),
    (
        "Rebels killed five soldiers in Bria, Ahmed Ali said in a statement carried by state television.",
        {"Ahmed Ali", "state television"},
    ),
]
NEAREST = [
    ("A suicide blast killed at least five people in Tame, police said.", {"Colombian police"}),
    ("A bomb killed five soldiers in Bria on Tuesday the United Nations said.", {"United Nations"}),
    (
        "Gunmen killed five people, two of them foreigners, the interior ministry said.",
        {"interior ministry"},
    ),
    (
        "Gunmen killed five people in Lagos, police and hospital officials said.",
        {"Nigerian police", "Nigerian officials"},
    ),
    ("Gunmen killed five people in Tame, according to the rights group Acodeh.", {"Acodeh"}),
    ("Rebels killed five soldiers in Bria, a resident, Ahmed Ali, told Reuters by phone.", {"Ahmed Ali"}),
]
NOT_BEHIND = [
    ("Rebels killed five soldiers in Bria, and the UN confirmed that two foreigners were in the town.", set()),
    ("Rebels killed five soldiers in Bria, a charge the group denies.", set()),
]
OWN_DEEDS = [
    ("The Syrian army said it had killed five rebels in Homs.", {"Syrian Army"}),
    ("Kurdish militants claimed responsibility for bombings in Istanbul that killed five people.", set()),
]
ASIDE = [
    ("Rebels killed five soldiers in Bria, leading Turkey to say it would close its border.", set()),
    ("Rebels killed five soldiers, without citing sources.", set()),
]
WRITTEN = [
    (
        "The truce is over, said a statement by Human Rights Watch. Rebels killed five soldiers, the statement said.",
        {"Human Rights Watch"},
    ),
]
QUOTED = [
    (
        "“Rebels killed five soldiers in Bria. They burned the village,” the United Nations said.",
        {"United Nations"},
    ),
]

WITHOUT_COMMAS = [
    ("Rebels killed five soldiers in the Tahrir district of Bria the United Nations said.", {"United Nations"}),
    ("Militants killed five soldiers as fighting raged near Bria said the United Nations.", {"United Nations"}),
    (
        "Rebels killed five soldiers in Homs the director of the local hospital Maria Lopez told Reuters.",
        {"Maria Lopez"},
    ),
]
PARTICIPLES = [
    (
        "Human Rights Watch told of a raid on Bria adding that rebels had killed five soldiers.",
        {"Human Rights Watch"},
    ),
]
NOT_SAID = [
    ("The army did not say whether rebels had killed five soldiers in Bria. Rebels killed five soldiers.", set()),
    ("Rebels killed five soldiers in Bria. The army will announce the names on Monday.", set()),
    ("Rebels believed to be from Chad killed five soldiers in Bria.", set()),
]
AGAIN = [
    (
        "Human Rights Watch said rebels had taken Bria from the Lord's Resistance Army. "
        "The group said rebels killed five soldiers.",
        {"Human Rights Watch"},
    ),
    (
        "The Lord's Resistance Army took Bria on Monday, the United Nations said. Troops fled the town. "
        "It said the rebels killed five soldiers.",
        {"United Nations"},
    ),
    (
        "Hospital sources said the road to Bria was cut. Rebels killed five soldiers, the sources added.",
        {"Hospital sources"},
    ),
    (
        "Maria Lopez, a spokeswoman for Oxfam, said the road was cut. Rebels also killed five soldiers, she said.",
        {"Maria Lopez (Oxfam)"},
    ),
    ("The WHO said the road was cut. Rebels killed five soldiers, WHO said.", {"World Health Organization"}),
    (
        "Shells fell on the town, Human Rights Watch said. “In Bria rebels killed five soldiers.”",
        {"Human Rights Watch"},
    ),
]
PUBLISHED = [
    ("Rebels killed five soldiers, according to a report released by Human Rights Watch.", {"Human Rights Watch"}),
    ("Rebels killed five soldiers in Bria, a United Nations statement said.", {"United Nations"}),
]

NOBODYS_WORD = [
    ("A blast claimed five lives in Bria, killing five soldiers.", set()),
    ("Rebels killed five soldiers in Bria, reports said.", {"reports"}),
]
BEHIND = [
    ("Rebels killed five soldiers in the west of Damascus local media reported Sunday.", {"local media"}),
    (
        "An attack has claimed the lives of five soldiers in Homs the Gulf channel Al-Nahar reported.",
        {"Al-Nahar"},
    ),
    ("Rebels killed five soldiers, a source at Bria Police Command said.", {"source at Bria Police Command"}),
    ("Rebels killed five soldiers in Bria, aid coordinators said.", {"aid coordinators"}),
    (
        "Al-Manar TV channel and the Observatory told of a raid. Rebels killed five soldiers, the TV channel said.",
        {"Al-Manar"},
    ),
]
SHOWN = [
    (
        "Human Rights Watch posted a video on YouTube that showed rebels had killed five soldiers.",
        {"Human Rights Watch"},
    ),
    ("A video released by Human Rights Watch shows that rebels killed five soldiers.", {"Human Rights Watch"}),
    ("Media reports said rebels had killed five soldiers in Bria.", {"Media"}),
]
MANY = [
    (
        "Rebels killed five soldiers in Bria, while the United Nations said the road was open.",
        set(),
    ),
    (
        "Rebels who burned a school in Bria killed five soldiers on their way out the United Nations reported.",
        {"United Nations"},
    ),
]
PLACED = [
    ("Rebels killed five soldiers in Bria, doctors and residents in the area said.", {"doctors", "residents"}),
    ("Rebels killed five soldiers in Bria, a body watching the conflict said. Oxfam left.", set()),
    ("Earlier state radio reported that rebels had killed five soldiers.", {"state radio"}),
    (
        "A clinic of the Union of Relief Organisations was hit. Rebels killed five soldiers, the group said.",
        {"Union of Relief Organisations"},
    ),
    ("A raid on a town in Homs province killed five soldiers said the United Nations.", {"United Nations"}),
]
NAMES = [
    (
        "“We saw it,” said Ahmed bin Salem, a spokesman for Oxfam. Rebels killed five soldiers, bin Salem said.",
        {"Ahmed bin Salem (Oxfam)"},
    ),
    ("Rebels killed five soldiers in Bria, their commander said.", {"commander"}),
]
STATED = [
    (
        "Rebels killed five soldiers in Bria on Monday. The attack hit a market, Human Rights Watch said.",
        {"Human Rights Watch"},
    ),
    (
        "Rebels killed five soldiers in Bria on Monday. Human Rights Watch said the attack was an outrage.",
        set(),
    ),
    (
        "Rebels killed five soldiers in Bria on Monday. Oxfam said its staff had left the town after the attack.",
        set(),
    ),
]

TAKEN_UP = [
    (
        "The Syrian Observatory for Human Rights is small. It rained. Rebels killed five soldiers, the observatory said.",
        {"Syrian Observatory for Human Rights"},
    ),
    (
        "The White Helmets arrived late. Rebels killed five soldiers in Homs the civil defence said.",
        {"Syrian Civil Defence"},
    ),
    (
        "Mayor Ahmed Ali was there, Mayor Ahmed Ali said. Five soldiers were killed by rebels including a cook he said.",
        {"Ahmed Ali"},
    ),
    (
        "Bria mayor says rebels killed five soldiers. Bria Mayor Ahmed Ali said rebels killed five soldiers there.",
        {"Ahmed Ali"},
    ),
    ("Residents said rebels killed five soldiers. Five soldiers were killed, residents said.", {"Residents"}),
]
PASSED_ON = [
    (
        "Rebels killed five soldiers in Bria, Ahmed Ali was quoted as saying by Reuters.",
        {"Ahmed Ali", "Reuters"},
    ),
    ("Hezbollah announced that its fighters had killed five soldiers in Bria.", {"Hezbollah"}),
    ("Hezbollah claimed an attack that killed five soldiers in Bria.", set()),
    ("Jets believed to be Russian killed five soldiers in Bria.", set()),
]
STATEMENTS = [
    (
        "Oxfam was there.\n\nMinister Ahmed Ali said:\n\nOur hearts go out to all. Rebels killed five soldiers in Bria.",
        {"Ahmed Ali"},
    ),
    ("Oxfam said:\n\n“It was a dark day. Rebels killed five soldiers in Bria. We mourn.”", {"Oxfam"}),
    ("Oxfam said:\n\n“It was a dark day.”\n\nRebels killed five soldiers in Bria.", set()),
    ("Oxfam said:\n\nIt was a dark day.\n\nFurther information\n\nRebels killed five soldiers in Bria.", set()),
]
OFFICES = [
    ("Rebels killed five soldiers, said the Britain-based group Airwars.", {"Airwars"}),
    ("The governor of Homs Ahmed Ali told Reuters rebels killed five soldiers there.", {"Ahmed Ali"}),
    (
        "Speaking to Reuters Human Rights Watch director Ahmed Ali said rebels killed five soldiers.",
        {"Ahmed Ali (Human Rights Watch)"},
    ),
    ("Speaking to Al Jazeera Ahmed Ali said rebels killed five soldiers.", {"Ahmed Ali"}),
    (
        "Rebels killed five soldiers in Bria said Jane Miller UN humanitarian coordinator.",
        {"Jane Miller (United Nations)"},
    ),
    ("Rebels killed five soldiers and caused panic among residents activists said.", {"activists"}),
    ("Rebels killed five soldiers in Bria, women's rights activists said.", {"women's rights activists"}),
]


@pytest.mark.parametrize(
    ("text", "names"),
    SAID
    + ACCORDING
    + OWN_VOICE
    + FIGURES
    + NEAREST
    + NOT_BEHIND
    + OWN_DEEDS
    + ASIDE
    + WRITTEN
    + QUOTED
    + WITHOUT_COMMAS
    + PARTICIPLES
    + NOT_SAID
    + AGAIN
    + PUBLISHED
    + NOBODYS_WORD
    + BEHIND
    + STATED
    + SHOWN
    + MANY
    + PLACED
    + NAMES
    + TAKEN_UP
    + PASSED_ON
    + OFFICES
    + STATEMENTS,
)
def test_sources(events_of, text, names):
    killing = next(e for e in events_of(text) if e.killed_min == 5)
    assert {source.name for source in killing.attributed_to} == names


def test_what_is_told_by_the_way_of_the_subject_is_the_articles_own_word(events_of):
    text = "Recep Tayyip Erdogan, who has sent 100 planeloads of food to Qatar, met King Salman, his office said."
    aid = next(e for e in events_of(text) if e.event_type == "AID")
    assert not list(aid.attributed_to)


def test_who_counted_a_crowd_is_cited(events_of):
    marches = events_of("A crowd that police put at 80,000 marched through Jakarta on Sunday.")
    assert [[source.name for source in march.attributed_to] for march in marches] == [["Indonesian police"]]


def test_the_speaker_of_a_statement_is_not_its_source(events_of):
    accusation = next(e for e in events_of("Turkey condemned the attack, Turkey said.") if e.event_type == "ACCUSE")
    assert not list(accusation.attributed_to)


def test_a_statement_in_a_clause_about_a_noun_is_the_articles_own_word(events_of):
    text = "Iran said the raid was a reply to the siege of Bria, which Turkey condemned."
    accusation = next(e for e in events_of(text) if e.event_type == "ACCUSE")
    assert not list(accusation.attributed_to)


def test_we_of_a_statement_are_whoever_gave_it(events_of):
    text = "Foreign Minister Ahmed Ali said:\n\nIt was a dark day. We condemn the attack on Bria."
    accusation = next(e for e in events_of(text) if e.event_type == "ACCUSE")
    assert [party.name for party in accusation.actors] == ["Ahmed Ali"]
