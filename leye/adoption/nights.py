"""Where nights leave their snapshots and results."""

from pathlib import Path

from django.db import connections

from leye.vault.state import state_dir


def nights_home() -> Path:
    """The folder of this database's nights, in the state folder."""
    return state_dir() / "nights" / str(connections["owner"].settings_dict["NAME"])
