"""夜间计算: when the last one finished, its steps, counts and problems; and one asked for now."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_SEE_COUNTY, Role
from leye.adoption.enums import RunState
from leye.adoption.models import Run
from leye.adoption.runs import count_items, done_steps, left_out_of, notices_of, step_lines
from leye.web.paging import page_of
from leye.web.work import WorkRequest, work_page
from leye.worklist.tasks import ask_for_night, night_is_waiting

LOOKERS = (*CAN_SEE_COUNTY, Role.TOWNSHIP_CLERK)
PAGE = 30
KINDS = {RunState.FINISHED: "good", RunState.RUNNING: "info", RunState.FAILED: "bad"}


def _line(run: Run) -> dict[str, Any]:
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return {"run": run, "kind": KINDS[RunState(run.state)], "seconds": seconds,
            "written": run.counts.get("todos_written") if isinstance(run.counts, dict) else None,
            "left_out": len(left_out_of(run))}  # fmt: skip


def _at_work() -> bool:
    """Whether a run works or waits."""
    latest = Run.objects.order_by("-pk").first()
    return night_is_waiting() or bool(latest and latest.state == RunState.RUNNING)


@work_page(*LOOKERS)
def index(request: WorkRequest) -> HttpResponse:
    """The runs, newest first."""
    runs = Run.objects.order_by("-pk")
    page = page_of(request, lambda start, stop: list(runs[start:stop]), PAGE)
    finished = next((run for run in page.rows if run.state == RunState.FINISHED), None)
    context = {
        "lines": [_line(run) for run in page.rows], "page": page, "finished": finished, "at_work": _at_work(),
        "may_start": request.post.role in CAN_APPROVE_ADOPTION,
    }  # fmt: skip
    return render(request, "runs/index.html", context)


@work_page(*LOOKERS)
def run(request: WorkRequest, pk: int) -> HttpResponse:
    """One run."""
    found = get_object_or_404(Run, pk=pk)
    context = {
        "run": found, "kind": KINDS[RunState(found.state)], "steps": step_lines(found), "tiles": count_items(found),
        "notices": list(notices_of(found, request.scope)), "left_out": left_out_of(found),
        "crumbs": [{"label": _("夜间计算"), "url": reverse("runs")}, {"label": f"{found.as_of}", "url": ""}],
    }  # fmt: skip
    return render(request, "runs/run.html", context)


@work_page(*CAN_APPROVE_ADOPTION)
@require_POST
def start(request: WorkRequest) -> HttpResponse:
    """Ask for a run now."""
    if ask_for_night():
        messages.info(request, _("已开始计算，下面可以看进度。页面可以关掉，计算会继续。"))
    else:
        messages.info(request, _("已经有一次计算在等待，不用再点。"))
    return redirect("runs")


@work_page(*LOOKERS)
def progress(request: WorkRequest) -> HttpResponse:
    """How far the run at work is; once it is over, the list comes again whole."""
    latest = Run.objects.order_by("-pk").first()
    running = latest is not None and latest.state == RunState.RUNNING
    if not running and not night_is_waiting():
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("runs")})
    done, whole, words = done_steps(latest) if latest and running else (0, 1, _("排队等待，马上开始"))
    context = {"done": done, "whole": whole, "words": words, "poll_url": reverse("run_progress")}
    return render(request, "runs/progress.html", context)
