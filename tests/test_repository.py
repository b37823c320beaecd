"""What the repository promises about itself, and that the checks looked at something."""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver

from tools import check_lengths, check_traces

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "leye").rglob("templates/**/*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PIN = re.compile(r"^([a-z0-9][\w.-]*)==([^ ]+)", re.MULTILINE)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_source_file_is_over_the_limit() -> None:
    found = check_lengths.lengths()
    assert len(found) > 100
    assert [name for name, lines in found.items() if lines > check_lengths.LIMIT] == []


def test_no_registry_machine_path_or_foreign_origin() -> None:
    files = check_traces.tracked_files()
    assert len(files) > 100
    assert [problem for path in files for problem in check_traces.problems_in(path)] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('<script src="//cdn.example.com/x.js"></script>', "page.html"),
        ("body { background: url(https://example.com/a.png) }", "page.css"),
        ("cd /" + "root/project", "notes.md"),
        ("index = " + ".".join(("pypi", "org")), "notes.md"),
        ('"resolved": "x"', "package-lock.json"),
    ],
)
def test_the_check_for_traces_finds_them(
    line: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_traces, "ROOT", tmp_path)
    (tmp_path / name).write_text(line)
    assert len(check_traces.problems_in(tmp_path / name)) == 1


def test_nothing_that_was_installed_or_made_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(listed) > 100
    unwanted = re.compile(
        r"(^|/)(\.venv|\.leye|node_modules|dist|__pycache__|staticfiles)/|keys\.json$|\.pyc$"
    )
    assert [name for name in listed if unwanted.search(name)] == []


def test_each_lock_file_holds_the_one_before_it_at_the_same_versions() -> None:
    pins = {
        name: dict(PIN.findall(_read(f"requirements/{name}.txt")))
        for name in ("base", "spark", "dev", "bench", "build")
    }
    assert len(pins["base"]) > 30
    assert pins["base"].items() <= pins["dev"].items() <= pins["bench"].items()
    assert pins["base"].items() <= pins["spark"].items() <= pins["bench"].items()
    shared = pins["build"].keys() & pins["bench"].keys()
    assert {name: pins["build"][name] for name in shared} == {name: pins["bench"][name] for name in shared}


def test_every_locked_package_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        for entry in re.split(r"\n(?=\S)", path.read_text().strip()):
            assert "--hash=sha256:" in entry, f"{path.name}: {entry[:60]}"


def _variables_in_use() -> set[str]:
    """Names that code and Makefile read from the environment; a code list's member stands left of its value."""
    sources = [
        *(ROOT / "leye").rglob("*.py"),
        *(ROOT / "tools").rglob("*.py"),
        *(ROOT / "benchmarks").rglob("*.py"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, ROOT / "Makefile"])
    return set(re.findall(r"\bLEYE_[A-Z_]+\b(?! = \")", text))


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_setting_stands_in_the_readme_and_is_in_use(readme: str) -> None:
    told = set(re.findall(r"^\| `(LEYE_[A-Z_]+)` \|", _read(readme), re.MULTILINE))
    assert len(told) > 8
    assert told == _variables_in_use()


def test_both_readmes_tell_the_same() -> None:
    english, chinese = _read("README.md"), _read("README.zh.md")
    for pattern in (r"^## ", r"^- \*\*", r"^\| `", r"^!\[", r"^```"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(
            re.findall(pattern, chinese, re.MULTILINE)
        ), pattern


def test_the_readme_names_every_command() -> None:
    import typer

    from leye.ops.cli import app

    commands = list(getattr(typer.main.get_command(app), "commands", {}))
    assert len(commands) > 8
    told = _read("README.md")
    assert [name for name in commands if f"`leye {name}`" not in told and name != "demo"] == []


def test_licence_is_whole() -> None:
    text = _read("LICENSE")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 190


def test_ci_runs_what_developers_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    text = script.read_text()
    assert "set -euo pipefail" in text
    assert "make lint" in text
    assert text.rstrip().endswith("make test")


def test_every_target_of_the_makefile_says_what_it_does() -> None:
    makefile = _read("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None
    told = set(re.findall(r"^([a-z]+):[^\n]*## ", makefile, re.MULTILINE))
    assert told == set(phony[1].split())


# --- templates ---


def _without_translations(text: str) -> str:
    """A template without what gettext translates, and without comments."""
    for pattern in (
        r"\{#.*?#\}",
        r"\{%\s*comment\b.*?endcomment\s*%\}",
        r"<!--.*?-->",
        r"\{%\s*blocktranslate\b.*?endblocktranslate\s*%\}",
        r"\{%\s*translate\b.*?%\}",
        # How a date is written, and the number of a clause, are no sentences.
        r"\|date:\"[^\"]*\"",
        r"\{%\s*clause_link\s+\"[^\"]*\"",
        # Arguments of a tag or a filter: translated where _("…") stands.
        r"_\(\s*(\"[^\"]*\"|'[^']*')\s*\)",
    ):
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    return text


def test_templates_were_found() -> None:
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "leye").as_posix())
def test_no_chinese_outside_translation_tags(template: Path) -> None:
    left = _without_translations(template.read_text(encoding="utf-8"))
    assert [line.strip() for line in left.splitlines() if CHINESE.search(line)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "leye").as_posix())
def test_no_inline_script_or_style(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|<!--.*?-->", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert (
        re.findall(r"<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)[^>]*>", text)
        == []
    )


def _names(prefix: str = "") -> set[str]:
    """All names of addresses, those of namespaces with their namespace."""
    found: set[str] = set()

    def walk(resolver: object, before: str) -> None:
        for name in getattr(resolver, "reverse_dict", {}):
            if isinstance(name, str):
                found.add(before + name)
        for namespace, (_prefix, inner) in getattr(resolver, "namespace_dict", {}).items():
            walk(inner, f"{before}{namespace}:")

    walk(get_resolver(), prefix)
    return found


def test_every_address_that_a_template_names_exists() -> None:
    names = _names()
    assert len(names) > 20
    used = {
        (path.name, found)
        for path in TEMPLATES
        for found in re.findall(r"\{%\s*url\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8"))
    }
    assert len(used) > 10
    assert sorted((page, name) for page, name in used if name not in names) == []


def test_the_check_of_addresses_would_notice() -> None:
    from django.urls import reverse

    with pytest.raises(NoReverseMatch):
        reverse("no-such-page")
    assert "no-such-page" not in _names()
