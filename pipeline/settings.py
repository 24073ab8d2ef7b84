"""The settings of a job: one declaration from which come the TOML file, the environment variables and the docs.

Precedence: command line, then `DATELINE_…` environment variables, then the TOML file, then the default.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "DATELINE_"
FILE = "dateline.toml"


class BadSettings(Exception):
    """A setting that cannot be used; the message says which, where from, and what to do."""


Words = Annotated[list[str], Field(default_factory=list)]


class Settings(BaseModel):
    """Everything a job can be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feeds: Words = Field(
        default_factory=list,
        description="Feeds to read: URLs, OPML files, or text files with one URL a line.",
        examples=[["https://example.org/news.xml", "feeds.opml"]],
    )
    warehouse: str = Field(
        "dateline.duckdb",
        description="Where rows go: a DuckDB file, parquet:FOLDER, or bigquery:PROJECT.DATASET.",
    )
    contact: str = Field(
        "",
        description="Who runs this job, shown to publishers in the User-Agent: an address or a web page.",
        examples=["news-team@example.org"],
    )
    host_delay: float = Field(2.0, ge=0, description="Seconds between two requests to one site.")
    max_crawl_delay: float = Field(
        30.0, ge=0, description="Seconds: a longer Crawl-delay in a site's robots.txt is cut to this."
    )
    allow_host: Words = Field(
        default_factory=list,
        description="Loopback or private hosts that may be asked: HOST, HOST:PORT or a network; no other is.",
        examples=[["127.0.0.0/8"]],
    )
    archive: bool = Field(
        True, description="Keep fetched pages as WARC files beside the warehouse, to code them again."
    )
    min_interval: int = Field(900, ge=1, description="Seconds: a feed is never polled more often than this.")
    default_interval: int = Field(3600, ge=1, description="Seconds between polls of a feed of which nothing is known.")
    max_interval: int = Field(86400, ge=1, description="Seconds: a feed is polled at least this often.")
    robots: bool = Field(True, description="Obey robots.txt for pages (RFC 9309).")
    workers: int = Field(0, ge=0, description="Processes that code articles; 0 means one for each core.")
    pass_seconds: float = Field(
        20.0, ge=1, description="Seconds for polling, and for fetching, in one pass of the continuous job."
    )
    keep_pages_days: int = Field(0, ge=0, description="Days that archived pages are kept; 0 keeps them for ever.")
    keep_text_days: int = Field(0, ge=0, description="Days that article texts are kept; 0 for ever. Rows stay.")

    @field_validator("feeds", "allow_host", mode="before")
    @classmethod
    def split_words(cls, value: object) -> object:
        """Let a list be given as words parted by spaces or commas, as environment variables are."""
        return value.replace(",", " ").split() if isinstance(value, str) else value


def nearest(word: str, known: list[str]) -> str:
    """Return ", did you mean …?" for the known word nearest to a wrong one, or nothing."""
    match = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {match[0]!r}?" if match else f"; known settings: {', '.join(known)}."


def read_file(path: Path) -> dict[str, Any]:
    """Read settings from a TOML file.

    Raises:
        BadSettings: the file is missing, is no TOML, or names a setting that does not exist.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadSettings(f"There is no file {path}. `dateline init` writes one.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{path} cannot be read as TOML: {error}") from None
    for key in values:
        if key not in Settings.model_fields:
            raise BadSettings(f"{path}: there is no setting {key!r}{nearest(key, list(Settings.model_fields))}")
    return values


def read_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the settings given as DATELINE_… variables; others with the prefix are not ours to judge."""
    names = {PREFIX + name.upper(): name for name in Settings.model_fields}
    return {names[key]: value for key, value in environment.items() if key in names}


def load_settings(
    config: str | None, given: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> Settings:
    """Merge defaults, the file, the environment and what the command line gave (None where it gave nothing).

    Raises:
        BadSettings: a setting has a wrong name or value; the message names it.
    """
    values: dict[str, Any] = {}
    if config is not None or Path(FILE).exists():
        values |= read_file(Path(config or FILE))
    values |= read_environment(environment)
    values |= {key: value for key, value in given.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise BadSettings(f"The setting {name} cannot be {first['input']!r}: {first['msg']}.") from None


def toml(value: object) -> str:
    """Write a setting's value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def template(given: Mapping[str, Any]) -> str:
    """Return a commented TOML file with every setting; those not in `given` stand commented out at their default."""
    lines = [
        "# Settings of a Dateline job. Each can also be given as an environment variable:",
        "# DATELINE_ and its name.",
    ]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        lines += ["", f"# {field.description} [{PREFIX}{name.upper()}]"]
        if name in given:
            lines.append(f"{name} = {toml(given[name])}")
        else:
            lines.append(f"# {name} = {toml(field.examples[0] if field.examples else default)}")
    return "\n".join(lines) + "\n"
