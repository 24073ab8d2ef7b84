"""Put DuckDB's extensions, which came as packages, where the emulator's DuckDB looks for them: under <environment>/home."""

import shutil
import sys
from pathlib import Path

import duckdb

[(platform,)] = duckdb.execute("PRAGMA platform").fetchall()
folder = Path(sys.prefix, "home", ".duckdb", "extensions", f"v{duckdb.__version__}", platform)
folder.mkdir(parents=True, exist_ok=True)
for extension in Path(duckdb.__file__).parents[1].glob("duckdb_extension_*/extensions/*/*.duckdb_extension"):
    shutil.copy(extension, folder)
