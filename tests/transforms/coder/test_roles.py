"""To whom it is done: one sentence a line, as `TYPE | actors | recipients`, by the words that name the other side."""

import pytest

CHARGED = [
    ("Chad accused Sudanese soldiers of stealing cattle.", "ACCUSE | Chad | Sudanese Armed Forces"),
    ("Peru blamed Ecuador for the collapse of the talks.", "ACCUSE | Peru | Ecuador"),
    ("Kenya offered Burundi help with the inquiry.", "AGREE | Kenya | Burundi"),
    ("Alexei Navalny, who had called on Russians to march, was held.", "REQUEST | Alexei Navalny | Russians"),
    ("The EU urged Libya to free them. Chad rejected the appeals.", "REJECT | Chad | European Union"),
    ("A lawyer sued his own government in Kenya.", "ACCUSE | lawyer | Kenyan government"),
    ("Norway condemned the jailing of journalists.", "ACCUSE | Norway | "),
    ("Chad rejected a plan drafted by Libya.", "REJECT | Chad | Libya"),
    ("The mayor promised aid to the families.", "AGREE | mayor | families"),
    ("Latvia's ambassador accused Moscow of shielding a tyrant.", "ACCUSE | Latvian ambassador | Russia"),
    ("Japan condemned Pyongyang's missile test.", "ACCUSE | Japan | North Korea"),
]
GIVEN = [
    ("The World Bank lent Senegal 300 million dollars.", "AID | World Bank | Senegal"),
    ("Turkey supplied drones to Azerbaijan.", "AID | Turkey | Azerbaijan"),
    ("Denmark will send engineers to Estonia to mend the cable.", "AGREE | Denmark | Estonia"),
]
ASKED = [
    ("Russia rejected a Polish request to condemn the arrest.", "REQUEST | Poland | Russia"),
    ("Lawyers demanded the release of Ana Ruiz.", "REQUEST | Lawyers | "),
    ("Norway rejected a Danish proposal of talks.", "REJECT | Norway | Denmark"),
    ("Togo refused to hand over the files to investigators.", "REJECT | Togo | investigators"),
    ("The United States urged all countries to hold the army to account.", "REQUEST | United States | all countries"),
]
REPORTED = [
    ("Residents of Tabuk reported shelling and gunfire in Aleppo.", "ASSAULT |  | "),
    ("Activists reported heavy shelling in Aleppo on Monday, killing ten nurses.", "ASSAULT |  | nurses"),
]
TALKING = [
    (
        "Clashes erupted in Idlib on Monday between Syrian rebels and the army.",
        "ASSAULT | Syrian rebels, Syrian Army | ",
    ),
    ("Talks resumed in Geneva on Monday between Iran and Oman.", "CONSULT | Iran, Oman | "),
    ("The Syrian army shelled Aleppo on Monday.", "ASSAULT | Syrian Army | "),
    ("Kenya closed the border as it entered a new round of talks with Somalia.", "CONSULT | Kenya, Somalia | "),
    ("The Kenyan premier left for Muscat on Monday for talks with Oman.", "CONSULT | Kenyan premier, Oman | "),
    ("Kenya's army shelled a camp before talks between Chad and Mali.", "CONSULT | Chad, Mali | "),
]
NAMED_AFTER = [
    ("The Orlando shooting killed 49 people.", "ASSAULT |  | people"),
    ("It was Norway's deadliest attack in decades and killed nine teachers.", "ASSAULT |  | teachers"),
    ("Chile's protests spread to Valdivia.", "PROTEST | protesters | "),
    ("The Taliban massacre killed nine teachers.", "ASSAULT | Taliban | teachers"),
    ("Norway's strikes killed nine rebels in Mali.", "ASSAULT | Norway | rebels"),
]
AIMED = [
    ("The EU approved new sanctions on Monday, targeting Iran's oil exports.", "SANCTION | European Union | Iran"),
    ("Mali recalled its ambassador from Paris.", "SANCTION | Mali | France"),
]
POINTED_BACK = [
    (
        "Arab League ministers voiced their full backing for Mahmoud Abbas.",
        "SUPPORT | Arab League ministers | Mahmoud Abbas",
    ),
]
AGAINST = [
    ("Hundreds of demonstrators gathered to voice their anger at police.", "PROTEST | demonstrators | police"),
    ("Togo has pledged two battalions.", "AGREE | Togo | "),
]
MISREAD = [
    ("Police raided the shop and two waiters were detained.", "COERCE | Police | waiters"),
    ("Eleven lawyers detained during the protest were released on Monday.", "COERCE |  | lawyers"),
    ("UNITED NATIONS - Russia and China on Saturday vetoed the resolution.", "REJECT | Russia, China | "),
]
MEDIATED = [
    (
        "Putin said he and Turkish President Recep Tayyip Erdogan agreed in a phone call that troops would leave.",
        "CONSULT | Vladimir Putin, Recep Tayyip Erdogan | ",
    ),
    ("Qatar has mediated between Chad and Sudan.", "CONSULT | Qatar, Chad, Sudan | "),
    (
        "Foreign ministers Angela Rivas and Peter Lind met on Friday.",
        "CONSULT | Angela Rivas, Peter Lind | ",
    ),
]

HARMED = [
    ("Six women and a boy have been killed in air strikes in Yemen, a doctor said.", "ASSAULT |  | women, boy"),
    ("Al Shabaab shot dead a Kenyan journalist in Mogadishu.", "ASSAULT | Al-Shabaab | Kenyan journalist"),
    ("A US air strike killed nine villagers in Yemen, the governor said.", "ASSAULT | United States | villagers"),
    ("Bomb attacks committed by Boko Haram members killed nine traders.", "ASSAULT | Boko Haram | traders"),
    ("Warplanes of the Saudi-led coalition bombed a farm.", "ASSAULT | Saudi-led coalition | "),
    ("Al Shabaab fighters were hit by air strikes in Somalia.", "ASSAULT |  | Al-Shabaab"),
    ("A mob left two Kenyan towns burning two nurses.", "ASSAULT |  | nurses"),
    ("Saudi-led raids killed nine villagers in Yemen.", "ASSAULT | Saudi-led coalition | villagers"),
    ("Kenya killed six fighters of Al Shabaab and Boko Haram.", "ASSAULT | Kenya | Al-Shabaab, Boko Haram"),
    ("Rebel shelling of a farm killed two nurses in Chad.", "ASSAULT | Chadian rebels | nurses"),
    ("Paris blamed the attack on Boko Haram.", "ASSAULT | Boko Haram | "),
    ("The opposition blamed Togolese soldiers for the attack.", "ASSAULT | Togolese Armed Forces | "),
    (
        "A blast killed nine villagers. The blast was thought to have been carried out by Boko Haram.",
        "ASSAULT | Boko Haram | villagers",
    ),
    ("Police said a woman was killed in the blast. They said it also hurt a boy.", "ASSAULT |  | woman"),
    ("Dozens of children were hurt in the bombing.", "ASSAULT |  | children"),
    (
        "Police arrested two clerks accused of planning an attack on a government building.",
        "ASSAULT | clerks | government building",
    ),
    ("Eleven miners left the pit at noon. Guards beat three of them.", "ASSAULT | Guards | miners"),
]

HELD = [
    ("Kenyan soldiers recaptured the town from Al Shabaab.", "ASSAULT | Kenya Defence Forces | Al-Shabaab"),
    ("The town was retaken by Kenyan soldiers from Al Shabaab.", "ASSAULT | Kenya Defence Forces | Al-Shabaab"),
    ("Boko Haram took nine hostages from Chad.", "ASSAULT | Boko Haram | hostages"),
    ("The Taliban seized control of the district from the army.", "ASSAULT | Taliban | Afghan National Army"),
]
"""Land is taken from whoever held it."""
OUTCOMES = [
    ("Kenya bombed a farm of the rebels leaving nine traders dead.", "ASSAULT | Kenya | Kenyan rebels, traders"),
    (
        "Fighters of Boko Haram hit a bus of the army claiming the lives of six nurses.",
        "ASSAULT | Boko Haram | Nigerian Army, nurses",
    ),
]
"""What an act led to is told by a participle, which without a comma stands behind the wrong noun."""
WHOSE = [
    ("Six nurses were killed in the shelling of the Kenyan army.", "ASSAULT | Kenya Defence Forces | nurses"),
    ("Chadian army shelling killed six nurses.", "ASSAULT | Chadian Army | nurses"),
    ("A suicide bomber killed six nurses in Mogadishu.", "ASSAULT | suicide bomber | nurses"),
    (
        "The raid that killed six nurses was carried out by the Saudi-led coalition fighting the Houthis.",
        "ASSAULT | Saudi-led coalition | nurses",
    ),
    ("An Al Shabaab bomb killed four and wounded nine others.", "ASSAULT | Al-Shabaab | "),
]

EXPLAINED = [
    ("Al Shabaab an alliance of Somali clans took the town of Marka.", "ASSAULT | Al-Shabaab | "),
    (
        "Boko Haram is one of the groups taking part in an offensive on Maiduguri.",
        "ASSAULT | Boko Haram | ",
    ),
    ("Activists from Boko Haram and Al Shabaab ambushed a nurse.", "ASSAULT | Boko Haram, Al-Shabaab | nurse"),
    ("Isis fighters killed six nurses.", "ASSAULT | Islamic State | nurses"),
    ("The US-led coalitions fighter jets killed six nurses in Iraq.", "ASSAULT | US-led coalition | nurses"),
]

FAMILY_FIRST = [
    ("Opposition leader Seo Min-ho left Seoul. Peru urged Seo to return.", "REQUEST | Peru | Seo Min-ho"),
    ("Zhou Wenbin spoke in Beijing. Peru accused Zhou of treason.", "ACCUSE | Peru | Zhou Wenbin"),
]
"""Family names that stand first."""


def told(events):
    return [
        f"{e.event_type} | {', '.join(p.name for p in e.actors)} | {', '.join(p.name for p in e.recipients)}"
        for e in events
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    CHARGED
    + GIVEN
    + ASKED
    + AIMED
    + MISREAD
    + AGAINST
    + POINTED_BACK
    + MEDIATED
    + HARMED
    + HELD
    + OUTCOMES
    + WHOSE
    + NAMED_AFTER
    + TALKING
    + REPORTED,
)
def test_the_other_side(events_of, sentence, expected):
    assert expected in told(events_of(sentence))


FULLER = [
    ("Gunmen seize 30 students", "An armed gang abducted 30 students from a college in Kaduna.", ["armed gang"]),
    ("Kenya bombs camp", "The Kenyan army bombed a camp in Somalia on Monday.", ["Kenya Defence Forces"]),
    ("Islamic State kills ten in Palmyra", "Militants killed ten people in Palmyra on Monday.", ["Islamic State"]),
]


@pytest.mark.parametrize(("title", "body", "actors"), FULLER)
def test_the_text_names_fuller_than_its_headline(events_of, title, body, actors):
    event = events_of(body, title=title)[0]
    assert [party.name for party in event.actors] == actors


def test_a_name_takes_the_place_of_a_description(events_of):
    body = "Keith Alvarado, 43, was shot dead by police in a car park on Tuesday. Police killed a black man, a witness said."
    victims = [party.name for event in events_of(body, title="Police kill black man") for party in event.recipients]
    assert victims == ["Keith Alvarado"]
