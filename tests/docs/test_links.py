"""No page points to something that is not there, and what a page says in code exists."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, ROOT, blocks, links, pages, prose

IDENTIFIER = re.compile(r"`([A-Za-z_][\w.]*)`")


def _anchors(page: Path) -> set[str]:
    """The anchors that a viewer makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in _anchors(there), f"{page.name}: {target}"


def test_pages_were_found() -> None:
    assert len(pages()) >= 20


def test_identifiers_of_the_glossary_stand_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "leye").rglob("*.py"))
    names = {name for line in prose(DOCS / "glossary.md").splitlines() for name in IDENTIFIER.findall(line)}
    assert len(names) >= 60
    missing = [name for name in names if not re.search(rf"\b{re.escape(name.split('.')[-1])}\b", code)]
    assert missing == []


def test_decisions_are_numbered_and_listed() -> None:
    listed = links(DOCS / "decisions" / "README.md")
    files = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert listed == files
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]


def _commands(page: Path) -> list[str]:
    """The lines of a page's shell blocks that call `leye` or `make`, and such words in its prose."""
    shell = "\n".join(block.body for block in blocks(page) if block.info.startswith("sh"))
    spoken = re.findall(r"`((?:leye|make) [^`]+)`", prose(page))
    called = re.findall(r"^(?:[A-Z_]+=\S+ )*((?:\.venv/bin/)?(?:leye|make) .+)$", shell, re.MULTILINE)
    return [command.replace(".venv/bin/", "") for command in (*called, *spoken)]


def test_every_command_that_a_page_names_exists() -> None:
    import typer

    from leye.ops.cli import app

    root = typer.main.get_command(app)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    seen = 0
    for page in pages():
        for command in _commands(page):
            tool, *words = command.split()
            seen += 1
            if tool == "make":
                assert words[0] in targets or "=" in words[0], f"{page.name}: {command}"
                continue
            found = root
            for word in words:
                commands = getattr(found, "commands", None)
                if commands is None or word.startswith("-"):
                    break
                assert word in commands, f"{page.name}: {command}"
                found = commands[word]
    assert seen >= 30
