"""Pairs of reports that are of one event, or are not, and why. A report: site, when, sentences, what the coder says.

The lists are by origin. A pair that comes out wrong and is found in use gets a line in the last.
"""

from itertools import combinations
from typing import NamedTuple

import pytest

from dateline.transforms.linking import leads, link, passing
from dateline.transforms.linking.pairs import comparable, compare, joined
from dateline.transforms.linking.reports import prepare


class Told(NamedTuple):
    """A report: when it was published, its title and text, and the slots of its lead mention."""

    published: str
    title: str
    text: str
    slots: dict


def told(published, title, text, **slots):
    return Told(published, title, text, slots)


ZARIA_FIRST = told(
    "2026-03-14T09:00",
    "Gunmen kill 10 at cattle market in Zaria",
    "Gunmen on motorcycles attacked a cattle market in Zaria on Saturday, killing 10 traders, police said. They burned "
    "the stalls of the butchers and fled towards the forest.",
    place="Zaria", killed=10, day="2026-03-14", modes=("firearms",),
)  # fmt: skip
ZARIA_TOLL = told(
    "2026-03-15T18:00",
    "Death toll of Zaria cattle market raid rises to 16",
    "The number of people killed when motorcycle gunmen raided the cattle market of Zaria has risen to 16, hospital "
    "officials said on Sunday. Six butchers died of their wounds.",
    place="Zaria", killed=16, day="2026-03-14",
)  # fmt: skip
QUETTA_SHOT = told(
    "2026-03-10T07:00",
    "Lawyer shot outside Quetta court",
    "A human rights lawyer, Bilal Achakzai, was shot and wounded outside the high court of Quetta on Tuesday, police "
    "said. Two men on a rickshaw fired at Achakzai as he left his car.",
    place="Quetta", day="2026-03-10", modes=("firearms",), recipients=("Bilal Achakzai",),
)  # fmt: skip
QUETTA_DIED = told(
    "2026-03-12T15:00",
    "Lawyer shot in Quetta dies of wounds",
    "Bilal Achakzai, the human rights lawyer shot outside the high court of Quetta this week, died in hospital on "
    "Thursday, his family said. Police seek two men who fled on a rickshaw.",
    place="Quetta", killed=1, day="2026-03-10", modes=("firearms",), recipients=("Bilal Achakzai",),
)  # fmt: skip
HOMS_CAR = told(
    "2026-03-05T08:00",
    "Car bomb kills five at Homs bakery",
    "A car bomb exploded beside a bakery in the Zahra district of Homs on Thursday morning, killing five people who "
    "queued for bread, state television said.",
    place="Homs", killed=5, day="2026-03-05", modes=("explosives",),
)  # fmt: skip
HOMS_SHELLS = told(
    "2026-03-05T20:00",
    "Rebel shells hit Homs refinery, two workers hurt",
    "Mortar shells fired by rebels struck the oil refinery west of Homs on Thursday evening, wounding two engineers and "
    "setting a tank on fire, the oil ministry said.",
    place="Homs", injured=2, day="2026-03-05", modes=("heavy-weapons",),
)  # fmt: skip
HOMS_AGAIN = told(
    "2026-03-05T11:00",
    "Blast at bakery in Homs leaves five dead",
    "Five people were killed when a bomb hidden in a car went off near a bakery in Zahra, a district of Homs, on "
    "Thursday, a monitoring group said. Women and children stood in line for bread.",
    place="Homs", killed=5, day="2026-03-05", modes=("explosives",),
)  # fmt: skip
JOS = told(
    "2026-03-14T10:00",
    "Gunmen kill 4 at cattle market in Jos",
    "Gunmen on motorcycles attacked a cattle market in Jos on Saturday, killing 4 traders, police said. They burned "
    "the stalls of the butchers and fled towards the forest.",
    place="Jos", killed=4, day="2026-03-14", modes=("firearms",),
)  # fmt: skip
YEAR_OF_RAIDS = told(
    "2026-03-15T08:00",
    "Raids on cattle markets have killed 300 since last year",
    "Gunmen on motorcycles have attacked cattle markets from Zaria to Kaduna for a year and killed 300 traders and "
    "butchers, a study says.",
    place="Zaria", killed=300, day="2025-01-01", precision="year", status="historical",
)  # fmt: skip
MARCH_PLANNED = told(
    "2026-03-10T08:00",
    "Teachers to march in Kaduna on Friday",
    "The teachers' union said it would march to the governor's office in Kaduna on Friday over unpaid wages.",
    kind="PROTEST", place="Kaduna", day="2026-03-13", status="planned",
)  # fmt: skip
MARCH_HELD = told(
    "2026-03-13T16:00",
    "Teachers march in Kaduna over wages",
    "Hundreds of teachers marched to the governor's office in Kaduna on Friday over unpaid wages, the union said.",
    kind="PROTEST", place="Kaduna", day="2026-03-13",
)  # fmt: skip
MARCH_NEXT = told(
    "2026-03-20T16:00",
    "Teachers march in Kaduna again",
    "Teachers marched to the governor's office in Kaduna on Friday for the second week over unpaid wages, the union said.",
    kind="PROTEST", place="Kaduna", day="2026-03-20",
)  # fmt: skip
HOSTAGES_TAKEN = told(
    "2026-03-02T08:00",
    "Gunmen abduct 30 pupils from school near Jos",
    "Gunmen took 30 pupils and two teachers from a boarding school in Riyom near Jos on Sunday night, parents said.",
    place="Jos", day="2026-03-01", modes=("abduct",),
)  # fmt: skip
HOSTAGES_FREED = told(
    "2026-03-09T08:00",
    "Abducted pupils of Riyom freed",
    "The 30 pupils abducted from a boarding school in Riyom near Jos were freed on Sunday, the governor said.",
    kind="RETREAT", place="Jos", day="2026-03-08", modes=("release",),
)  # fmt: skip
DENIED = told(
    "2026-03-05T15:00",
    "Rebels deny car bomb at Homs bakery",
    "A rebel spokesman denied that rebels had set off the car bomb beside a bakery in Zahra, Homs, in which five people "
    "who queued for bread died on Thursday.",
    place="Homs", killed=5, day="2026-03-05", status="disputed", modes=("explosives",),
)  # fmt: skip

SAME = {
    "a rising toll": (ZARIA_FIRST, ZARIA_TOLL),
    "died of wounds, days later": (QUETTA_SHOT, QUETTA_DIED),
    "other words for one bombing": (HOMS_CAR, HOMS_AGAIN),
    "one says who did not do it": (HOMS_CAR, DENIED),
}
DIFFERENT = {
    "one town, one day, other means": (HOMS_CAR, HOMS_SHELLS),
    "one template, another town and toll": (ZARIA_FIRST, JOS),
    "a summary of many": (ZARIA_FIRST, YEAR_OF_RAIDS),
    "announced and held": (MARCH_PLANNED, MARCH_HELD),
    "the same march a week later": (MARCH_HELD, MARCH_NEXT),
    "taken and freed": (HOSTAGES_TAKEN, HOSTAGES_FREED),
}


def rows(reports, mention, article):
    articles, mentions = [], []
    for number, report in enumerate(reports):
        key = f"a{number}"
        articles.append(article(key, title=report.title, text=report.text, published=report.published))
        mentions.append(mention(key, report.text.split(". ")[0] + ".", published=report.published, **report.slots))
    return mentions, articles


def events(reports, mention, article):
    return link(*rows(reports, mention, article))


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_event(pair, mention, article):
    assert len(events(pair, mention, article).events) == 1


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_two_events(pair, mention, article):
    assert len(events(pair, mention, article).events) == 2


def test_a_day_of_news(mention, article):
    reports = [ZARIA_FIRST, ZARIA_TOLL, QUETTA_SHOT, QUETTA_DIED, HOMS_CAR, HOMS_SHELLS, HOMS_AGAIN, JOS, DENIED]
    linked = events([*reports, YEAR_OF_RAIDS, MARCH_PLANNED, MARCH_HELD, MARCH_NEXT], mention, article)
    of = {row.article_id: row.event_id for row in linked.event_mentions}
    assert len(linked.events) == 9
    assert of["a0"] == of["a1"]
    assert of["a2"] == of["a3"]
    assert of["a4"] == of["a6"] == of["a8"]


ALL = [value for name, value in sorted(globals().items()) if isinstance(value, Told)]


@pytest.mark.parametrize("leading", [True, False])
def test_no_pair_has_more_points_than_are_thought_possible(leading, mention, article):
    mentions, articles = rows(ALL, mention, article)
    reports = prepare([row._replace(is_lead=leading) for row in mentions], articles, {})
    for one, other in combinations(reports, 2):
        if not comparable(one, other):
            continue
        here, there = one.top, other.top
        most = leads.best(one, other, here, there) if here and there else passing.best(one, other)
        assert sum(point.weight for point in compare(one, other).points) <= most + 1e-9
        assert (joined(one, other) is not None) == (compare(one, other).score >= 0.5)
