"""Vacancies: each is checked as one entered by hand is; what says the same as an open one is not written again.

They come in as handed in for review. Employers that the ledger lacks are made with their first vacancy.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leye.intake.job import Column, one, run
from leye.intake.kinds.base import Plan, Told, expect
from leye.intake.places import Places
from leye.standards import titles
from leye.standards.codes import EDUCATION
from leye.standards.occupations import occupation
from leye.standards.pay import NEGOTIABLE, Pay
from leye.standards.text import PlainError
from leye.vacancies.checks import Around, check
from leye.vacancies.enums import Education
from leye.vacancies.fingerprint import plain_title
from leye.vacancies.models import EmployerStanding, Vacancy, VacancyRules
from leye.vacancies.places import named_places
from leye.vacancies.upkeep import lowest_wages
from leye.workbook.cleaning import CleanTable

_SEATS = re.compile(r"\d{1,6}")
_BETWEEN, _NONE_ASKED = re.compile(r"[、，,;；/\s]+"), {"无", "不限", "无要求", "不需要", "否"}
#: Remarks that an import of a list does not repeat for every row.
_QUIET = ("unverified", "occupation", "insurance", "duties", "no_pay")
_LEVELS = {"40": "60", "50": "60", "90": ""}
_TEXTS = (
    "title",
    "work_place",
    "duties",
    "education",
    "occupation",
    "contact",
    "phone",
    "employer_name",
    "uscc",
    "certificates",
)
#: What a vacancy of a list has that the list does not say.
_SAME = {
    "filled": "0", "insurance": "'{}'", "experience_years": "0", "age_reason": "''", "demands": "'{}'",
    "skills": "'{}'", "housing": "false", "meals": "false", "elastic": "false", "groups": "'{}'",
    "hours": "'full'", "contract": "'labour'", "status": "'submitted'", "source": "'import'", "reason": "''", "version": "1",
}  # fmt: skip
#: An occupation is taken over when such a suggestion is right this often; so many different titles are looked at.
SURE, MOST_TITLES = 0.8, 3000
_OPEN = "('submitted', 'published', 'warned')"


class VacanciesPlan(Plan):
    """A list of vacancies."""

    table = "vacancies_vacancy"
    reasons: ClassVar = {
        "elsewhere": (
            "uscc",
            gettext_noop("此单位由别的辖区登记，不能在这里发布岗位；如已迁来，请联系县级经办员"),
        ),
        "ambiguous": (
            "employer_name",
            gettext_noop("辖区内有几个同名单位，分不清是哪一个。请填统一社会信用代码。"),
        ),
        "closed": ("employer_name", gettext_noop("此单位已停业或注销，不能招聘。请核对。")),
    }

    def label(self, clean: CleanTable, record: int) -> str:
        """The title."""
        return str(clean.values["title"][record] or "")

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Everything a vacancy has, checked row by row."""
        count = len(clean)
        blank: list[Any] = [None] * count
        texts = {name: [value or "" for value in clean.values.get(name, blank)] for name in _TEXTS}
        named = self.area_columns(clean, places, None)[1].values
        areas = self._areas(named, texts["work_place"])
        pays: list[Pay] = [pay or NEGOTIABLE for pay in clean.values.get("pay", blank)]
        seats = [
            self._seats(clean, record, text) for record, text in enumerate(clean.values.get("seats", blank))
        ]
        texts["education"] = [self._education(clean, r, text) for r, text in enumerate(texts["education"])]
        texts["occupation"] = [self._occupation(clean, r, text) for r, text in enumerate(texts["occupation"])]
        texts["certificates"] = [self._certificates(text) for text in texts["certificates"]]
        told(_("按岗位名称找职业"))
        self._suggest(clean, texts)
        expires = clean.values.get("expires_on", blank)
        told(_("检查每个岗位"))
        wages: dict[int, VacancyRules | None] = {}
        for record in range(count):
            area = areas[record]
            if area not in wages:
                wages[area] = lowest_wages(area)
            vacancy = Vacancy(
                title=texts["title"][record], duties=texts["duties"][record], place=texts["work_place"][record],
                seats=seats[record], pay_low_fen=pays[record].low_fen, pay_high_fen=pays[record].high_fen,
                pay_period=pays[record].period, pay_months=pays[record].months, expires_on=expires[record],
                occupation=texts["occupation"][record], certificates=texts["certificates"][record].split("、"),
            )  # fmt: skip
            self._check(clean, record, vacancy, wages[area])
        return [
            *(Column(name, "text", values) for name, values in texts.items()),
            Column("plain_title", "text", [plain_title(title) for title in texts["title"]]),
            Column("seats", "int", seats), Column("expires_on", "date", expires),
            Column("pay_low_fen", "bigint", [pay.low_fen for pay in pays]),
            Column("pay_high_fen", "bigint", [pay.high_fen for pay in pays]),
            Column("pay_period", "text", [pay.period for pay in pays]),
            Column("pay_months", "int", [min(pay.months, 24) for pay in pays]),
            Column("work_area", "bigint", areas),
            Column("office_id", "bigint", [no if self._inside(no) else self.job.area_id for no in areas]),
        ]  # fmt: skip

    def _inside(self, area: int) -> bool:
        return self.job.lo <= area <= self.job.hi

    def _areas(self, named: Any, written: list[str]) -> list[int]:
        """Where each vacancy's work is: the place in its own columns, else the place written, else the office's area."""
        meant: dict[str, int] = {}
        for text in set(written):
            found = named_places(text) if text else []
            own = [area for area in found if self._inside(area.no)]
            chosen = own if len(own) == 1 else found
            meant[text] = chosen[0].no if len(chosen) == 1 else self.job.area_id
        return [no if no is not None else meant[text] for no, text in zip(named, written, strict=True)]

    def _check(self, clean: CleanTable, record: int, vacancy: Vacancy, rules: VacancyRules | None) -> None:
        known = EmployerStanding(verified_on=self.job.day)
        names = {"place": "work_place", "pay_low_fen": "pay", "pay_high_fen": "pay"}
        for remark in check(vacancy, Around(standing=known, rules=rules)):
            if remark.hard or remark.name not in _QUIET:
                words = remark.sentence + (f"（{remark.article}）" if remark.article else "")
                field = names.get(remark.field, remark.field)
                clean.add(record, field, "error" if remark.hard else "warning", words)

    def _certificates(self, text: str) -> str:
        """As written, each once, with one sign between them; whatever says that none is asked for is none."""
        found = (word.strip() for word in _BETWEEN.split(text))
        kept = [word[:40] for word in found if word and word not in _NONE_ASKED]
        return "、".join(list(dict.fromkeys(kept))[:20])

    def _seats(self, clean: CleanTable, record: int, text: str | None) -> int:
        found = _SEATS.search(str(text)) if text else None
        if found and int(found[0]) > 0:
            return int(found[0])
        if text:
            clean.add(
                record,
                "seats",
                "warning",
                _("招聘人数“%(text)s”按1人记，请核实。") % {"text": str(text)[:20]},
            )
        return 1

    def _education(self, clean: CleanTable, record: int, text: str) -> str:
        """The broad level; what asks for none, or cannot be read, asks for none."""
        plain = re.sub(r"及以上|以上|学历|以上学历", "", text)
        if not plain or plain in ("不限", "无", "无要求", "学历不限"):
            return ""
        try:
            code = EDUCATION.code_for(plain)[0] + "0"
        except PlainError:
            clean.add(
                record, "education", "warning", _("看不懂学历“%(text)s”，按不限记。") % {"text": text[:20]}
            )
            return ""
        code = _LEVELS.get(code, code)
        return code if code in Education.values else ""

    def _occupation(self, clean: CleanTable, record: int, text: str) -> str:
        if text and occupation(text) is None:
            words = _("职业分类大典里没有“%(text)s”这个代码，没有导入这一格。") % {"text": text[:20]}
            clean.add(record, "occupation", "warning", words)
            return ""
        return text

    def _suggest(self, clean: CleanTable, texts: dict[str, list[str]]) -> None:
        """Where no occupation is given, the one that the title nearly surely means, with a remark that says so."""
        lacking = [
            r
            for r, (code, title) in enumerate(zip(texts["occupation"], texts["title"], strict=True))
            if title and not code
        ]
        different = list(dict.fromkeys(texts["title"][record] for record in lacking))[:MOST_TITLES]
        meant = {title: found[0] for title in different if (found := titles.suggest(title, k=1))}
        for record in lacking:
            best = meant.get(texts["title"][record])
            if best is not None and best.score >= SURE:
                texts["occupation"][record] = best.code
                words = _("职业按岗位名称记为“%(name)s”，请核实。") % {"name": best.name}
                clean.add(
                    record, "occupation" if "occupation" in clean.mapping else "title", "warning", words
                )

    def match(self) -> None:
        """The employer of each row, and whether an open vacancy or an earlier row says the same."""
        job = self.job
        inside = job.inside("area_id")
        job.make(
            "unit",
            "SELECT r.rec, c.id AS by_code, c.area_id AS code_area, n.id AS by_name, n.many FROM"
            f" {job.table()} r LEFT JOIN ledger_employer c ON c.uscc = r.uscc AND r.uscc <> ''"
            f" LEFT JOIN (SELECT name, min(id) AS id, count(*) AS many FROM ledger_employer WHERE {inside} GROUP BY name) n"
            " ON c.id IS NULL AND n.name = r.employer_name",
        )
        # One new employer for all rows of its name.
        job.make(
            "fresh",
            "SELECT x.name, x.rec, nextval('ledger_employer_id_seq') AS id FROM (SELECT r.employer_name AS name,"
            f" min(r.rec) AS rec FROM {job.table()} r JOIN {job.table('unit')} u USING (rec) WHERE u.by_code IS NULL"
            " AND u.by_name IS NULL AND r.prior IS NULL GROUP BY r.employer_name) x",
        )
        job.make(
            "said",
            "SELECT y.*, row_number() OVER (PARTITION BY y.prior, y.fingerprint ORDER BY y.rec) AS nth FROM ("
            "SELECT x.*, md5(concat_ws('|', x.employer_id, x.plain_title, x.work_area, coalesce(x.pay_low_fen::text, 'None'),"
            " coalesce(x.pay_high_fen::text, 'None'), x.pay_period)) AS fingerprint FROM (SELECT r.rec, r.prior, r.plain_title,"
            " r.work_area, r.pay_low_fen, r.pay_high_fen, r.pay_period, u.code_area, u.by_code, u.many,"
            " coalesce(u.by_code, u.by_name, f.id) AS employer_id"
            f" FROM {job.table()} r JOIN {job.table('unit')} u USING (rec)"
            f" LEFT JOIN {job.table('fresh')} f ON f.name = r.employer_name AND u.by_code IS NULL AND u.by_name IS NULL) x) y",
        )
        job.make(
            "match",
            "SELECT x.rec, x.found, CASE WHEN x.found = 'new' THEN nextval('vacancies_vacancy_id_seq') END AS target_id,"
            " NULL::text AS seen, x.office_id AS area_id, '{}'::jsonb AS core, NULL::text AS remark FROM ("
            "SELECT r.rec, r.office_id, CASE WHEN s.prior IS NOT NULL THEN s.prior"
            f" WHEN s.by_code IS NOT NULL AND NOT {job.inside('s.code_area')} THEN 'elsewhere'"
            " WHEN s.by_code IS NULL AND s.many > 1 THEN 'ambiguous' WHEN t.closed_on IS NOT NULL THEN 'closed'"
            " WHEN s.nth > 1 OR EXISTS (SELECT FROM vacancies_vacancy v WHERE v.fingerprint = s.fingerprint"
            f" AND v.status IN {_OPEN}) THEN 'repeat' ELSE 'new' END AS found FROM {job.table()} r"
            f" JOIN {job.table('said')} s USING (rec)"
            " LEFT JOIN vacancies_employerstanding t ON t.employer_id = s.employer_id ORDER BY r.rec) x",
        )

    def verify(self) -> None:
        """Nobody has entered the same, or made the employer, meanwhile."""
        job = self.job
        run(
            f"UPDATE {job.table('final')} f SET state = 'stale' FROM {job.table('said')} s, {job.table()} r"
            " WHERE f.state = 'new' AND s.rec = f.rec AND r.rec = f.rec AND (EXISTS (SELECT FROM vacancies_vacancy v"
            f" WHERE v.fingerprint = s.fingerprint AND v.status IN {_OPEN}) OR (s.by_code IS NULL AND r.uscc <> ''"
            " AND EXISTS (SELECT FROM ledger_employer e WHERE e.uscc = r.uscc)))"
        )

    def write(self, told: Told) -> None:
        """New employers, then the vacancies, handed in by who imports."""
        job = self.job
        final, said = f"{job.table('final')} f JOIN {job.table()} r ON r.rec = f.rec", job.table("said")
        told(_("登记新单位"))
        run(
            "INSERT INTO ledger_employer (id, area_id, uscc, name, contact, phone, address, industry, version)"
            f" SELECT n.id, r.office_id, r.uscc, r.employer_name, r.contact, r.phone, '', '', 1 FROM {job.table('fresh')} n"
            f" JOIN {job.table()} r ON r.rec = n.rec WHERE EXISTS (SELECT FROM {job.table('final')} f JOIN {said} s"
            " ON s.rec = f.rec WHERE f.state = 'new' AND s.employer_id = n.id)"
        )
        told(_("写入岗位"))
        names = ("title", "duties", "occupation", "education", "seats", "pay_low_fen", "pay_high_fen", "pay_period",
                 "pay_months", "expires_on", "employer_name")  # fmt: skip
        made = run(
            "INSERT INTO vacancies_vacancy (id, office_id, area_id, place, employer_id, fingerprint, contact_name,"
            f" contact_phone, certificates, submitted_on, submitted_by_id, {', '.join(names)}, {', '.join(_SAME)})"
            " SELECT f.target_id,"
            " r.office_id, r.work_area, r.work_place, s.employer_id, s.fingerprint, r.contact, r.phone,"
            " coalesce(string_to_array(nullif(r.certificates, ''), '、'), '{}'),"
            f" {job.today_sql}, (SELECT user_id FROM intake_importbatch WHERE id = {job.batch_id}),"
            f" {', '.join(f'r.{name}' for name in names)}, {', '.join(_SAME.values())}"
            f" FROM {final} JOIN {said} s ON s.rec = f.rec WHERE f.state = 'new' ORDER BY f.rec"
        )
        expect(made, one(f"SELECT count(*) FROM {job.table('final')} WHERE state = 'new'"))
