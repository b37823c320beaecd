"""Services given: the same person, kind, day and item are the same record; nothing is changed afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from leye.casework.items import item_key
from leye.casework.signals import services_changed
from leye.intake.job import Column, quoted, rows, run
from leye.intake.kinds.aspects import GOES_IN, LIVE
from leye.intake.kinds.base import Aspect, Told, outside_life
from leye.intake.kinds.members import KnownPeoplePlan
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable


class Services(Aspect):
    """Service records the ledger does not have."""

    part = "services"
    needs = ("service_kind",)

    def find(self) -> None:
        """One row a record, those that stand twice in the file under another channel told apart."""
        self.job.make(
            self.part,
            "SELECT x.*, CASE WHEN x.wrong_day THEN 'wrong' WHEN x.nth > 1 THEN 'twice'"
            " WHEN EXISTS (SELECT FROM casework_servicerecord s"
            " WHERE s.person_id = x.person_id AND s.kind = x.kind AND s.served_on = x.served_on"
            " AND s.item_key = x.item_key) THEN 'same' ELSE 'insert' END AS op"
            " FROM (SELECT r.rec, m.target_id AS person_id, r.service_kind AS kind, r.served_on,"
            f" coalesce({self.column('channel')}, '') AS channel, coalesce({self.column('outcome')}, 'done') AS outcome,"
            f" coalesce({self.column('item')}, '') AS item, r.item_key, coalesce({self.column('place')}, '')"
            f" AS place, coalesce({self.column('provider')}, '') AS provider, coalesce({self.column('note')}, '') AS note,"
            " row_number() OVER (PARTITION BY m.target_id, r.service_kind, r.served_on, r.item_key ORDER BY r.rec) AS nth"
            f", {outside_life(self.job, 'r.served_on')} AS wrong_day"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            f" JOIN ledger_person d ON d.id = m.target_id WHERE {GOES_IN}) x",
        )

    def marks(self) -> str:
        """The record in words."""
        twice = quoted(_("同一人同一天同样的服务在表中有两行，只记一次。"))
        wrong = quoted(_("服务日期在出生以前或死亡以后，没有导入，请核对。"))
        return (
            "SELECT rec, CASE op WHEN 'insert' THEN jsonb_build_object('service', jsonb_build_array(NULL, kind),"
            " 'served_on', jsonb_build_array(NULL, served_on)) || CASE WHEN item = '' THEN '{}'::jsonb ELSE"
            " jsonb_build_object('item', jsonb_build_array(NULL, item)) END || CASE WHEN place = '' THEN '{}'::jsonb"
            " ELSE jsonb_build_object('place', jsonb_build_array(NULL, place)) END ELSE '{}'::jsonb END AS changes,"
            f" CASE op WHEN 'twice' THEN {twice} WHEN 'wrong' THEN {wrong} END AS remark"
            f" FROM {self.job.table(self.part)} WHERE op <> 'same'"
        )

    def verify(self) -> None:
        """The same record written by hand meanwhile is not written again."""
        run(
            f"UPDATE {self.job.table('final')} f SET state = 'stale' FROM {self.job.table(self.part)} t"
            " WHERE f.rec = t.rec AND f.state = 'new' AND EXISTS (SELECT FROM casework_servicerecord s"
            " WHERE s.person_id = t.person_id AND s.kind = t.kind AND s.served_on = t.served_on"
            " AND s.item_key = t.item_key)"
        )

    def write(self) -> None:
        """New records."""
        run(
            "INSERT INTO casework_servicerecord (person_id, area_id, kind, served_on, channel, outcome, item, item_key,"
            " place, provider_name, note, recorded_at) SELECT t.person_id, f.area_id, t.kind, t.served_on, t.channel,"
            " t.outcome, left(t.item, 120), t.item_key, left(t.place, 60), left(t.provider, 60), left(t.note, 500), now()"
            f" FROM {self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec"
            f" WHERE {LIVE} AND t.op = 'insert'"
        )
        served = rows(
            f"SELECT DISTINCT t.person_id FROM {self.job.table(self.part)} t JOIN {self.job.table('final')} f"
            f" ON f.rec = t.rec WHERE {LIVE} AND t.op = 'insert'"
        )
        services_changed.send(type(self), people={person for (person,) in served})


class ServicesPlan(KnownPeoplePlan):
    """A roster of services given."""

    aspect_types: ClassVar[tuple[type[Aspect], ...]] = (Services,)

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Who, and the service. A day that has not come yet cannot have been served."""
        values = clean.values
        for record, day in enumerate(values["served_on"]):
            if day is not None and day > self.job.day:
                clean.add(record, "served_on", "error", _("服务日期在今天以后。请核对日期。"))
        items = values.get("item") or [None] * len(clean)
        columns = [
            *super().columns(clean, places, told),
            Column("service_kind", "text", values["kind"]),
            Column("served_on", "date", values["served_on"]),
            Column("item_key", "text", [item_key(item or "") for item in items]),
        ]
        columns += [
            Column(name, "text", values[name])
            for name in ("channel", "outcome", "item", "place", "provider", "note")
            if name in values
        ]
        return columns

    def is_new(self) -> str:
        """Every record that is written is one more."""
        return "x.changes ? 'service'"
