"""The jobs of an import, each a plain function: read, check, write. Killed at any moment they leave nothing
half done, and can be run again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.intake.checking import check, guess
from leye.intake.enums import ImportState
from leye.intake.job import Job
from leye.intake.kinds.base import ChangedMeanwhile, Told
from leye.intake.models import ImportBatch
from leye.intake.progress import AlreadyRunning, Progress
from leye.intake.uploads import forget, stored
from leye.intake.writing import KeysChanged, StagingLost, write
from leye.ledger.identities import hold_keys, keys_are_settled
from leye.workbook.errors import WorkbookError

#: Uploads and previews that nobody went on with are dropped after this long, files of done imports too.
KEPT_FOR = dt.timedelta(days=30)


def run_read(batch_id: int) -> None:
    """Read an upload and guess its columns."""
    _run(batch_id, ImportState.UPLOADED, _read)


def run_check(batch_id: int) -> None:
    """Clean and match a batch whose columns are settled; leaves a preview."""
    _run(batch_id, ImportState.CHECKING, _check)


def run_write(batch_id: int) -> None:
    """Write a previewed batch into the ledger."""
    _run(batch_id, ImportState.WRITING, _write)


def _run(batch_id: int, state: ImportState, work: Callable[[ImportBatch, Told], None]) -> None:
    """Do the work unless another process does it, or the batch is no longer in that state."""
    try:
        with Progress(batch_id) as progress:
            with as_service():
                batch = ImportBatch.objects.select_related("area").filter(pk=batch_id, state=state).first()
            if batch is None:
                return
            progress.start()
            total = int(batch.mapping.get("rows", 0))
            _guarded(batch, state, work, lambda words: progress.step(words, 0, total))
    except AlreadyRunning:
        return


def _guarded(
    batch: ImportBatch, state: ImportState, work: Callable[[ImportBatch, Told], None], told: Told
) -> None:
    try:
        work(batch, told)
    except WorkbookError as error:
        _failed(batch, ImportState.FAILED, str(error))
    except StagingLost:
        _failed(
            batch,
            ImportState.FAILED,
            _("预览数据已失效（数据库重启过）。请点“再试一次”重新核对，不用重新上传。"),
        )
    except KeysChanged:
        _failed(
            batch,
            ImportState.FAILED,
            _("正在更换身份证号密钥，或预览后更换过。请稍后点“再试一次”，不用重新上传。"),
        )
    except ChangedMeanwhile:
        _failed(
            batch,
            ImportState.PREVIEWED,
            _("写入时有人正在修改同一批人员，没有写入任何一行。请稍后再点确认。"),
        )
    except Exception:
        back = ImportState.PREVIEWED if state == ImportState.WRITING else ImportState.FAILED
        _failed(
            batch, back, _("程序出错，没有写入任何一行，文件还在。请再试一次；仍不行请把导入编号告诉管理员。")
        )
        raise


def _failed(batch: ImportBatch, state: ImportState, problem: str) -> None:
    with as_service():
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=state, problem=problem, step="", finished_at=timezone.now()
        )


def _read(batch: ImportBatch, told: Told) -> None:
    told(_("读取表格"))
    mapping = guess(batch)
    with as_service():
        ImportBatch.objects.filter(pk=batch.pk).update(
            mapping=mapping, total_rows=mapping["rows"], state=ImportState.MAPPING, step=""
        )


def _check(batch: ImportBatch, told: Told) -> None:
    with as_service():
        sweep()
        hold_keys()
        if not keys_are_settled():
            raise KeysChanged
        counts = check(batch, told)
        ImportBatch.objects.filter(pk=batch.pk).update(
            counts=counts, total_rows=counts["total"], state=ImportState.PREVIEWED, step="", problem="",
            finished_at=timezone.now(),
        )  # fmt: skip


def _write(batch: ImportBatch, told: Told) -> None:
    write(batch, told)


def sweep() -> int:
    """Drop uploads and staging tables of imports older than KEPT_FOR; how many (as the service role).

    Uploads hold identity numbers in the clear, so they are not kept longer than somebody may come back to them.
    """
    old = ImportBatch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(file_path="")
    swept = list(old.select_related("area"))
    with transaction.atomic():
        for batch in swept:
            Job.of(batch).drop()
            forget(stored(batch.file_path))
        ImportBatch.objects.filter(pk__in=[batch.pk for batch in swept]).update(file_path="")
    return len(swept)
