"""Settings: defaults, file, environment, command line, and the sentences that wrong ones end in."""

import tomllib

import pytest

from dateline.pipeline.settings import PREFIX, BadSettings, Settings, load_settings, template


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(tmp_path, text):
    path = tmp_path / "job.toml"
    path.write_text(text)
    return str(path)


def test_later_sources_win(tmp_path):
    config = write(tmp_path, 'warehouse = "file.duckdb"\nhost_delay = 1.5\ncontact = "me@example.org"\n')
    settings = load_settings(config, {"host_delay": 0.5}, {"DATELINE_WAREHOUSE": "env.duckdb", "DATELINE_OTHER": "x"})
    assert (settings.warehouse, settings.host_delay, settings.contact) == ("env.duckdb", 0.5, "me@example.org")


def test_a_file_in_the_folder_is_read_by_itself(tmp_path):
    (tmp_path / "dateline.toml").write_text('feeds = ["https://example.org/a.xml"]')
    assert load_settings(None, {}, {}).feeds == ["https://example.org/a.xml"]


def test_lists_from_the_environment_are_words():
    settings = load_settings(None, {}, {"DATELINE_FEEDS": "https://a.example/x, feeds.opml b.txt"})
    assert settings.feeds == ["https://a.example/x", "feeds.opml", "b.txt"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("warehose = 'x'", "there is no setting 'warehose'; did you mean 'warehouse'?"),
        ("hostdelay = 3", "did you mean 'host_delay'?"),
        ("zzzz = 3", "known settings: feeds, warehouse"),
        ("host_delay = -1", "The setting host_delay cannot be -1"),
        ("host_delay = 'soon'", "The setting host_delay cannot be 'soon'"),
        ("feeds = ", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, text, sentence):
    with pytest.raises(BadSettings) as error:
        load_settings(write(tmp_path, text), {}, {})
    assert sentence in str(error.value)


def test_a_missing_file_says_how_to_make_one():
    with pytest.raises(BadSettings, match="dateline init"):
        load_settings("nowhere.toml", {}, {})


def test_the_template_is_valid_and_names_every_setting():
    text = template({"contact": 'a "quoted" \\ name', "feeds": ["https://example.org/a.xml"]})
    assert load_settings_from(text).contact == 'a "quoted" \\ name'
    uncommented = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert set(tomllib.loads(uncommented)) == set(Settings.model_fields)
    assert all(f"[{PREFIX}{name.upper()}]" in text for name in Settings.model_fields)


def load_settings_from(text):
    return Settings(**tomllib.loads(text))
