"""From an upload to a preview: read, guess columns, clean, match against the ledger, mark every row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import Scope, as_service
from leye.intake.job import Job, one, rows, run
from leye.intake.kinds import plan_for
from leye.intake.kinds.base import Told
from leye.intake.models import ColumnMemory, ImportBatch
from leye.intake.places import Places
from leye.intake.uploads import stored, table_of
from leye.ledger.models import GroupCode
from leye.workbook.catalogue import KINDS
from leye.workbook.cleaning import CleanTable, clean_rows
from leye.workbook.matching import (
    ColumnGuess,
    guess_columns,
    mapping_to_remember,
    missing_required,
    signature,
)
from leye.workbook.table import Table

_LONG_NUMBER = re.compile(r"[\dXx]{15,}")


def guess(batch: ImportBatch) -> dict[str, Any]:
    """How the columns of an upload are probably to be read, as the batch keeps it."""
    table = table_of(stored(batch.file_path), batch.file_name, _kind(batch).name, batch.sheet)
    sign = signature(table.headers)
    memory = (
        ColumnMemory.objects.filter(kind=batch.kind, signature=sign, area__no__lte=batch.area_id,
                                    area__last__gte=batch.area_id)
        .order_by("-area__level").first()
    )  # fmt: skip
    remembered: Mapping[str, str | None] | None = memory.mapping if memory else None
    guesses = guess_columns(table, _kind(batch), remembered)
    return {
        "signature": sign,
        "remembered": memory is not None,
        "rows": len(table),
        "sheets": sorted({part.sheet for part in table.parts}),
        "skipped": [{"sheet": s.sheet, "row": s.row, "reason": s.reason} for s in table.skipped[:50]],
        "columns": [
            {"header": g.header, "field": g.field, "guess": g.field, "how": g.how,
             "samples": [_hidden(sample) for sample in g.samples]}
            for g in guesses
        ],
    }  # fmt: skip


def _hidden(sample: str) -> str:
    """Identity and other long numbers are shown, and kept in the database, only in part."""
    return _LONG_NUMBER.sub(lambda match: f"{match[0][:6]}****{match[0][-4:]}", sample)[:60]


def _kind(batch: ImportBatch) -> Any:
    return KINDS[batch.kind]  # type: ignore[index]  # the batch's choices are the catalogue's names


def missing(batch: ImportBatch) -> list[str]:
    """Labels of required fields that no column is read as."""
    return missing_required(_guesses(batch), _kind(batch))


def _guesses(batch: ImportBatch) -> list[ColumnGuess]:
    return [
        ColumnGuess(place, c["header"], c["field"], 1.0, "user", tuple(c["samples"]))
        for place, c in enumerate(batch.mapping["columns"])
    ]


def remember(batch: ImportBatch) -> None:
    """Keep the batch's mapping for files with the same header in the same area."""
    ColumnMemory.objects.update_or_create(
        area_id=batch.area_id, kind=batch.kind, signature=batch.mapping["signature"],
        defaults={"mapping": mapping_to_remember(_guesses(batch))},
    )  # fmt: skip


def read_clean(batch: ImportBatch, told: Told) -> CleanTable:
    """The cleaned records of a batch under its mapping."""
    told(_("读取表格"))
    table: Table = table_of(stored(batch.file_path), batch.file_name, _kind(batch).name, batch.sheet)
    told(_("检查每一格"))
    chosen = {c["field"]: place for place, c in enumerate(batch.mapping["columns"]) if c["field"]}
    clean = clean_rows(table, chosen, _kind(batch), {"groups": _local_groups(batch)})
    _follow_successors(clean)
    return clean


def _local_groups(batch: ImportBatch) -> dict[str, str]:
    """Names of the groups that the area and those above it have set up, and their codes."""
    codes = GroupCode.objects.filter(area__no__lte=batch.area_id, area__last__gte=batch.area_id)
    return {group.name: group.code for group in codes}


def _follow_successors(clean: CleanTable) -> None:
    """Groups that have ended are taken as the group that follows them."""
    if "groups" not in clean.values:
        return
    ended = {g.code: g for g in GroupCode.objects.filter(valid_to__isnull=False).select_related("successor")}
    groups = clean.values["groups"]
    for record, codes in enumerate(groups):
        old = [ended[code] for code in codes or () if code in ended]
        if not old:
            continue
        groups[record] = tuple(
            dict.fromkeys((ended[c].successor_id or c) if c in ended else c for c in codes)
        )
        for group in old:
            name = group.successor.name if group.successor else group.name
            text = _("“%(old)s”已停用，按“%(new)s”记。") % {"old": group.name, "new": name}
            clean.add(record, "groups", "warning", text)


def _log_strangers(batch: ImportBatch, job: Job, total: int) -> None:
    """A roster tells which of its numbers are held elsewhere, as registering does: such an answer leaves a line."""
    strangers = one(f"SELECT count(*) FROM {job.table('match')} WHERE found = 'elsewhere'")
    if strangers and batch.user_id is not None and batch.kind != "employers":
        AccessLog.objects.create(
            user_id=batch.user_id, post_id=batch.post_id, area_id=batch.area_id, access=Access.SEARCH,
            detail={"import": batch.pk, "list": _("导入核对"), "rows": total, "elsewhere": strangers},
        )  # fmt: skip


def check(batch: ImportBatch, told: Told) -> dict[str, int]:
    """Fill the batch's staging tables and its rows; the counts of each mark. To be run in one transaction."""
    clean = read_clean(batch, told)
    job = Job.of(batch)
    plan = plan_for(job)
    told(_("核对村（社区）名称"))
    columns = plan.columns(clean, Places(Scope(job.lo, job.hi)), told)
    # Last, because finding places and the like adds remarks.
    columns = [*plan.common_columns(clean), *columns]
    job.columns = frozenset(column.name for column in columns)
    with as_service():
        job.drop()
        told(_("送入数据库"))
        job.stage(columns)
        told(_("与台账核对"))
        plan.match()
        for aspect in plan.aspects:
            aspect.find()
        told(_("比较每一项变化"))
        plan.make_final()
        plan.finish_preview(clean, told)
        told(_("整理预览"))
        run(f"DELETE FROM intake_importrow WHERE batch_id = {batch.pk}")
        run(
            "INSERT INTO intake_importrow (batch_id, area_id, record, sheet, sheet_row, state, label, target_id,"
            f" changes, problems) SELECT {batch.pk}, {batch.area_id}, rec, sheet, sheet_row, state, label, target_id,"
            f" changes, problems FROM {job.table('final')} WHERE state <> 'unchanged' OR problems <> '[]'::jsonb"
            " ORDER BY state, rec"
        )
        counts = {state: int(count) for state, count in
                  rows(f"SELECT state, count(*) FROM {job.table('final')} GROUP BY state")}  # fmt: skip
        _log_strangers(batch, job, len(clean))
        counts["total"] = len(clean)
        counts["remarked"] = one(
            f"SELECT count(*) FROM {job.table('final')} WHERE state <> 'error' AND problems <> '[]'::jsonb"
        )
    return counts
