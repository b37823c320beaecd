"""What a roster of people says besides the person: groups, registration, intention, skills, training needs.

Each only adds: a blank cell ends nothing, and what the ledger has already is not written again.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from leye.intake.job import one, quoted, run
from leye.intake.kinds.base import Aspect, expect, outside_life

LIVE = "f.state IN ('new', 'changed')"
GOES_IN = "m.found IN ('new', 'held')"


class Groups(Aspect):
    """Memberships of groups the person does not hold now."""

    part = "groups"
    needs = ("groups",)

    def find(self) -> None:
        """One row a missing membership."""
        self.job.make(
            self.part,
            "SELECT r.rec, m.target_id AS person_id, g.code AS group_id"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            f" CROSS JOIN LATERAL unnest(r.groups) AS g(code) WHERE {GOES_IN} AND NOT EXISTS ("
            "SELECT FROM ledger_groupmembership h WHERE h.person_id = m.target_id AND h.group_id = g.code"
            f" AND (h.valid_to IS NULL OR h.valid_to >= {self.job.today_sql}))",
        )

    def marks(self) -> str:
        """All groups added, by code."""
        return (
            "SELECT rec, jsonb_build_object('groups', jsonb_build_array(NULL, jsonb_agg(group_id))) AS changes,"
            f" NULL::text AS remark FROM {self.job.table(self.part)} GROUP BY rec"
        )

    def write(self) -> None:
        """Valid from the day of the import, with the file as evidence."""
        run(
            "INSERT INTO ledger_groupmembership (person_id, area_id, group_id, valid_from, evidence)"
            f" SELECT g.person_id, f.area_id, g.group_id, {self.job.today_sql}, left(b.file_name, 200)"
            f" FROM {self.job.table(self.part)} g JOIN {self.job.table('final')} f ON f.rec = g.rec"
            f" JOIN intake_importbatch b ON b.id = {self.job.batch_id} WHERE {LIVE} ON CONFLICT DO NOTHING"
        )


class Registrations(Aspect):
    """A registration of unemployment, where none is open."""

    part = "registrations"
    needs = ("registered",)

    def find(self) -> None:
        """What to do with each person said to be registered."""
        self.job.make(
            self.part,
            f"SELECT r.rec, m.target_id AS person_id, r.registered_on, {self.column('place_kind')} AS place_kind,"
            " CASE WHEN u.registered_on = r.registered_on OR (u.id IS NOT NULL AND r.registered_on IS NULL) THEN 'same'"
            " WHEN u.id IS NOT NULL THEN 'open' WHEN r.registered_on IS NULL THEN 'undated'"
            f" WHEN {outside_life(self.job, 'r.registered_on')} THEN 'wrong' ELSE 'insert' END AS op"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            " LEFT JOIN ledger_person d ON d.id = m.target_id"
            " LEFT JOIN LATERAL (SELECT id, registered_on FROM ledger_unemploymentregistration u"
            " WHERE u.person_id = m.target_id AND (u.ended_on IS NULL OR u.registered_on = r.registered_on)"
            " ORDER BY u.registered_on = r.registered_on DESC, u.id LIMIT 1) u ON true"
            f" WHERE r.registered AND {GOES_IN}",
        )

    def marks(self) -> str:
        """The new registration's date, or why there is none."""
        undated = quoted(_("写了已登记失业，但没有登记日期，登记没有导入，其他内容照常导入。"))
        wrong = quoted(_("失业登记日期在今天以后、出生以前或死亡以后，登记没有导入，请核对。"))
        other = quoted(_("台账里已有未注销的失业登记，日期与表中不同，登记没有改动。"))
        return (
            "SELECT rec, CASE WHEN op = 'insert' THEN jsonb_build_object('registered_on',"
            " jsonb_build_array(NULL, registered_on)) ELSE '{}'::jsonb END AS changes,"
            f" CASE op WHEN 'undated' THEN {undated} WHEN 'open' THEN {other} WHEN 'wrong' THEN {wrong} END AS remark"
            f" FROM {self.job.table(self.part)} WHERE op <> 'same'"
        )

    def write(self) -> None:
        """At the place given, else at the place of the household register."""
        run(
            "INSERT INTO ledger_unemploymentregistration (person_id, area_id, place_kind, registered_on, end_reason)"
            " SELECT u.person_id, f.area_id, coalesce(u.place_kind, 'household'), u.registered_on, ''"
            f" FROM {self.job.table(self.part)} u JOIN {self.job.table('final')} f ON f.rec = u.rec"
            f" WHERE {LIVE} AND u.op = 'insert' ON CONFLICT DO NOTHING"
        )


class Intentions(Aspect):
    """What the person wants: a new dated statement where it differs from the latest."""

    part = "intentions"
    needs = ("wants_work", "wants_startup", "occupation")

    def find(self) -> None:
        """The statement as it will be, cells left blank taken over from the latest one."""
        work, startup = self.column("wants_work"), self.column("wants_startup", "boolean")
        occupation = self.column("occupation")
        self.job.make(
            self.part,
            "SELECT x.* FROM (SELECT r.rec, m.target_id AS person_id, i.id AS old_id, i.xmin::text AS seen,"
            f" i.stated_on = {self.job.today_sql} AS same_day, coalesce({work}, i.wants_work, 'unknown') AS wants_work,"
            f" coalesce({startup}, i.wants_startup, false) AS wants_startup,"
            f" coalesce({occupation}, i.occupation, '') AS occupation, coalesce(i.place, '') AS place, i.wage_min_fen,"
            " jsonb_strip_nulls(jsonb_build_object("
            f"'wants_work', CASE WHEN {work} IS DISTINCT FROM i.wants_work AND {work} IS NOT NULL"
            f" THEN jsonb_build_array(i.wants_work, {work}) END,"
            f" 'wants_startup', CASE WHEN {startup} IS DISTINCT FROM i.wants_startup AND {startup} IS NOT NULL"
            f" THEN jsonb_build_array(i.wants_startup, {startup}) END,"
            f" 'occupation', CASE WHEN {occupation} IS DISTINCT FROM i.occupation AND {occupation} IS NOT NULL"
            f" THEN jsonb_build_array(i.occupation, {occupation}) END)) AS changes"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            " LEFT JOIN LATERAL (SELECT i.*, i.xmin FROM ledger_intention i WHERE i.person_id = m.target_id"
            " ORDER BY i.stated_on DESC, i.id DESC LIMIT 1) i ON true"
            f" WHERE {GOES_IN} AND coalesce({work}, {startup}::text, {occupation}) IS NOT NULL) x"
            " WHERE x.changes <> '{}'::jsonb",
        )

    def marks(self) -> str:
        """Old and new, and which statement of today is replaced (needed to undo)."""
        return (
            "SELECT rec, changes || CASE WHEN same_day THEN jsonb_build_object('_intention', old_id)"
            f" ELSE '{{}}'::jsonb END AS changes, NULL::text AS remark FROM {self.job.table(self.part)}"
        )

    def verify(self) -> None:
        """A later statement, or another one of today, wins over the file."""
        run(
            f"UPDATE {self.job.table('final')} f SET state = 'stale' FROM {self.job.table(self.part)} t"
            " WHERE f.rec = t.rec AND f.state = 'changed' AND NOT EXISTS (SELECT FROM (SELECT i.id, i.xmin"
            " FROM ledger_intention i WHERE i.person_id = t.person_id ORDER BY i.stated_on DESC, i.id DESC LIMIT 1) i"
            " WHERE i.id = t.old_id AND i.xmin::text = t.seen)"
            " AND (t.old_id IS NOT NULL OR EXISTS (SELECT FROM ledger_intention i WHERE i.person_id = t.person_id))"
        )

    def write_first(self) -> None:
        """Replace a statement of today."""
        live = (
            f"{self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec"
            f" AND {LIVE} AND t.same_day"
        )
        wanted = one(f"SELECT count(*) FROM {live}")
        if not wanted:
            return
        done = run(
            "UPDATE ledger_intention i SET wants_work = t.wants_work, wants_startup = t.wants_startup,"
            f" occupation = t.occupation FROM {live} WHERE i.id = t.old_id AND i.xmin::text = t.seen"
        )
        expect(done, wanted)

    def write(self) -> None:
        """Add a statement of today."""
        run(
            "INSERT INTO ledger_intention (person_id, area_id, wants_work, wants_startup, occupation, place,"
            " wage_min_fen, stated_on) SELECT t.person_id, f.area_id, t.wants_work, t.wants_startup, t.occupation,"
            f" t.place, t.wage_min_fen, {self.job.today_sql} FROM {self.job.table(self.part)} t"
            f" JOIN {self.job.table('final')} f ON f.rec = t.rec WHERE {LIVE} AND NOT coalesce(t.same_day, false)"
            " ON CONFLICT DO NOTHING"
        )


class Skills(Aspect):
    """Skills the ledger does not have."""

    part = "skills"
    needs = ("skills",)

    def find(self) -> None:
        """One row a missing skill."""
        self.job.make(
            self.part,
            "SELECT DISTINCT r.rec, m.target_id AS person_id, left(s.name, 60) AS name"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            f" CROSS JOIN LATERAL unnest(r.skills) AS s(name) WHERE {GOES_IN} AND NOT EXISTS ("
            "SELECT FROM ledger_skill h WHERE h.person_id = m.target_id AND h.name = left(s.name, 60))",
        )

    def marks(self) -> str:
        """All skills added."""
        return (
            "SELECT rec, jsonb_build_object('skills', jsonb_build_array(NULL, jsonb_agg(name))) AS changes,"
            f" NULL::text AS remark FROM {self.job.table(self.part)} GROUP BY rec"
        )

    def write(self) -> None:
        """Stated on the day of the import."""
        run(
            "INSERT INTO ledger_skill (person_id, area_id, name, level, certificate, stated_on)"
            f" SELECT s.person_id, f.area_id, s.name, '', '', {self.job.today_sql}"
            f" FROM {self.job.table(self.part)} s JOIN {self.job.table('final')} f ON f.rec = s.rec"
            f" WHERE {LIVE} ON CONFLICT DO NOTHING"
        )


class Needs(Aspect):
    """Training needs that are not open yet."""

    part = "needs"
    needs = ("training_need",)

    def find(self) -> None:
        """One row a missing need."""
        self.job.make(
            self.part,
            "SELECT r.rec, m.target_id AS person_id, left(r.training_need, 60) AS subject"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            f" WHERE r.training_need IS NOT NULL AND {GOES_IN} AND NOT EXISTS (SELECT FROM ledger_trainingneed h"
            " WHERE h.person_id = m.target_id AND h.subject = left(r.training_need, 60)"
            f" AND (h.ended_on IS NULL OR h.ended_on >= {self.job.today_sql}))",
        )

    def marks(self) -> str:
        """The subject."""
        return (
            "SELECT rec, jsonb_build_object('training_need', jsonb_build_array(NULL, subject)) AS changes,"
            f" NULL::text AS remark FROM {self.job.table(self.part)}"
        )

    def write(self) -> None:
        """Stated on the day of the import."""
        run(
            "INSERT INTO ledger_trainingneed (person_id, area_id, subject, stated_on)"
            f" SELECT t.person_id, f.area_id, t.subject, {self.job.today_sql}"
            f" FROM {self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec"
            f" WHERE {LIVE} ON CONFLICT DO NOTHING"
        )
