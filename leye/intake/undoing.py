"""Taking an import back: what it added goes, what it changed returns, except where others came after it.

What it wrote is read from the history by the import's context; old values stand in its rows' changes.
"""

from __future__ import annotations

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.accounts.scope import as_service
from leye.intake.enums import ImportState, RowState
from leye.intake.job import Column, Job, one, quoted, rows, run
from leye.intake.kinds.employers import CORE as EMPLOYER_CORE
from leye.intake.kinds.people import CORE as PERSON_CORE
from leye.intake.models import ImportBatch
from leye.intake.undoing_vacancies import undo_vacancies
from leye.intake.writing import WRITTEN, wait_for_turn
from leye.ledger.models import Person
from leye.standards.names import pinyin

#: Tables whose rows an import adds to a person.
CHILDREN = tuple(t for t in WRITTEN if t not in ("ledger_person", "ledger_household", "ledger_employer"))
#: Kinds of imports that make people.
MAKING_PEOPLE = ("people", "households", "applications")
#: What the night computes again by itself.
_COMPUTED = ("worklist_todo", "worklist_finding")
_SPELL = {"channel": "text", "kind": "text", "work_place": "text", "wage_fen": "bigint", "ended_on": "date",
          "insured_on": "date"}  # fmt: skip
_INTENTION = {"wants_work": "text", "wants_startup": "boolean", "occupation": "text"}


def undo(batch: ImportBatch) -> int:
    """Take a done import back, all but the touched records, in one transaction; how many were kept.

    Raises Conflict when somebody has taken it back already.
    """
    job = Job.of(batch)
    with transaction.atomic(), pghistory.context(action="UndoImport", **{"import": batch.pk}) as context:
        wait_for_turn(batch.area_id, lambda words: None)
        with as_service():
            # As it is now, not as the page showed it: a second undo would keep every row as changed by the first.
            if (
                not ImportBatch.objects.select_for_update()
                .filter(pk=batch.pk, state=ImportState.DONE)
                .exists()
            ):
                raise Conflict(_("这个导入刚刚被别人处理过，请刷新页面查看。"))
            job.drop()
            if batch.kind == "vacancies":
                kept = undo_vacancies(job, batch)
            else:
                _gather(job, batch)
                kept = _keep(job)
                (_employers if batch.kind == "employers" else _people)(job, batch)
            outside = sum(
                one(f"SELECT count(*) FROM {table}event WHERE pgh_context_id = '{context.id}'"
                    f" AND NOT {job.inside('area_id')}")
                for table in WRITTEN
            )  # fmt: skip
            if outside:
                raise AssertionError(f"{outside} rows outside {job.lo}..{job.hi}")
            job.drop()
            counts = {**batch.counts, "kept": kept}
            ImportBatch.objects.filter(pk=batch.pk).update(
                state=ImportState.UNDONE, undone_at=timezone.now(), counts=counts
            )
    return kept


def _gather(job: Job, batch: ImportBatch) -> None:
    """`undo`: the rows written; `own`: every record this import wrote, with its person."""
    job.make(
        "undo",
        f"SELECT record, target_id, state, changes FROM intake_importrow WHERE batch_id = {batch.pk}"
        " AND state IN ('new', 'changed') AND target_id IS NOT NULL",
    )
    parts = [
        f"SELECT '{table}'::text AS part, pgh_obj_id AS id, pgh_label = 'insert' AS added, pgh_id AS event, "
        f"{'person_id' if table in CHILDREN else 'pgh_obj_id'} AS owner"
        f" FROM {table}event WHERE pgh_context_id = '{batch.context_id}'"
        for table in WRITTEN
    ]
    job.make(
        "own",
        "SELECT part, id, owner, bool_or(added) AS added, max(event) AS last FROM ("
        + " UNION ALL ".join(parts)
        + ") x GROUP BY part, id, owner",
    )
    # Who changes a row after us waits for our lock on it, so his event has the higher number.
    later = [
        f"SELECT o.owner FROM {job.table('own')} o JOIN {table}event e ON e.pgh_obj_id = o.id"
        f" WHERE o.part = '{table}' AND e.pgh_id > o.last"
        f" AND e.pgh_context_id IS DISTINCT FROM '{batch.context_id}'"
        for table in (WRITTEN if batch.kind != "employers" else ("ledger_employer",))
        if table != "ledger_household"
    ]
    # A job that closed a case is evidence: it stays.
    later.append(
        f"SELECT o.owner FROM {job.table('own')} o JOIN cases_case c ON c.exit_spell_id = o.id"
        " WHERE o.part = 'ledger_employmentspell'"
    )
    made = f"{job.table('undo')} u WHERE u.state = 'new'"
    if batch.kind in MAKING_PEOPLE:
        later += [
            f"SELECT u.target_id FROM {made} AND EXISTS (SELECT FROM {table} c WHERE c.person_id = u.target_id"
            f" AND NOT EXISTS (SELECT FROM {job.table('own')} o WHERE o.part = '{table}' AND o.id = c.id))"
            for table in CHILDREN
        ]
        later += [
            f"SELECT u.target_id FROM {made} AND EXISTS (SELECT FROM {table} c WHERE c.person_id = u.target_id)"
            for table in _others()
        ]
    elif batch.kind == "employers":
        later.append(
            f"SELECT u.target_id FROM {made}"
            " AND EXISTS (SELECT FROM ledger_employmentspell s WHERE s.employer_id = u.target_id)"
        )
    job.make("kept", "SELECT DISTINCT owner FROM (" + " UNION ALL ".join(later) + ") x")


def _others() -> list[str]:
    """Further tables that show that somebody worked with a person: whatever belongs to one, but for what is computed."""
    found = {
        relation.related_model._meta.db_table
        for relation in Person._meta.related_objects
        if relation.field.name == "person"
        and not isinstance(relation.related_model, str)
        and not hasattr(relation.related_model, "pgh_tracked_model")
    }
    return sorted(found - {*CHILDREN, *_COMPUTED})


def _keep(job: Job) -> int:
    """Mark the rows that stay, with the reason."""
    reason = quoted(_("导入后又有人办理或修改过，撤销时保留，没有改动。"))
    return run(
        f"UPDATE intake_importrow i SET state = '{RowState.KEPT}', problems = i.problems || jsonb_build_array("
        f"jsonb_build_object('field', NULL, 'level', 'warning', 'reason', {reason}))"
        f" FROM {job.table('kept')} k WHERE i.batch_id = {job.batch_id} AND i.state IN ('new', 'changed')"
        " AND i.target_id = k.owner"
    )


def _free(job: Job, owner: str) -> str:
    return f"NOT EXISTS (SELECT FROM {job.table('kept')} k WHERE k.owner = {owner})"


def _back(fields: dict[str, str], alias: str) -> str:
    """SET clauses that give each changed column its old value."""
    return ", ".join(
        f"{name} = CASE WHEN u.changes ? '{name}' THEN (u.changes->'{name}'->>0)::{type_} ELSE {alias}.{name} END"
        for name, type_ in fields.items()
    )


def _added(job: Job, table: str, alias: str) -> str:
    """SQL: the row of `alias` was made by the import and nothing came after it."""
    return (
        f"EXISTS (SELECT FROM {job.table('own')} o WHERE o.part = '{table}' AND o.added"
        f" AND o.id = {alias}.id AND {_free(job, 'o.owner')})"
    )


def _people(job: Job, batch: ImportBatch) -> None:
    undo_ = job.table("undo")
    for table in CHILDREN:
        run(f"DELETE FROM {table} c WHERE {_added(job, table, 'c')}")
    run(
        f"UPDATE ledger_employmentspell s SET {_back(_SPELL, 's')} FROM {undo_} u"
        f" WHERE s.id = (u.changes->>'_spell')::bigint AND {_free(job, 'u.target_id')}"
    )
    run(
        f"UPDATE ledger_intention i SET {_back(_INTENTION, 'i')} FROM {undo_} u"
        f" WHERE i.id = (u.changes->>'_intention')::bigint AND {_free(job, 'u.target_id')}"
    )
    if batch.kind not in MAKING_PEOPLE:
        return
    _stage_old_names(job)
    keys = ", ".join(f"'{name}'" for name in (*PERSON_CORE, "area_id", "_household"))
    run(
        f"UPDATE ledger_person p SET {_back({**PERSON_CORE, 'area_id': 'bigint'}, 'p')},"
        " household_id = CASE WHEN u.changes ? '_household' THEN (u.changes->'_household'->>0)::bigint"
        " ELSE p.household_id END, name_pinyin = coalesce(n.pinyin, p.name_pinyin),"
        " name_initials = coalesce(n.initials, p.name_initials), version = p.version + 1"
        f" FROM {undo_} u LEFT JOIN {job.table('names')} n ON n.rec = u.record"
        f" WHERE p.id = u.target_id AND u.state = 'changed' AND u.changes ?| ARRAY[{keys}]"
        f" AND {_free(job, 'u.target_id')}"
    )
    run(
        "UPDATE ledger_household h SET head_id = (u.changes->'_head'->>1)::bigint, version = h.version + 1"
        f" FROM {undo_} u WHERE h.id = (u.changes->'_head'->>0)::bigint AND {_free(job, 'u.target_id')}"
    )
    run(
        f"UPDATE ledger_household h SET head_id = p.id, version = h.version + 1 FROM {undo_} u"
        " JOIN ledger_person p ON p.id = u.target_id WHERE h.id = (u.changes->'_household'->>0)::bigint"
        " AND p.household_id = h.id AND p.relation = 'head' AND h.head_id IS NULL"
        f" AND {_free(job, 'u.target_id')}"
    )
    run(
        f"UPDATE ledger_household h SET head_id = NULL WHERE h.head_id IS NOT NULL"
        f" AND EXISTS (SELECT FROM ledger_person p WHERE p.id = h.head_id AND {_added(job, 'ledger_person', 'p')})"
    )
    for table in _COMPUTED:
        run(
            f"DELETE FROM {table} t USING {job.table('own')} o WHERE o.part = 'ledger_person' AND o.added"
            f" AND t.person_id = o.id AND {_free(job, 'o.id')}"
        )
    run(f"DELETE FROM ledger_person p WHERE {_added(job, 'ledger_person', 'p')}")
    empty = (
        "NOT EXISTS (SELECT FROM ledger_person p WHERE p.household_id = h.id) AND EXISTS (SELECT FROM"
        f" {job.table('own')} o WHERE o.part = 'ledger_household' AND o.added AND o.id = h.id)"
    )
    run(f"DELETE FROM worklist_todo t USING ledger_household h WHERE t.household_id = h.id AND {empty}")
    run(f"DELETE FROM ledger_household h WHERE {empty}")


def _stage_old_names(job: Job) -> None:
    """Pinyin of the names that come back."""
    old = rows(
        f"SELECT record, changes->'name'->>0 FROM {job.table('undo')} WHERE changes ? 'name' AND state = 'changed'"
    )
    syllables = [pinyin(name).split() for _record, name in old]
    job.stage(
        [
            Column("rec", "int", [record for record, _name in old]),
            Column("pinyin", "text", ["".join(parts)[:200] for parts in syllables]),
            Column("initials", "text", ["".join(part[0] for part in parts)[:60] for parts in syllables]),
        ],
        "names",
    )


def _employers(job: Job, batch: ImportBatch) -> None:
    fields = {**dict.fromkeys(EMPLOYER_CORE, "text"), "area_id": "bigint"}
    run(
        f"UPDATE ledger_employer e SET {_back(fields, 'e')}, version = e.version + 1 FROM {job.table('undo')} u"
        f" WHERE e.id = u.target_id AND u.state = 'changed' AND {_free(job, 'u.target_id')}"
    )
    run(f"DELETE FROM ledger_employer e WHERE {_added(job, 'ledger_employer', 'e')}")
