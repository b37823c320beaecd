"""Households behind the rows: found by number in the village, or by where the head lives; made when missing."""

from __future__ import annotations

from leye.intake.job import run
from leye.intake.kinds.aspects import GOES_IN, LIVE
from leye.intake.kinds.base import Aspect


class Houses(Aspect):
    """Who belongs to which household, and who is its head."""

    part = "members"
    needs = ("house_number", "head_index")

    def find(self) -> None:
        """`members`: person → household; `houses`: one row a household, with its head where known."""
        job = self.job
        number, head = self.column("house_number"), self.column("head_index", "bytea")
        relation = self.column("relation")
        by_number = f"m.area_id::text || ':' || {number}"
        job.make(
            "lodgers",
            f"SELECT r.rec, m.target_id AS person_id, m.area_id, {number} AS number, {head} AS head_index,"
            f" coalesce({by_number}, encode({head}, 'hex')) AS key,"
            f" ({relation} = 'head' OR {head} = r.id_index) AS is_head"
            f" FROM {job.table()} r JOIN {job.table('match')} m ON m.rec = r.rec"
            f" WHERE {GOES_IN} AND ({number} IS NOT NULL OR {head} IS NOT NULL)",
        )
        heads = (
            "SELECT DISTINCT ON (l.key) l.key, coalesce(p.id, w.target_id) AS head_id, p.household_id"
            f" FROM {job.table('lodgers')} l"
            f" LEFT JOIN ledger_person p ON p.id_index = l.head_index AND p.merged_into_id IS NULL"
            f" AND {job.inside('p.area_id')}"
            f" LEFT JOIN (SELECT r.id_index, m.target_id FROM {job.table()} r JOIN {job.table('match')} m"
            " ON m.rec = r.rec AND m.found = 'new') w ON w.id_index = l.head_index"
            " WHERE l.head_index IS NOT NULL ORDER BY l.key, l.rec"
        )
        job.make(
            "houses",
            "SELECT k.key, k.area_id, coalesce(k.number, '') AS number, coalesce(k.head_id, d.head_id) AS head_id,"
            " coalesce(h.id, CASE WHEN k.number IS NULL THEN d.household_id END,"
            " nextval('ledger_household_id_seq')) AS household_id,"
            " h.id IS NULL AND (k.number IS NOT NULL OR d.household_id IS NULL) AS is_new"
            " FROM (SELECT key, min(area_id) AS area_id, max(number) AS number,"
            f" min(person_id) FILTER (WHERE is_head) AS head_id FROM {job.table('lodgers')} GROUP BY key) k"
            f" LEFT JOIN ({heads}) d ON d.key = k.key"
            " LEFT JOIN ledger_household h ON h.area_id = k.area_id AND h.number = k.number AND k.number IS NOT NULL",
        )
        job.make(
            self.part,
            "SELECT l.rec, l.person_id, h.household_id, p.household_id AS old_id, o.number AS old_number,"
            " coalesce(nullif(e.number, ''), h.number) AS number, h.is_new,"
            " CASE WHEN l.person_id = h.head_id AND e.head_id IS DISTINCT FROM h.head_id AND NOT h.is_new"
            " THEN jsonb_build_array(h.household_id, e.head_id) END AS head"
            f" FROM {job.table('lodgers')} l JOIN {job.table('houses')} h ON h.key = l.key"
            " LEFT JOIN ledger_person p ON p.id = l.person_id LEFT JOIN ledger_household o ON o.id = p.household_id"
            " LEFT JOIN ledger_household e ON e.id = h.household_id",
        )

    def marks(self) -> str:
        """The household's number before and after, with the ids that undoing needs."""
        moved = "household_id IS DISTINCT FROM old_id"
        return (
            f"SELECT rec, CASE WHEN {moved} THEN jsonb_build_object('household', jsonb_build_array(old_number, number),"
            " '_household', jsonb_build_array(old_id, household_id)) ELSE '{}'::jsonb END"
            " || CASE WHEN head IS NOT NULL THEN jsonb_build_object('head', jsonb_build_array(NULL, true),"
            " '_head', head) ELSE '{}'::jsonb END AS changes, NULL::text AS remark"
            f" FROM {self.job.table(self.part)} WHERE {moved} OR head IS NOT NULL"
        )

    def write_first(self) -> None:
        """New households, without their heads, who may not be there yet."""
        job = self.job
        run(
            "INSERT INTO ledger_household (id, area_id, number, address, version)"
            f" SELECT h.household_id, h.area_id, h.number, '', 1 FROM {job.table('houses')} h WHERE h.is_new"
            f" AND EXISTS (SELECT FROM {job.table(self.part)} l JOIN {job.table('final')} f ON f.rec = l.rec"
            f" WHERE l.household_id = h.household_id AND {LIVE})"
        )

    def write(self) -> None:
        """The heads; a household that its head left has none until one is named."""
        job = self.job
        run(
            "UPDATE ledger_household e SET head_id = NULL, version = e.version + 1"
            f" FROM {job.table(self.part)} l JOIN {job.table('final')} f ON f.rec = l.rec AND {LIVE}"
            " WHERE e.id = l.old_id AND e.id IS DISTINCT FROM l.household_id AND e.head_id = l.person_id"
            f" AND {job.inside('e.area_id')}"
        )
        run(
            f"UPDATE ledger_household e SET head_id = h.head_id, version = e.version + 1"
            f" FROM {job.table('houses')} h WHERE e.id = h.household_id AND {job.inside('e.area_id')}"
            " AND h.head_id IS NOT NULL AND e.head_id IS DISTINCT FROM h.head_id"
            f" AND EXISTS (SELECT FROM {job.table(self.part)} l JOIN {job.table('final')} f ON f.rec = l.rec"
            f" WHERE l.household_id = h.household_id AND {LIVE} AND (h.is_new OR l.head IS NOT NULL))"
            " AND EXISTS (SELECT FROM ledger_person p WHERE p.id = h.head_id)"
        )
