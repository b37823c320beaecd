"""DuckDB in this process's memory. What does not fit goes to the state folder, never to the folder one stands in."""

import duckdb

from leye.vault.state import state_dir


def in_memory() -> duckdb.DuckDBPyConnection:
    """A new database in memory; close it, or use it as a context."""
    spill = state_dir() / "spill"
    spill.mkdir(mode=0o700, exist_ok=True)
    return duckdb.connect(config={"temp_directory": spill.as_posix()})
