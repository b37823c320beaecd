"""Fenced blocks of a Markdown page."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind the fence, and the lines inside."""

    info: str
    body: str


def blocks(page: Path) -> list[Block]:
    """Every fenced block in order."""
    return [
        Block(found["info"].strip(), found["body"])
        for found in FENCE.finditer(page.read_text(encoding="utf-8"))
    ]


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """The targets of all links and pictures."""
    return [found["target"] for found in LINK.finditer(prose(page))]


def pages() -> list[Path]:
    """Every Markdown page that people read."""
    found = [
        path for folder in (ROOT, ROOT / "frontend", ROOT / "benchmarks") for path in folder.glob("*.md")
    ]
    return sorted([*found, *DOCS.rglob("*.md")])
