"""Where this installation keeps what must not be in the repository: keys, the embedded database, snapshots."""

import os
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def state_dir() -> Path:
    """The state folder: LEYE_STATE, or `.leye` beside the program. Made when missing."""
    path = Path(os.environ.get("LEYE_STATE") or PROJECT_ROOT / ".leye")
    path.mkdir(parents=True, exist_ok=True)
    return path
