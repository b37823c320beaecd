"""From a preview to the ledger: look again, write all good rows in one transaction, keep what undoing needs."""

from __future__ import annotations

import json

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope, acting, as_service
from leye.intake.enums import ImportState
from leye.intake.job import SCHEMA, Job, one, quoted, rows, run
from leye.intake.kinds import plan_for
from leye.intake.kinds.base import ChangedMeanwhile, Plan, Told
from leye.intake.models import ImportBatch
from leye.intake.uploads import forget_table, stored
from leye.ledger.identities import hold_keys, keys_are_settled
from leye.vault.crypto import ring

_WRITES = 7302
_TRIES = 3
_COUNTY = 10**6


class KeysChanged(RuntimeError):
    """The keys of identity numbers are being changed, or were since the preview."""


class StagingLost(RuntimeError):
    """The tables of the preview are gone (the database server crashed): the file must be checked again."""


def write(batch: ImportBatch, told: Told) -> dict[str, int]:
    """Write a previewed batch; the counts after writing. Nothing is written when it fails.

    Raises StagingLost; ChangedMeanwhile when others keep changing the same rows.
    """
    for attempt in range(_TRIES):
        try:
            return _write_once(batch, told)
        except (ChangedMeanwhile, IntegrityError) as error:
            # The same number, code or record came in between our last look and our write: look again.
            if attempt == _TRIES - 1:
                raise ChangedMeanwhile(str(error)) from error
    raise AssertionError


def _write_once(batch: ImportBatch, told: Told) -> dict[str, int]:
    job = Job.of(batch)
    plan = plan_for(job)
    with transaction.atomic(), _context(batch) as context:
        wait_for_turn(batch.area_id, told)
        hold_keys()
        with as_service():
            _columns(job, batch)
            told(_("再次核对预览后有无变化"))
            plan.verify()
            _mark_stale(job, plan)
            job.lend()
        with acting(Scope(job.lo, job.hi)):
            plan.write(told)
        with as_service():
            _assert_inside(job, str(context.id))
            counts = _counts(job, batch)
            job.take_back()
        with acting(Scope(job.lo, job.hi)):
            ImportBatch.objects.filter(pk=batch.pk).update(
                state=ImportState.DONE, counts=counts, finished_at=timezone.now(), context_id=context.id,
                problem="", step="",
            )  # fmt: skip
    with as_service():
        job.drop()
    forget_table(stored(batch.file_path))
    return counts


def _context(batch: ImportBatch) -> pghistory.context:
    return pghistory.context(
        action="Import", source=batch.source, user=batch.user_id, post=batch.post_id, **{"import": batch.pk}
    )


def wait_for_turn(area_no: int, told: Told) -> None:
    """One import or undo writes in a county at a time; the next waits, and says so."""
    county = area_no // _COUNTY
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_WRITES, county])
        (mine,) = cursor.fetchone()
        if not mine:
            told(_("本县另一个导入正在写入，完成后自动继续"))
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_WRITES, county])


def _columns(job: Job, batch: ImportBatch) -> None:
    """Which columns were staged. Raises StagingLost."""
    found = rows(
        "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid ="
        f" to_regclass('{job.table()}')"
    )
    job.columns = frozenset(name for (name,) in found)
    kept = one(f"SELECT count(*) FROM {job.table('final')}") if found else 0
    if kept != batch.counts.get("total"):
        raise StagingLost(f"{SCHEMA}: {kept}")
    if "id_index" in job.columns:
        generation = one(f"SELECT max(get_byte(id_index, 0)) FROM {job.table()}")
        if generation not in (0, ring().current) or not keys_are_settled():
            raise KeysChanged


def _mark_stale(job: Job, plan: Plan) -> None:
    """Rows that changed since the preview become errors with their reason."""
    field, sentence = plan.reasons.get("elsewhere", (None, ""))
    reasons = {
        "stale": (None, _("预览后被他人修改，没有写入。请重新上传这个文件核对。")),
        "elsewhere": (field, _(sentence)),
    }
    for state, (about, text) in reasons.items():
        problem = json.dumps([{"field": about, "level": "error", "reason": text}], ensure_ascii=False)
        run(
            f"UPDATE intake_importrow i SET state = 'error', problems = i.problems || {quoted(problem)}::jsonb"
            f" WHERE i.batch_id = {job.batch_id} AND i.state IN ('new', 'changed') AND i.record = ANY(ARRAY("
            f"SELECT rec FROM {job.table('final')} WHERE state = '{state}'))"
        )
        run(f"UPDATE {job.table('final')} SET state = 'error' WHERE state = '{state}'")


def _counts(job: Job, batch: ImportBatch) -> dict[str, int]:
    found = rows(f"SELECT state, count(*) FROM {job.table('final')} GROUP BY state")
    return {"total": batch.counts["total"], "remarked": batch.counts.get("remarked", 0),
            **{state: int(count) for state, count in found}}  # fmt: skip


#: Every guarded table that imports write.
WRITTEN = (
    "ledger_person", "ledger_household", "ledger_employer", "ledger_groupmembership", "ledger_intention",
    "ledger_unemploymentregistration", "ledger_skill", "ledger_trainingneed", "ledger_employmentspell",
    "casework_servicerecord", "cases_case",
)  # fmt: skip


def _assert_inside(job: Job, context: str) -> None:
    """No history row of this import lies outside its range. Row-level security held it; this proves it."""
    # A vacancy stands where its office is; the work itself may be elsewhere.
    for table, area in (*((table, "area_id") for table in WRITTEN), ("vacancies_vacancy", "office_id")):
        outside = one(
            f"SELECT count(*) FROM {table}event WHERE pgh_context_id = '{context}' AND NOT {job.inside(area)}"
        )
        if outside:
            raise AssertionError(f"{table}: {outside} rows outside {job.lo}..{job.hi}")
