"""Taking an import of vacancies back: they and the employers made for them go, unless somebody worked on them since."""

from __future__ import annotations

from django.utils.translation import gettext as _

from leye.intake.enums import RowState
from leye.intake.job import Job, quoted, rows, run
from leye.intake.models import ImportBatch


def undo_vacancies(job: Job, batch: ImportBatch) -> int:
    """Remove what nobody touched; how many vacancies were kept. To be run as the service role."""
    context = f"pgh_context_id = '{batch.context_id}'"
    made = f"SELECT pgh_obj_id FROM vacancies_vacancyevent WHERE {context} AND pgh_label = 'insert'"
    # A later event, whatever it was, says that somebody has submitted, published or changed the vacancy.
    touched = (
        f"SELECT later.pgh_obj_id FROM vacancies_vacancyevent later WHERE later.pgh_obj_id IN ({made})"
        f" AND later.pgh_context_id IS DISTINCT FROM '{batch.context_id}'"
    )
    reason = quoted(_("导入后又有人办理或修改过，撤销时保留，没有改动。"))
    kept = run(
        f"UPDATE intake_importrow i SET state = '{RowState.KEPT}', problems = i.problems || jsonb_build_array("
        f"jsonb_build_object('field', NULL, 'level', 'warning', 'reason', {reason})) WHERE i.batch_id = {job.batch_id}"
        f" AND i.state = 'new' AND i.target_id IN ({touched})"
    )
    run(f"DELETE FROM vacancies_vacancy v WHERE v.id IN ({made}) AND v.id NOT IN ({touched})")
    units = (
        "SELECT DISTINCT e.pgh_obj_id FROM ledger_employerevent e"
        f" WHERE e.{context} AND e.pgh_label = 'insert' AND NOT EXISTS (SELECT FROM ledger_employerevent later"
        f" WHERE later.pgh_obj_id = e.pgh_obj_id AND later.pgh_context_id IS DISTINCT FROM '{batch.context_id}')"
    )
    pointing = rows(
        "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid"
        " AND a.attnum = c.conkey[1] WHERE c.contype = 'f' AND c.confrelid = 'ledger_employer'::regclass"
    )
    free = " AND ".join(
        f"NOT EXISTS (SELECT FROM {table} x WHERE x.{column} = u.id)" for table, column in pointing
    )
    run(f"DELETE FROM ledger_employer u WHERE u.id IN ({units}) AND {free}")
    return kept
