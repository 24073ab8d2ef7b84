"""Crowds, sackings, step-backs and troop moves by the words the press has for them: the type a sentence tells."""

import pytest

CASES = [
    ("Tens of thousands of Greeks packed Syntagma Square to demand an end to austerity.", "PROTEST"),
    ("Residents of Santiago banged pots from their balconies on Sunday.", "PROTEST"),
    ("Masked youths smashed the windows of a bank in Athens on Friday.", "PROTEST"),
    ("Nurses in Nairobi downed their stethoscopes on Tuesday.", "PROTEST"),
    ("Demonstrators lit candles outside the consulate in Lyon.", "PROTEST"),
    ("A crowd converged on the palace in Bangui late on Sunday.", "PROTEST"),
    ("Pilots at the airline are refusing to fly until Sunday.", "PROTEST"),
    ("The European Union put sanctions on eleven Burmese generals.", "SANCTION"),
    ("All nine suspects were let off on Monday.", "RETREAT"),
    ("Russian jets flew close to a Swedish plane on Thursday.", "MOBILIZE"),
    ("Kabul relieved two hundred officers of their duties on Monday.", "SANCTION"),
    ("The sacking of the army chief came a day later.", "SANCTION"),
    ("Norway told the Belarusian ambassador to leave within a week.", "SANCTION"),
    ("Canada said it was slashing $40 million in aid to Burundi.", "SANCTION"),
    ("Kenya will leave the International Criminal Court, its president said.", "SANCTION"),
    ("The blogger was let out on bail on Tuesday.", "RETREAT"),
    ("Two sailors were handed back at the border on Friday.", "RETREAT"),
    ("Militiamen pulled back their heavy guns from the town.", "RETREAT"),
    ("Hundreds of riot police ringed the parliament in Chisinau on Thursday.", "MOBILIZE"),
    ("Russian tanks rolled towards the border on Wednesday.", "MOBILIZE"),
    ("Soldiers took up positions around the state broadcaster.", "MOBILIZE"),
    ("Around 900 police have been drafted in for the match.", "MOBILIZE"),
    ("A carrier group was ordered to the Gulf on Monday.", "MOBILIZE"),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_the_words_for_it(events_of, sentence, expected):
    assert expected in {event.event_type for event in events_of(sentence)}
