"""The command line: help for every command, sentences for what is wrong, exit codes that mean something."""

import subprocess
import sys
from importlib.resources import files

import pytest

from dateline.pipeline import cli, exits


@pytest.mark.parametrize("name", [name for name, command in cli.COMMANDS.items() if cli.present(command)])
def test_every_command_has_help_with_an_example(name, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])
    shown = capsys.readouterr().out
    assert end.value.code == exits.OK
    assert cli.COMMANDS[name].example in shown
    assert shown.startswith(f"usage: dateline {name}")


def test_help_shows_each_command_with_an_example(capsys):
    assert cli.main(["--help"]) == exits.OK
    shown = capsys.readouterr().out
    for command in cli.COMMANDS.values():
        assert not cli.present(command) or f"$ {command.example}" in shown


def test_every_module_in_commands_is_mounted():
    folder = files("dateline.pipeline.commands")
    modules = {
        path.name.removesuffix(".py")
        for path in folder.iterdir()
        if path.is_file() and "\ndef run(" in path.read_text("utf-8")
    }
    assert modules <= {command.module for command in cli.COMMANDS.values()}


def test_an_unknown_command_is_refused(capsys):
    assert cli.main(["rnu"]) == exits.USAGE
    assert "there is no command 'rnu'" in capsys.readouterr().err


def test_help_imports_nothing_heavy():
    code = "import sys; from dateline.pipeline.cli import main; main(['--help']); print(sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not any(f"'{name}'" in shown for name in ("apache_beam", "spacy", "duckdb", "pyarrow", "aiohttp"))


def test_init_writes_a_file_that_can_be_read(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "--contact", "me@example.org", "--feeds", "https://example.org/a.xml"]) == exits.OK
    assert cli.main(["init"]) == exits.USAGE
    assert "there already" in capsys.readouterr().err
