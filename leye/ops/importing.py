"""One file from the shell into the ledger, through the same actions and jobs as the pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import CAN_IMPORT, Source
from leye.accounts.models import Post
from leye.accounts.scope import Scope, acting, as_service
from leye.areas.models import Area
from leye.intake.actions.imports import Confirm, SettleColumns, Upload
from leye.intake.enums import ImportKind, ImportState, RowState
from leye.intake.marked import write_marked_copy
from leye.intake.models import ImportBatch, ImportRow
from leye.intake.running import run_check, run_read, run_write
from leye.intake.showing import shown
from leye.intake.uploads import forget, keep
from leye.standards.calendar import today


@dataclass
class Report:
    """What came of it."""

    summary: str
    problems: list[str] = field(default_factory=list)


def importer(user: str, area: str, source: str) -> tuple[Actor, int]:
    """Who imports, and into which area. Raises ActionError in words when that is not clear."""
    if source not in Source.values:
        raise ActionError(
            _("没有“%(source)s”这种来源。可用：%(all)s。")
            % {"source": source, "all": "、".join(Source.values)}
        )
    if user:
        post = (
            Post.objects.filter(user__username=user, role__in=CAN_IMPORT)
            .held_on(today()).select_related("area").first()
        )  # fmt: skip
        if post is None:
            raise ActionError(_("用户“%(user)s”没有可以导入的岗位。") % {"user": user})
        return Actor.holding(post, source), post.area_id
    found = Area.objects.filter(code=area.ljust(12, "0")).first() if area else None
    if found is None:
        raise ActionError(
            _("请用 --as 指定用户，或用 --area 指定辖区的12位代码（没有找到“%(area)s”）。") % {"area": area}
        )
    return Actor(None, None, "", Scope(found.no, found.last), source), found.no


def import_file(
    path: Path,
    kind: str,
    *,
    user: str,
    area: str,
    source: str,
    write: bool,
    marked: Path | None,
    told: Callable[[str], None],
) -> Report:
    """Upload, check, and write the good rows of a file. Raises ActionError and WorkbookError in words."""
    if kind not in ImportKind.values:
        raise ActionError(
            _("没有“%(kind)s”这种表。可用：%(all)s。") % {"kind": kind, "all": "、".join(ImportKind.values)}
        )
    actor, area_no = importer(user, area, source)
    with path.open("rb") as file:
        kept = keep(path.name, iter(lambda: file.read(2**20), b""))
    try:
        with acting(actor.scope):
            batch = Upload(actor, area_no, kind, path.name, kept, queue=False).run()
    except Exception:
        forget(kept)
        raise
    told(_("第%(n)s号导入：读取并核对") % {"n": batch.pk})
    run_read(batch.pk)
    _must_be(batch, ImportState.MAPPING)
    with acting(actor.scope):
        SettleColumns(actor, _fresh(batch), {}, False, queue=False).run()
    run_check(batch.pk)
    batch = _must_be(batch, ImportState.PREVIEWED)
    writable = batch.counts.get("new", 0) + batch.counts.get("changed", 0)
    if write and writable:
        told(_("写入%(n)s行") % {"n": writable})
        with acting(actor.scope):
            Confirm(actor, batch, queue=False).run()
        run_write(batch.pk)
        batch = _must_be(batch, ImportState.DONE)
    if marked is not None:
        write_marked_copy(batch, marked)
    with as_service():
        errors = ImportRow.objects.filter(batch=batch, state=RowState.ERROR).order_by("record")
        problems = [
            _("第%(row)s行 %(label)s:%(reasons)s")
            % {
                "row": row.number,
                "label": row.label,
                "reasons": "".join(reason.text for reason in row.reasons),
            }
            for row in shown(batch, errors)
        ]
    return Report(_summary(batch), problems)


def _fresh(batch: ImportBatch) -> ImportBatch:
    with as_service():
        return ImportBatch.objects.select_related("area").get(pk=batch.pk)


def _must_be(batch: ImportBatch, state: ImportState) -> ImportBatch:
    """The batch as it is now. Raises ActionError with its problem when the step did not succeed."""
    now = _fresh(batch)
    if now.state != state:
        raise ActionError(now.problem or _("这个导入正由别的程序处理，请到“导入”页面查看。"))
    return now


def _summary(batch: ImportBatch) -> str:
    counts = {name: batch.counts.get(name, 0) for name in ("new", "changed", "unchanged", "error")}
    words = _("新增%(new)s行，有变化%(changed)s行，无变化%(unchanged)s行，有问题%(error)s行。") % counts
    if batch.state == ImportState.DONE:
        return _("已导入：") + words
    return _("未写入：") + words
