"""Where the tests keep their server and files: set before anything reads the settings (`-p tests.state`).

Each worker of pytest-xdist has a folder of its own, and with it keys, uploads and a server of its own: what one
worker turns, rotates or fills up is nothing to the other.
"""

import os
import tempfile
from pathlib import Path

#: The folder that all workers' folders lie in; the controller hands it to them.
COMMON = "LEYE_TESTS_STATE"


def settle(environment: "os._Environ[str]") -> None:
    """Name the state folder and the database of this process."""
    default = Path(tempfile.gettempdir()) / f"leye-tests-{os.getuid()}"
    common = environment.setdefault(COMMON, environment.get("LEYE_STATE") or str(default))
    worker = environment.get("PYTEST_XDIST_WORKER", "")
    environment["LEYE_STATE"] = str(Path(common) / worker)
    environment["LEYE_DATABASE_NAME"] = f"test_{os.getpid()}"
    environment.setdefault("DJANGO_SETTINGS_MODULE", "leye.config.settings")


settle(os.environ)
