"""Install everything this checkout needs, step by step, and nothing that is already there.

Run by `make`. Only the standard library may be imported: this runs before anything is installed.
Each step leaves a stamp with a digest of what it was made from, so that a second run is instant and a changed
lock file or front-end source is noticed, whatever the files' times say.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036  this file is what finds an old Python
    found = f"Python {sys.version.split()[0]}({sys.executable})"
    sys.exit(
        f"需要 Python 3.11 或更高版本，现在的是 {found}。请安装后重试，例如 make demo PYTHON=python3.11。\n"
        f"Python 3.11 or later is needed, this is {found}. Try again with e.g. make demo PYTHON=python3.11."
    )

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
FRONTEND = ROOT / "frontend"
DIST = ROOT / "leye" / "web" / "static" / "dist"
STATE = Path(os.environ.get("LEYE_STATE") or ROOT / ".leye")
#: Each level with those whose lock files hold all of it.
LEVELS = {
    "base": ("base", "spark", "sms", "dev", "bench"),
    "spark": ("spark", "bench"),
    "sms": ("sms", "bench"),
    "dev": ("dev", "bench"),
    "bench": ("bench",),
}


class StepFailed(Exception):
    """A command of a step ended with an error; its output says why."""


def digest(*paths: Path) -> str:
    """A digest of files, and of all files in folders, by name and content."""
    found = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether a step was done from exactly this input."""
    return stamp.is_file() and stamp.read_text() == value


def run(*command: object) -> None:
    """Run a command silently; show all it said when it fails."""
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "DJANGO_SETTINGS_MODULE": "leye.config.settings"}
    # A front-end tool that asks how it is doing would phone home.
    environment.update(
        PYTHONDONTWRITEBYTECODE="",
        npm_config_fund="false",
        npm_config_audit="false",
        npm_config_update_notifier="false",
    )
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )
    if ended.returncode:
        raise StepFailed(f"$ {' '.join(str(part) for part in command)}\n{ended.stdout}")


def make_environment() -> None:
    """The virtual environment with uv and the build back end, all by hash."""
    stamp, value = STAMPS / "build", digest(ROOT / "requirements" / "build.txt")
    if is_stamped(stamp, value) and PYTHON.exists():
        return
    lock = ROOT / "requirements" / "build.txt"
    install = ("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock)
    try:
        run(sys.executable, "-m", "venv", VENV)
        run(PYTHON, "-m", "pip", *install)
    except StepFailed:
        # Debian's Python without python3-venv has no ensurepip: let the pip outside fill the environment.
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        run(sys.executable, "-m", "pip", "--python", PYTHON, *install)
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def install_packages(level: str) -> None:
    """The locked packages of a level, by hash, and the program itself, editable."""
    for higher in LEVELS[level]:
        if is_stamped(
            STAMPS / "packages",
            higher + digest(ROOT / "requirements" / f"{higher}.txt", ROOT / "pyproject.toml"),
        ):
            return
    locks = [ROOT / "requirements" / f"{name}.txt" for name in ("build", level)]
    # PySpark comes as source only; what builds it is in build.txt, by hash, and nothing is fetched besides.
    sync = [PYTHON, "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--no-build-isolation", *locks]
    run(*sync)
    run(
        PYTHON,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        ROOT,
    )
    (STAMPS / "packages").write_text(level + digest(locks[1], ROOT / "pyproject.toml"))


def build_front_end() -> None:
    """The pages' script and style, with the Node that came as a Python package."""
    sources = [FRONTEND / name for name in ("package.json", "package-lock.json", "vite.config.ts", "src")]
    stamp, value = DIST / ".stamp", digest(*sources)
    if is_stamped(stamp, value):
        return
    installed, lock = FRONTEND / "node_modules" / ".stamp", digest(*sources[:2])
    if not is_stamped(installed, lock):
        run(PYTHON, "tools/node.py", "ci", "--no-progress")
        installed.write_text(lock)
    run(PYTHON, "tools/node.py", "run", "build")
    stamp.write_text(value)


def collect_static() -> None:
    """All static files, hashed and compressed, in the state folder."""
    stamp, value = STATE / "static" / ".stamp", digest(DIST.parent)
    if is_stamped(stamp, value):
        return
    run(PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0")
    stamp.write_text(value)


def main() -> None:
    """Run the steps, one line each, with the seconds they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--level", choices=LEVELS, default="base")
    parser.add_argument("--steps", default="3", help="how many steps the caller counts in all")
    options = parser.parse_args()
    steps = [
        ("准备 Python 环境 / Python environment", make_environment),
        ("安装依赖 / locked packages", lambda: install_packages(options.level)),
        ("构建页面 / front end", lambda: (build_front_end(), collect_static())),
    ]
    if shutil.disk_usage(ROOT).free < 2 * 1024**3:
        print("注意：磁盘剩余不足 2 GB，安装可能失败。/ Less than 2 GB of disk are free.", flush=True)
    for number, (title, step) in enumerate(steps, 1):
        print(f"{number}/{options.steps} {title} … ", end="", flush=True)
        started = time.monotonic()
        try:
            step()
        except StepFailed as failure:
            sys.exit(
                f"失败 / failed\n{failure}\n这一步没有完成；改正后重新运行同一命令即可，已完成的不会重做。\n"
                "Run the same command again when the cause is mended; what is done stays done."
            )
        print(f"{time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
