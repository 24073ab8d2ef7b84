"""A short form of `make kill-warehouse`, and of the readers beside a writer."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


def run(script, *options):
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *options], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_writer_that_is_killed_leaves_what_the_next_one_finishes():
    assert "as the oracle" in run("warehouse_kill.py", "--kills", "2", "--batches", "20")


@pytest.mark.slow
def test_readers_and_a_holder_beside_a_writer():
    assert " 0 errors" in run("warehouse_readers.py", "--seconds", "60", "--hold", "20")
