"""No source file over 400 lines; those over 300 are named, so that they are split before they must be."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("leye", "tests", "tools", "benchmarks", "frontend/src")
KINDS = {".py", ".ts", ".html", ".css"}
LIMIT, NOTE = 400, 300


def source_files() -> list[Path]:
    """Every file that a person wrote: no migrations, no data, no built pages."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    return sorted(
        path
        for path in found
        if not {"migrations", "data", "dist", "work"} & set(path.parts[len(ROOT.parts) :])
    )


def lengths() -> dict[str, int]:
    """Lines of each source file."""
    return {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in source_files()
    }


def main() -> None:
    """Print the long ones; end with 1 when one is over the limit."""
    found = lengths()
    for name, lines in sorted(found.items(), key=lambda item: -item[1]):
        if lines > NOTE:
            print(f"{lines:>4} {name}{'  <- over ' + str(LIMIT) if lines > LIMIT else ''}")
    if not found or max(found.values()) > LIMIT:
        sys.exit(f"A file has more than {LIMIT} lines: split it by what its parts are about.")
    print(f"{len(found)} files, none over {LIMIT} lines")


if __name__ == "__main__":
    main()
