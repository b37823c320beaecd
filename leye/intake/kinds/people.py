"""People: found by the index of their identity number across all areas, written only inside the range."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leye.intake.job import Column, one, quoted, rows, run
from leye.intake.kinds.aspects import Groups, Intentions, Needs, Registrations, Skills
from leye.intake.kinds.base import Aspect, Plan, Told, expect, indexes
from leye.intake.kinds.houses import Houses
from leye.intake.kinds.spells import Spells, spell_columns
from leye.intake.places import Places
from leye.standards.names import pinyin
from leye.vault.crypto import encrypt, ring
from leye.workbook.cleaning import CleanTable

#: staged column → type; each is a column of ledger_person of the same name.
CORE = {
    "name": "text",
    "ethnic": "text",
    "education": "text",
    "phone": "text",
    "address": "text",
    "work_capacity": "text",
    "graduated_on": "date",
    "is_student": "boolean",
    "relation": "text",
    "note": "text",
}
_PIECES = re.compile(r"[、，,;；/|｜\s]+")
_STUDENT = {"student": True, "employed": False, "unemployed": False, "inactive": False}
_WANTED = {"yes": True, "no": False}
#: Answers to a training-need column that say that there is a need but not for what.
_SOME_NEED = frozenset(("有", "是", "需要", "愿意", "y", "√", "✓", "1", "有需求", "有意愿"))


class PeoplePlan(Plan):
    """A roster of people."""

    number, person_name = "id_number", "name"
    table = "ledger_person"
    reasons: ClassVar = {
        "elsewhere": (
            "id_number",
            gettext_noop("此人不能在本辖区新建，请核对号码；如人已迁来，请提交转入申请"),
        ),
        "merged": (
            "id_number",
            gettext_noop("这个号码的档案已并入另一人，请照台账里现在的号码填写。"),
        ),
        "noarea": ("village", gettext_noop("这是新增人员，要写明所在的村（社区）。请补上后重新导入。")),
    }
    aspect_types: ClassVar[tuple[type[Aspect], ...]] = (
        Houses, Groups, Registrations, Intentions, Skills, Needs, Spells,
    )  # fmt: skip

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Identity as index only: the number itself never enters the database unencrypted."""
        values = clean.values
        numbers = values[self.number]
        identities = clean.identities[self.number]
        told(_("计算身份证号索引"))
        columns = [
            Column("id_index", "bytea", indexes(numbers)),
            Column("id_tail", "text", [number[-4:] if number else None for number in numbers]),
            Column("birth_date", "date", [i.birth_date if i else None for i in identities]),
            Column("sex", "text", [i.sex if i else None for i in identities]),
            *self.area_columns(clean, places, self._fallback(places)),
        ]
        given: dict[str, list[Any]] = {name: values[name] for name in CORE if name in values}
        given["name"] = values[self.person_name]
        if "employment_status" in values:
            given["is_student"] = [_STUDENT.get(status) for status in values["employment_status"]]
        columns += [Column(name, CORE[name], cells) for name, cells in given.items()]
        columns += self._house_columns(clean)
        columns += _wishes(clean)
        if "groups" in values:
            columns.append(Column("groups", "text[]", [list(g) if g else None for g in values["groups"]]))
        if self.job.kind == "people":
            columns += spell_columns(clean)
        return columns

    def _fallback(self, places: Places) -> int | None:
        """Where a new person goes when the file names no place: the importing township or village itself."""
        return self.job.area_id if self.job.area_id % 10**6 else None

    def _house_columns(self, clean: CleanTable) -> list[Column]:
        if "household_number" not in clean.values:
            return []
        return [Column("house_number", "text", clean.values["household_number"])]

    def core(self) -> dict[str, str]:
        """The core columns this file has."""
        return {name: type_ for name, type_ in CORE.items() if name in self.job.columns}

    def match(self) -> None:
        """One join on the identity index over all areas."""
        job = self.job
        held = job.inside("p.area_id")
        pairs = ", ".join(
            f"'{name}', CASE WHEN r.{name} IS NOT NULL AND r.{name} IS DISTINCT FROM p.{name}"
            f" THEN jsonb_build_array(p.{name}, r.{name}) END"
            for name in self.core()
        )
        pairs += (
            ", 'area_id', CASE WHEN r.village_id IS NOT NULL AND r.village_id <> p.area_id"
            " THEN jsonb_build_array(p.area_id, r.village_id) END"
        )
        stranger = quoted(_("姓名与台账不同，请核对是不是同一个人。"))
        thin = quoted(_("没有写明村（社区）,先记在上一级，请补上村名。"))
        job.make(
            "match",
            "SELECT r.rec, CASE WHEN r.prior IS NOT NULL THEN r.prior"
            " WHEN p.id IS NULL THEN CASE WHEN g.here THEN 'merged' WHEN NOT g.here THEN 'elsewhere'"
            " WHEN r.place_id IS NULL THEN 'noarea' ELSE 'new' END"
            f" WHEN {held} THEN 'held' ELSE 'elsewhere' END AS found,"
            f" CASE WHEN r.prior IS NOT NULL THEN NULL WHEN {held} THEN p.id"
            " WHEN p.id IS NULL AND g.here IS NULL AND r.place_id IS NOT NULL THEN nextval('ledger_person_id_seq') END"
            " AS target_id,"
            f" CASE WHEN {held} THEN p.xmin::text END AS seen,"
            f" CASE WHEN {held} THEN coalesce(r.village_id, p.area_id) ELSE r.place_id END AS area_id,"
            f" CASE WHEN {held} AND r.prior IS NULL THEN jsonb_strip_nulls(jsonb_build_object({pairs}))"
            " WHEN r.prior IS NULL AND p.id IS NULL AND g.here IS NULL AND r.place_id IS NOT NULL"
            " THEN jsonb_build_object('area_id', jsonb_build_array(NULL, r.place_id)) ELSE '{}'::jsonb END AS core,"
            f" CASE WHEN r.prior IS NULL AND {held} AND r.name <> p.name THEN {stranger}"
            " WHEN r.prior IS NULL AND p.id IS NULL AND r.village_id IS NULL AND r.place_id IS NOT NULL"
            f" AND r.place_id - r.place_id / 1000 * 1000 = 0 THEN {thin} END AS remark"
            f" FROM {job.table()} r LEFT JOIN ledger_person p"
            " ON p.id_index = r.id_index AND p.merged_into_id IS NULL"
            f" LEFT JOIN (SELECT id_index, bool_or({job.inside('area_id')}) AS here FROM ledger_person"
            " WHERE merged_into_id IS NOT NULL GROUP BY id_index) g ON p.id IS NULL AND g.id_index = r.id_index",
        )

    def finish_preview(self, clean: CleanTable, told: Told) -> None:
        """Ciphers for new people, pinyin for new names."""
        match = self.job.table("match")
        new = [rec for (rec,) in rows(f"SELECT rec FROM {match} WHERE found = 'new' ORDER BY rec")]
        named = rows(f"SELECT rec FROM {match} WHERE found = 'held' AND core ? 'name' ORDER BY rec")
        told(_("加密新增人员的身份证号"))
        numbers, names = clean.values[self.number], clean.values[self.person_name]
        both = new + [rec for (rec,) in named]
        read = {name: pinyin(name) for name in {names[rec] for rec in both}}
        syllables = [read[names[rec]].split() for rec in both]
        keys = ring()
        ciphers: list[bytes | None] = [encrypt(numbers[rec], keys) for rec in new]
        self.job.stage(
            [
                Column("rec", "int", both),
                Column("id_cipher", "bytea", ciphers + [None] * len(named)),
                Column("pinyin", "text", ["".join(parts)[:200] for parts in syllables]),
                Column("initials", "text", ["".join(p[0] for p in parts)[:60] for parts in syllables]),
            ],
            "sealed",
        )

    def verify(self) -> None:
        """Also: nobody made any of the new people meanwhile."""
        super().verify()
        job = self.job
        run(
            f"UPDATE {job.table('final')} f SET state = CASE WHEN {job.inside('p.area_id')} THEN 'stale'"
            f" ELSE 'elsewhere' END FROM {job.table()} r, ledger_person p"
            " WHERE f.state = 'new' AND r.rec = f.rec AND p.id_index = r.id_index AND p.merged_into_id IS NULL"
        )

    def write(self, told: Told) -> None:
        """Households, people, then what hangs on them."""
        for aspect in self.aspects:
            aspect.write_first()
        told(_("写入新增人员"))
        self._insert()
        told(_("更新已有人员"))
        self._update()
        told(_("写入类别、意愿等"))
        for aspect in self.aspects:
            aspect.write()

    def _house(self) -> str:
        houses = "house_number" in self.job.columns or "head_index" in self.job.columns
        return f"LEFT JOIN {self.job.table('members')} h ON h.rec = r.rec" if houses else ""

    def _insert(self) -> None:
        job, core = self.job, self.core()
        defaults = {"work_capacity": "'unknown'", "is_student": "false", "graduated_on": "NULL"}
        given = {
            name: f"coalesce(r.{name}, {defaults.get(name, quoted(''))})" if name in core else
            defaults.get(name, "''")
            for name in CORE
        }  # fmt: skip
        house = self._house()
        made = run(
            f"INSERT INTO ledger_person (id, area_id, household_id, {', '.join(given)}, name_pinyin, name_initials,"
            " id_cipher, id_index, id_tail, birth_date, sex, hukou_code, version)"
            f" SELECT f.target_id, f.area_id, {'h.household_id' if house else 'NULL::bigint'},"
            f" {', '.join(given.values())}, s.pinyin, s.initials, s.id_cipher, r.id_index, r.id_tail,"
            f" r.birth_date, r.sex, '', 1 FROM {job.table('final')} f JOIN {job.table()} r ON r.rec = f.rec"
            f" JOIN {job.table('sealed')} s ON s.rec = f.rec {house} WHERE f.state = 'new' ORDER BY f.area_id"
        )
        expect(made, one(f"SELECT count(*) FROM {job.table('final')} WHERE state = 'new'"))

    def _update(self) -> None:
        job = self.job
        # What hangs on a person (households apart) is written elsewhere; do not rewrite an equal row.
        keys = ", ".join(quoted(name) for name in (*self.core(), "area_id", "household"))
        touched = f"f.state = 'changed' AND f.changes ?| ARRAY[{keys}]"
        sets = [f"{name} = coalesce(r.{name}, p.{name})" for name in self.core()]
        house = self._house()
        if house:
            sets.append("household_id = coalesce(h.household_id, p.household_id)")
        changed = run(
            f"UPDATE ledger_person p SET {', '.join(sets)}, area_id = f.area_id,"
            " name_pinyin = coalesce(s.pinyin, p.name_pinyin), name_initials = coalesce(s.initials, p.name_initials),"
            f" version = p.version + 1 FROM {job.table('final')} f JOIN {job.table()} r ON r.rec = f.rec"
            f" LEFT JOIN {job.table('sealed')} s ON s.rec = f.rec {house}"
            f" WHERE {touched} AND p.id = f.target_id AND p.xmin::text = f.seen AND {job.inside('p.area_id')}"
        )
        expect(changed, one(f"SELECT count(*) FROM {job.table('final')} f WHERE {touched}"))


def _wishes(clean: CleanTable) -> list[Column]:
    """Columns of what a person wants, can do, and is registered as."""
    values, found = clean.values, []
    if "registered_on" in values or "registered_unemployed" in values:
        dates = values.get("registered_on") or [None] * len(clean)
        told = values.get("registered_unemployed") or [None] * len(clean)
        found.append(
            Column(
                "registered",
                "boolean",
                [d is not None or t == "yes" for d, t in zip(dates, told, strict=True)],
            )
        )
        found.append(Column("registered_on", "date", dates))
        if "place_kind" in values:
            found.append(Column("place_kind", "text", values["place_kind"]))
    if "wants_work" in values:
        found.append(Column("wants_work", "text", values["wants_work"]))
    if "wants_startup" in values:
        found.append(Column("wants_startup", "boolean", [_WANTED.get(w) for w in values["wants_startup"]]))
    if "intended_occupation" in values:
        found.append(Column("occupation", "text", values["intended_occupation"]))
    if "skills" in values:
        pieces = [[p for p in _PIECES.split(text) if p] if text else None for text in values["skills"]]
        found.append(Column("skills", "text[]", pieces))
    if "training_need" in values:
        unsaid = _("未写明")
        needs = [unsaid if n and n.casefold() in _SOME_NEED else n for n in values["training_need"]]
        found.append(Column("training_need", "text", needs))
    return found
