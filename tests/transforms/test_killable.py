"""The killable pool: what hangs, eats memory or crashes costs its own call and nothing else."""

import os
import threading
import time
from pathlib import Path

import pytest

from dateline.transforms.failures import Unprocessable
from dateline.transforms.killable import KillablePool, Killed


@pytest.fixture(scope="module")
def literal():
    with KillablePool("ast:literal_eval", timeout_s=1.0) as pool:
        yield pool


def test_returns_the_result(literal):
    assert literal.call("[1, {'a': 2}]") == [1, {"a": 2}]


def test_raises_what_the_function_raised(literal):
    with pytest.raises(ValueError, match="malformed"):
        literal.call("1 + x")


def test_large_arguments_and_results_travel():
    with KillablePool("builtins:bytes") as pool:
        assert pool.call(b"x" * 20_000_000) == b"x" * 20_000_000


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("sum(1 for _ in iter(int, 1))", "parser_timeout"),
        ("'x' * (3 * 1024 ** 3)", "parser_memory"),
        ("__import__('os').abort()", "parser_crash"),
        ("__import__('os')._exit(3)", "parser_crash"),
        ("__import__('time').sleep(60)", "parser_timeout"),
    ],
)
def test_a_bad_call_is_killed_and_the_next_is_served(expression, reason):
    with KillablePool("builtins:eval", timeout_s=0.3) as pool:
        assert pool.call("1 + 1") == 2
        began = time.monotonic()
        with pytest.raises(Killed) as caught:
            pool.call(expression)
        assert caught.value.reason == reason
        assert isinstance(caught.value, Unprocessable)
        assert time.monotonic() - began < 20  # not the 60 s it wants
        assert pool.call("2 + 2") == 4


def test_a_killed_worker_is_replaced_by_a_fork_of_what_is_loaded_already():
    with KillablePool("builtins:eval") as pool:
        template = pool.call("__import__('os').getppid()")
        for _ in range(5):
            with pytest.raises(Killed):
                pool.call("__import__('os').abort()")
            assert pool.call("__import__('os').getppid()") == template


def test_the_template_itself_may_die():
    with KillablePool("builtins:eval") as pool:
        parent = pool.call("__import__('os').getppid()")
        os.kill(parent, 9)
        with pytest.raises(Killed):  # the worker may still answer; what matters is that the pool recovers
            pool.call("__import__('os')._exit(1)")
        assert pool.call("3") == 3


def test_threads_share_a_pool():
    results = []
    with KillablePool("builtins:eval", size=2) as pool:
        threads = [threading.Thread(target=lambda n=n: results.append(pool.call(f"{n} * 2"))) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(results) == [n * 2 for n in range(20)]


def test_a_function_that_cannot_be_loaded_fails_loudly():
    with KillablePool("no_such_module:x") as pool, pytest.raises(RuntimeError, match="no_such_module"):
        pool.call()


def test_closing_leaves_no_process():
    pool = KillablePool("builtins:eval")
    pid = pool.call("__import__('os').getpid()")
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_module_is_prepared_once_before_its_workers(tmp_path, monkeypatch):
    (tmp_path / "prepared_module.py").write_text(
        "loaded = []\ndef prepare():\n    loaded.append(1)\ndef look():\n    return loaded\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with KillablePool("prepared_module:look", size=2) as pool:
        assert pool.call() == pool.call() == [1]


def test_a_worker_that_has_grown_is_replaced():
    with KillablePool("builtins:eval") as pool:
        pids = {pool.call("__import__('os').getpid()") for _ in range(3)}
        pool.call("globals().setdefault('kept', bytearray(100 * 2**20)) and 0")
        assert len(pids) == 1
        assert pool.call("__import__('os').getpid()") not in pids


def test_workers_rest_and_come_back():
    with KillablePool("builtins:eval", size=2) as pool:
        before = pool.call("__import__('os').getpid()")
        pool.rest()
        assert not Path(f"/proc/{before}").exists()
        assert pool.call("1 + 1") == 2


def test_of_heavy_calls_one_is_under_way_and_others_go_on(tmp_path):
    light = tmp_path / "light"  # the heavy ones wait until the light one was under way, or forty times
    clock, sleep = "__import__('time').monotonic()", "__import__('time').sleep(0.5)"
    heavy = f"({clock}, len([{sleep} for _ in range(40) if not __import__('os').path.exists({str(light)!r})]), {clock})"
    answers = []
    with KillablePool("builtins:eval", size=3, timeout_s=30, is_heavy=lambda code: "sleep" in code) as pool:
        pool.call("1")
        threads = [threading.Thread(target=lambda: answers.append(pool.call(heavy))) for _ in range(2)]
        for thread in threads:
            thread.start()
        pool.call(f"open({str(light)!r}, 'w').close()")
        for thread in threads:
            thread.join()
    (_, waited, ended), (began, _, _) = sorted(answers)
    assert waited < 40
    assert ended <= began
