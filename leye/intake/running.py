"""The jobs of an import, each a plain function: read, check, write. Killed at any moment they leave nothing
half done, and can be run again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leye.accounts.scope import as_service
from leye.intake.checking import check, guess
from leye.intake.enums import ImportState
from leye.intake.job import Job, parts_of, run, staged
from leye.intake.kinds.base import ChangedMeanwhile, Told
from leye.intake.models import ImportBatch
from leye.intake.progress import AlreadyRunning, Progress
from leye.intake.uploads import forget, stored
from leye.intake.writing import KeysChanged, StagingLost, write
from leye.ledger.identities import hold_keys, keys_are_settled
from leye.workbook.errors import WorkbookError

#: Uploads and previews that nobody went on with are dropped after this long, files of done imports too.
KEPT_FOR = dt.timedelta(days=30)

#: How much of the work is done when a step begins, measured on 100,000 rows.
SHARES: dict[str, tuple[tuple[str, float], ...]] = {
    ImportState.CHECKING: (
        (gettext_noop("读取表格"), 0.0),
        (gettext_noop("检查每一格"), 0.03),
        (gettext_noop("核对村（社区）名称"), 0.17),
        (gettext_noop("计算身份证号索引"), 0.18),
        (gettext_noop("送入数据库"), 0.33),
        (gettext_noop("与台账核对"), 0.47),
        (gettext_noop("比较每一项变化"), 0.73),
        (gettext_noop("加密新增人员的身份证号"), 0.80),
        (gettext_noop("整理预览"), 0.93),
    ),
    ImportState.WRITING: (
        (gettext_noop("再次核对预览后有无变化"), 0.0),
        (gettext_noop("写入新增人员"), 0.10),
        (gettext_noop("更新已有人员"), 0.55),
        (gettext_noop("写入类别、意愿等"), 0.80),
    ),
}


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
            shares = SHARES.get(state, ())

            def told(words: str) -> None:
                # Each step's share of the whole, so that the bar moves evenly and the time left can be told.
                share = next((share for name, share in shares if _(name) == words), None)
                progress.step(words, round(total * share) if share is not None else None, total)

            _guarded(batch, state, work, told)
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
    """Drop uploads of imports older than KEPT_FOR, and tables nobody will use; how many uploads (as service role).

    Uploads hold identity numbers in the clear, so they are not kept longer than somebody may come back to them.
    """
    old = ImportBatch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(file_path="")
    swept = list(old.select_related("area"))
    waiting = ImportBatch.objects.filter(
        state__in=(ImportState.CHECKING, ImportState.PREVIEWED, ImportState.WRITING)
    )
    known = set(waiting.values_list("pk", flat=True))
    for number in staged() - known:
        run(f"DROP TABLE IF EXISTS {', '.join(parts_of(number))}")
    with transaction.atomic():
        for batch in swept:
            Job.of(batch).drop()
            forget(stored(batch.file_path))
        ImportBatch.objects.filter(pk__in=[batch.pk for batch in swept]).update(file_path="")
    return len(swept)
