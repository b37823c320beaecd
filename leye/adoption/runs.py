"""Nights as pages show them: how far one came, what it counted, whether the figures on the page are of today."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from leye.adoption.enums import RunState
from leye.adoption.models import Run
from leye.adoption.reading import Range, last_run
from leye.adoption.registry import find_pack
from leye.adoption.resolution import FAILED
from leye.standards.calendar import today

#: Steps of a night in their order, in words. Steps inside "evaluate" are told by the engine and not shown.
STEPS = {
    "resolve": gettext_lazy("确定哪些文件在哪里执行"),
    "standing": gettext_lazy("读取现有待办"),
    "export": gettext_lazy("导出快照"),
    "evaluate": gettext_lazy("按规则计算"),
    "difference": gettext_lazy("与现有待办比较"),
    "stage": gettext_lazy("准备写入"),
    "write": gettext_lazy("写入待办和提示"),
    "reasons": gettext_lazy("保存提示的理由"),
    "figures": gettext_lazy("保存指标"),
    "touched": gettext_lazy("补算期间有变动的人"),
}
COUNTS = {
    "people": (gettext_lazy("台账人数"), gettext_lazy("人")),
    "duties": (gettext_lazy("任务"), gettext_lazy("项")),
    "changes": (gettext_lazy("有变化的任务"), gettext_lazy("项")),
    "todos_written": (gettext_lazy("写入待办"), gettext_lazy("项")),
    "findings_written": (gettext_lazy("写入提示"), gettext_lazy("项")),
    "touched": (gettext_lazy("补算人数"), gettext_lazy("人")),
}


@dataclass(frozen=True)
class StepLine:
    """One step of a run: `state` is done, now or waiting; seconds where it is done."""

    label: str
    state: str
    seconds: float | None


def step_lines(run: Run) -> list[StepLine]:
    """Every step of a run with how far it is."""
    seconds: dict[str, float] = run.counts.get("seconds", {}) if isinstance(run.counts, dict) else {}
    names = list(STEPS)
    at = names.index(run.step) if run.step in names else -1
    lines = []
    for place, name in enumerate(names):
        if run.state == RunState.FINISHED or (run.state != RunState.FINISHED and place < at):
            state = "done"
        else:
            state = ("failed" if run.state == RunState.FAILED else "now") if place == at else "waiting"
        lines.append(StepLine(str(STEPS[name]), state, seconds.get(name)))
    return lines


def done_steps(run: Run) -> tuple[int, int, str]:
    """(steps done, all steps, the one at hand in words)."""
    names = list(STEPS)
    at = names.index(run.step) if run.step in names else 0
    return (len(names) if run.state == RunState.FINISHED else at), len(names), str(STEPS.get(run.step, ""))


def count_items(run: Run) -> list[dict[str, Any]]:
    """The counts of a run as tiles."""
    held = run.counts if isinstance(run.counts, dict) else {}
    return [{"label": str(label), "value": f"{held[name]:,}", "unit": str(unit)}
            for name, (label, unit) in COUNTS.items() if isinstance(held.get(name), int)]  # fmt: skip


@dataclass(frozen=True)
class LeftOut:
    """A document that a run did not judge, with the reason. `number`: its 文号, '' for one that did not load."""

    pack: str
    number: str
    reason: str


def left_out_of(run: Run) -> list[LeftOut]:
    """The documents that a run left out; their to-dos stay as they were, and the others went on."""
    held = run.counts if isinstance(run.counts, dict) else {}
    lines = []
    for name, reason in sorted(held.get("broken_packs", {}).items()):
        pack = find_pack(name)
        lines.append(LeftOut(name, pack.info.number if pack else "", reason))
    return lines


@dataclass(frozen=True)
class NoticeLine:
    """Something an official should know about an adoption. `fault`: the rules concerned do not act."""

    message: str
    fault: bool = False


def notices_of(run: Run, scope: Range) -> Iterator[NoticeLine]:
    """What an official of a scope should know: adoptions past their dates, numbers left open, faults; each once."""
    held = run.counts if isinstance(run.counts, dict) else {}
    seen: set[str] = set()
    for notice in sorted(held.get("notices", ()), key=lambda n: n.get("kind") != "fault"):
        if notice.get("kind") == FAILED:
            continue
        if notice["lo"] <= scope.hi and notice["hi"] >= scope.lo and notice["message"] not in seen:
            seen.add(notice["message"])
            yield NoticeLine(notice["message"], notice.get("kind") == "fault")


@dataclass(frozen=True)
class Stale:
    """The newest finished run is older than today (or there is none): since when, and what may be behind it."""

    as_of: dt.date | None
    failed: bool
    running: bool


def stale_run() -> Stale | None:
    """None when today's run has finished; else one more query tells whether one failed or runs now."""
    newest = last_run()
    if newest is not None and newest.as_of >= today():
        return None
    latest = Run.objects.order_by("-pk").first()
    return Stale(
        newest.as_of if newest else None, bool(latest and latest.state == RunState.FAILED),
        bool(latest and latest.state == RunState.RUNNING),
    )  # fmt: skip
