"""Many elements at once: every one gives its result, whatever the result is."""

import asyncio
import contextlib
import threading
import time

import pytest

from dateline.transforms.web.batch import Batch


@contextlib.asynccontextmanager
async def no_tool():
    yield None


def batch(work, key=str):
    return Batch(no_tool, work, key)


async def echo(_, element):
    await asyncio.sleep(0)
    return element


def test_results_may_be_none_or_errors():
    given = [None, 0, "", ValueError("a result, not ours"), *range(100)]
    assert sorted(map(str, batch(echo).run(given))) == sorted(map(str, given))


def test_nothing_gives_nothing():
    assert list(batch(echo).run([])) == []


def test_one_key_one_at_a_time_and_in_order():
    running, order = set(), []

    async def work(_, element):
        assert element[0] not in running
        running.add(element[0])
        await asyncio.sleep(0.001)
        running.remove(element[0])
        order.append(element)
        return element

    elements = [(key, number) for number in range(10) for key in "abc"]
    assert len(list(batch(work, lambda element: element[0]).run(elements))) == 30
    for key in "abc":
        assert [element for element in order if element[0] == key] == [(key, number) for number in range(10)]


def test_an_error_of_ours_is_raised():
    async def work(_, element):
        raise ZeroDivisionError(element)

    with pytest.raises(ZeroDivisionError):
        list(batch(work).run([1, 2]))


def test_who_stops_taking_stops_the_work():
    async def work(_, element):
        await asyncio.sleep(0.01)
        return element

    taken = batch(work, lambda _: "").run(range(10_000))
    assert next(taken) == 0
    taken.close()
    until = time.monotonic() + 20
    while running := [thread for thread in threading.enumerate() if thread.name == "dateline-web"]:
        assert time.monotonic() < until, running
        time.sleep(0.01)


def test_a_slow_taker_bounds_what_is_made_ahead():
    made = []

    async def work(_, element):
        made.append(element)
        return element

    taken = batch(work).run(range(1000))
    next(taken)
    time.sleep(0.5)
    ahead = len(made)
    assert ahead < 1000
    assert len(list(taken)) == 999
