"""Nothing in the repository may name a package registry, a path of somebody's machine, or load from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Written apart, so that this file does not hold what it looks for.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmmirror", "com"), ("npmjs", "com"),
    ("debian", "org/debian"), ("tsinghua", "edu", "cn"), ("aliyun", "com"))]  # fmt: skip
REGISTRY = re.compile("|".join(re.escape(host) for host in REGISTRIES))
MACHINE_PATH = re.compile(r"(?<![\w.~}<])/(?:work|root|tmp|home)(?:/|\b(?![/\w-]))")
#: A page that fetches from another origin: src=, href=, action=, url(), import, fetch().
FOREIGN = re.compile(r"""(?:src|href|action|srcset)\s*=\s*["']\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
                     r"""|(?:fetch|import)\s*\(?\s*["'](?:https?:)?//""")  # fmt: skip
LOCKS = re.compile(r'"resolved"|(?:https?|git|ssh)(?:\+\w+)?://')
PAGES = {".html", ".css", ".ts", ".js", ".svg"}
BINARY = {".png", ".gz", ".xlsx", ".xls", ".ico", ".woff2", ".parquet", ".zip", ".npz"}


def tracked_files() -> list[Path]:
    """The files of the repository, those not yet added too; all but ignored ones."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                            check=True).stdout.splitlines()  # fmt: skip
    paths = [ROOT / name for name in listed]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def problems_in(path: Path) -> list[str]:
    """What is wrong with a file, one sentence each."""
    name = path.relative_to(ROOT).as_posix()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return [
            f"{name}: not UTF-8 text; if it is meant to be binary, name its kind in tools/check_traces.py"
        ]
    is_lock = name.startswith("requirements/") or path.name == "package-lock.json"
    rules = [(REGISTRY, "names a package registry"), (MACHINE_PATH, "names a path of one machine")]
    if is_lock:
        rules.append((LOCKS, "a lock file may hold no address, only hashes"))
    if path.suffix in PAGES:
        rules.append((FOREIGN, "loads from another origin"))
    return [
        f"{name}:{number}: {why}: {line.strip()[:100]}"
        for number, line in enumerate(lines, 1)
        for pattern, why in rules
        if pattern.search(line)
    ]


def main() -> None:
    """Print every trace; end with 1 when there is one."""
    files = tracked_files()
    found = [problem for path in files for problem in problems_in(path)]
    if found or not files:
        sys.exit("\n".join([*found, f"{len(found)} traces in {len(files)} files"]))
    print(f"{len(files)} files hold no registry, machine path or foreign origin")


if __name__ == "__main__":
    main()
