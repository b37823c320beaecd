"""The steps a clerk takes with an import: upload, settle columns, confirm, try again, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, Conflict
from leye.accounts.enums import CAN_IMPORT, Role
from leye.accounts.scope import as_service
from leye.intake import tasks
from leye.intake.checking import guess, missing, remember
from leye.intake.enums import RUNNING, ImportState
from leye.intake.job import Job
from leye.intake.models import ImportBatch
from leye.intake.progress import is_running
from leye.intake.undoing import undo
from leye.intake.uploads import forget, stored
from leye.workbook.catalogue import KINDS

#: Files up to this size are read while the clerk waits; larger ones by a background job.
READ_AT_ONCE = 2 * 2**20
UNDO_WITHIN = dt.timedelta(hours=24)


def is_dead(batch: ImportBatch) -> bool:
    """A job took the batch up and is gone without finishing."""
    return batch.state in RUNNING and batch.started_at is not None and not is_running(batch.pk)


def can_undo(batch: ImportBatch) -> bool:
    """Done less than a day ago."""
    done = batch.finished_at
    return batch.state == ImportState.DONE and done is not None and timezone.now() - done < UNDO_WITHIN


class _Step(Action[ImportBatch]):
    allowed: ClassVar[tuple[Role, ...]] = CAN_IMPORT

    def __init__(self, actor: Actor, batch: ImportBatch, *, queue: bool = True) -> None:
        """`queue`: leave the work to a background job; False when the caller does it itself."""
        super().__init__(actor)
        self.batch, self.queue = batch, queue

    def describe(self) -> dict[str, Any]:
        """Which import."""
        return {"import": self.batch.pk}

    def move(self, *before: str, **values: Any) -> ImportBatch:
        """Change the batch if it is still as the clerk saw it. Raises Conflict."""
        if not ImportBatch.objects.filter(pk=self.batch.pk, state__in=before).update(**values):
            raise Conflict(_("这个导入刚刚被别人处理过，请刷新页面查看。"))
        self.batch.refresh_from_db()
        return self.batch


class Upload(Action[ImportBatch]):
    """Take a stored file in. Small files are read at once, so a WorkbookError may come of it."""

    allowed: ClassVar[tuple[Role, ...]] = CAN_IMPORT

    def __init__(
        self, actor: Actor, area_id: int, kind: str, name: str, path: Path, *, queue: bool = True
    ) -> None:
        super().__init__(actor)
        self.queue = queue
        self.area_id, self.kind, self.name, self.path = area_id, kind, name, path

    def check(self) -> None:
        """The area lies in the actor's range."""
        super().check()
        if not self.actor.scope.covers(self.area_id):
            raise ActionError(_("这个辖区不在您的岗位范围内。"))

    def execute(self) -> ImportBatch:
        """The batch, its columns guessed already where the file is small."""
        batch = ImportBatch.objects.create(
            area_id=self.area_id, post_id=self.actor.post_id, user_id=self.actor.user_id, kind=self.kind,
            source=str(self.actor.source), file_name=self.name[-200:], file_path=self.path.name,
        )  # fmt: skip
        if self.path.stat().st_size <= READ_AT_ONCE:
            batch.mapping = guess(batch)
            batch.total_rows, batch.state = batch.mapping["rows"], ImportState.MAPPING
            batch.save(update_fields=["mapping", "total_rows", "state"])
        elif self.queue:
            tasks.read_upload.defer(batch_id=batch.pk)
        return batch


class SettleColumns(_Step):
    """Say what each column is, and have the file checked. `chosen`: column → field name, '' to leave it out."""

    def __init__(
        self, actor: Actor, batch: ImportBatch, chosen: Mapping[int, str], keep: bool, *, queue: bool = True
    ) -> None:
        super().__init__(actor, batch, queue=queue)
        self.chosen, self.keep = chosen, keep

    def check(self) -> None:
        """Only fields of the kind; every required field has one column, and no field two."""
        super().check()
        columns = self.batch.mapping.get("columns", [])
        known = {field.name for field in KINDS[self.batch.kind].fields}  # type: ignore[index]  # as in checking
        if unknown := sorted(set(filter(None, self.chosen.values())) - known):
            raise ActionError(
                _("这类名单没有“%(fields)s”这项内容，请从下拉列表中选择。")
                % {"fields": "、".join(unknown)[:80]}
            )
        for place, column in enumerate(columns):
            column["field"] = self.chosen.get(place, column["field"]) or None
        given = [column["field"] for column in columns if column["field"]]
        if len(given) != len(set(given)):
            twice = [
                column["header"] for column in columns if column["field"] and given.count(column["field"]) > 1
            ]
            raise ActionError(
                _("这几列选了同一项内容：%(columns)s。每项内容只能对应一列。") % {"columns": "、".join(twice)}
            )
        if lacking := missing(self.batch):
            raise ActionError(
                _("还没有指定哪一列是%(fields)s，这几项必须有。请在下面选择，或检查表格。")
                % {"fields": "、".join(lacking)}
            )

    def execute(self) -> ImportBatch:
        """Queue the check."""
        if self.keep:
            remember(self.batch)
        self.move(
            ImportState.MAPPING, ImportState.PREVIEWED, state=ImportState.CHECKING, mapping=self.batch.mapping,
            started_at=None, problem="", done_rows=0,
        )  # fmt: skip
        if self.queue:
            tasks.check_batch.defer(batch_id=self.batch.pk)
        return self.batch


class BackToColumns(_Step):
    """Change the columns of a previewed file."""

    def execute(self) -> ImportBatch:
        """To the columns again; the preview is made anew."""
        return self.move(ImportState.PREVIEWED, ImportState.FAILED, state=ImportState.MAPPING, problem="")


class Confirm(_Step):
    """Have the previewed rows written."""

    def check(self) -> None:
        """There is something to write."""
        super().check()
        counts = self.batch.counts
        if not counts.get("new") and not counts.get("changed"):
            raise ActionError(_("没有需要写入的行。"))

    def execute(self) -> ImportBatch:
        """Queue the write."""
        self.move(ImportState.PREVIEWED, state=ImportState.WRITING, started_at=None, problem="", done_rows=0)
        if self.queue:
            tasks.write_batch.defer(batch_id=self.batch.pk)
        return self.batch


class TryAgain(_Step):
    """Take an unfinished import up again where it stopped."""

    def check(self) -> None:
        """It failed, or its job died."""
        super().check()
        if self.batch.state != ImportState.FAILED and not is_dead(self.batch):
            raise Conflict(_("这个导入正在进行，不用重试。"))

    def execute(self) -> ImportBatch:
        """Queue the step that did not finish."""
        state = self.batch.state
        if state == ImportState.FAILED:
            state = ImportState.CHECKING if self.batch.mapping.get("columns") else ImportState.UPLOADED
        self.move(self.batch.state, state=state, started_at=None, problem="", done_rows=0)
        task = {
            ImportState.UPLOADED: tasks.read_upload,
            ImportState.CHECKING: tasks.check_batch,
            ImportState.WRITING: tasks.write_batch,
        }[ImportState(state)]
        task.defer(batch_id=self.batch.pk)
        return self.batch


class Undo(_Step):
    """Take a done import back within a day."""

    def check(self) -> None:
        """It is done, and not longer ago than a day."""
        super().check()
        if not can_undo(self.batch):
            raise ActionError(_("只能撤销24小时内完成的导入。更早的请逐条更正。"))

    def execute(self) -> ImportBatch:
        """All but what was touched since."""
        undo(self.batch)
        self.batch.refresh_from_db()
        return self.batch


class Discard(_Step):
    """Drop an import that was never written, with its file."""

    def check(self) -> None:
        """Nothing of it was written, and no job works on it."""
        super().check()
        open_states = (ImportState.MAPPING, ImportState.PREVIEWED, ImportState.FAILED)
        if self.batch.state not in open_states and not is_dead(self.batch):
            raise Conflict(_("正在进行或已完成的导入不能丢弃。"))

    def execute(self) -> ImportBatch:
        """Rows, tables and file go; the ledger was never touched."""

        with as_service():
            Job.of(self.batch).drop()
        path = stored(self.batch.file_path)
        self.batch.delete()
        forget(path)
        return self.batch
