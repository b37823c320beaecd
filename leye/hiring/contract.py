"""A sample contract as a .docx, filled in for one application from the vacancy, the person's file and the hire (#186)."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from leye.accounts.scope import as_service
from leye.areas.paths import full_path
from leye.hiring.contract_text import EMPLOYER_SIDE, FORMS, MARK, NOTE, PERSON_SIDE
from leye.hiring.models import Application, Hire
from leye.ledger.models import Employer, Person
from leye.standards.calendar import add_months
from leye.standards.money import show_yuan
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import pay_words, show_value

#: A line to write on.
BLANK = "____________"
FONT = "宋体"
_FACT = re.compile(r"\{(\w+)\}")
_NUMBERS = "一二三四五六七八九十"


def contract_facts(application: Application, hire: Hire | None, id_number: str = "") -> dict[str, str]:
    """What is known, by the names of the forms; what is missing is to be written in by hand.

    The vacancy and its employer are read as the background role: the contract is with that employer, whoever looks
    after the vacancy.
    """
    with as_service():
        vacancy = Vacancy.objects.get(pk=application.vacancy_id)
        employer = Employer.objects.get(pk=vacancy.employer_id)
    known = {
        **_of_person(application.person, id_number),
        "employer": vacancy.employer_name, "uscc": employer.uscc, "employer_address": employer.address,
        "employer_phone": vacancy.contact_phone or employer.phone,
        "title": vacancy.title, "duties": _sentence(vacancy.duties), "place": vacancy.place or full_path(vacancy.area_id),
        "hours": vacancy.get_hours_display(), "pay": pay_words(vacancy),
        "insurance": show_value("insurance", vacancy.insurance), "demands": show_value("demands", vacancy.demands),
        "welfare": _welfare(vacancy), **(_of_hire(hire) if hire else {}),
    }  # fmt: skip
    return {name: words for name, words in known.items() if words}


def _of_person(person: Person, id_number: str) -> dict[str, str]:
    return {
        "person": person.name, "sex": {"1": _("男"), "2": _("女")}.get(person.sex, ""), "id_number": id_number,
        "person_address": person.address, "person_phone": person.phone,
    }  # fmt: skip


def _of_hire(hire: Hire) -> dict[str, str]:
    spell = hire.spell
    months = spell.contract_months
    end = add_months(spell.started_on, months) - dt.timedelta(days=1) if months else None
    return {
        "start": _day(spell.started_on), "end": _day(end), "insured": _day(spell.insured_on),
        "wage": _("每月%(yuan)s") % {"yuan": show_yuan(spell.wage_fen)} if spell.wage_fen is not None else "",
    }  # fmt: skip


def _day(day: dt.date | None) -> str:
    if day is None:
        return ""
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def _sentence(text: str) -> str:
    flat = "；".join(line.strip() for line in text.splitlines() if line.strip())
    return flat if not flat or flat.endswith(("。", "！", "？")) else flat + "。"


def _welfare(vacancy: Vacancy) -> str:
    return "、".join([_("提供住宿")] * vacancy.housing + [_("提供工作餐")] * vacancy.meals)


def contract_docx(kind: str, facts: dict[str, str]) -> bytes:
    """The form as a Word file. `kind`: "labour" or "part-time". Raises KeyError for any other."""
    title, law, sections = FORMS[kind]
    document = Document()
    _set_up(document, _("%(title)s（样本）") % {"title": title})
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(_("%(title)s（样本）") % {"title": title})
    run.bold, run.font.size = True, Pt(20)
    document.add_paragraph(str(NOTE))
    for heading, lines in (EMPLOYER_SIDE, PERSON_SIDE):
        _side(document, str(heading), [(str(label), facts.get(name, "")) for label, name in lines])
    document.add_paragraph(str(law))
    for number, (heading, paragraphs) in enumerate(sections):
        line = document.add_paragraph()
        line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(8), True
        line.add_run(
            _("%(number)s、%(heading)s") % {"number": _NUMBERS[number], "heading": heading}
        ).bold = True
        for text in paragraphs:
            _paragraph(document, str(text), facts)
    _signatures(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, title: str) -> None:
    """A4, one Chinese font, the mark on every page, and nothing of a program or an author inside."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    mark = section.header.paragraphs[0]
    mark.text, mark.alignment = str(MARK), WD_ALIGN_PARAGRAPH.RIGHT
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.line_spacing, style.paragraph_format.space_after = 1.4, Pt(3)
    properties = document.core_properties
    properties.created = properties.modified = timezone.now()
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "zh-CN"


def _side(document: Any, heading: str, lines: list[tuple[str, str]]) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(8), True
    line.add_run(heading).bold = True
    table = document.add_table(rows=0, cols=2)
    table.style, table.autofit = "Table Grid", False
    for label, words in lines:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(5), Cm(11)
        cells[0].text, cells[1].text = label, words or BLANK


def _paragraph(document: Any, text: str, facts: dict[str, str]) -> None:
    """Text with its facts underlined, or a line in place of each that is not known."""
    paragraph = document.add_paragraph()
    for index, part in enumerate(_FACT.split(text)):
        if index % 2 == 0:
            paragraph.add_run(part)
        elif part in facts:
            paragraph.add_run(facts[part]).underline = True
        else:
            paragraph.add_run(BLANK)


def _signatures(document: Any) -> None:
    document.add_paragraph()
    document.add_paragraph(_("双方确认：已经通读以上各条，内容一致，自愿签订。"))
    table = document.add_table(rows=0, cols=2)
    for left, right in (
        (_("甲方（盖章）："), _("乙方（签字）：")),
        (_("法定代表人或委托代理人（签字）："), ""),
        (_("日期：    年  月  日"), _("日期：    年  月  日")),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
