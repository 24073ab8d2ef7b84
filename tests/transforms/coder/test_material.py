"""Material acts, told in many words: one sentence a line, with the types of the rows it gives."""

import pytest

AID = [
    "Doctors at a field hospital treated 43 people for burns and shrapnel wounds on Tuesday.",
    "The European Commission released 200 million euros for Greece on Friday.",
    "Beijing handed the Philippines 3,000 assault rifles.",
    "India sent a warship with relief supplies to Sri Lanka.",
    "Lebanon has taken in more than a million refugees.",
    "Officials evacuated three villages near the border.",
]
SANCTION = [
    "The Socialists have abandoned the coalition.",
    "The senator has been suspended from parliament.",
    "Washington slashed aid to Egypt.",
    "Turkey's government has sacked 10,000 more public workers.",
    "Mercosur suspended Venezuela indefinitely on Saturday.",
]
COERCE = [
    "Police hauled away at least 20 activists.",
    "A curfew went into force in Iligan on Saturday.",
    "A Moscow court ordered the opposition leader held for 15 days.",
    "The prime minister ordered the border closed.",
    "A curfew was in force in Srinagar.",
    "Hackers planted false remarks on the site of the news agency.",
]
RETREAT = [
    "Kidnappers released Italian journalist Maria Rossi on Sunday.",
    "The militia lifted its siege of the airport.",
    "The guerrillas handed their last rifles to monitors of the United Nations on Tuesday.",
]
MOBILIZE = [
    "Hundreds of riot police were posted around the parliament building.",
    "China sailed its only aircraft carrier through the Taiwan Strait.",
]
ASSAULT = [
    "American journalist Maria Rossi was kidnapped in Homs on Sunday.",
    "Iraqi forces punched into the last district held by the jihadists in west Mosul.",
    "The town fell back into the hands of the jihadists on Sunday.",
]
CASES = [
    *(("MOBILIZE", text) for text in MOBILIZE),
    *(("ASSAULT", text) for text in ASSAULT),
    *(("AID", text) for text in AID),
    *(("SANCTION", text) for text in SANCTION),
    *(("COERCE", text) for text in COERCE),
    *(("RETREAT", text) for text in RETREAT),
]


@pytest.mark.parametrize(("event_type", "sentence"), CASES)
def test_material_acts(events_of, event_type, sentence):
    assert [event.event_type for event in events_of(sentence)] == [event_type]
