"""Print a village's ledger: editions, sheets of twenty rows, and the PDF that carries what was printed."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from leye.accounts.actions.base import ActionError, Actor
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.sheets.actions.printing import PrintEdition
from leye.sheets.actions.views import SetFormat
from leye.sheets.fonts import NoChineseFont, choose
from leye.sheets.layout import PAPER_WIDTH, ROW_NUMBER_WIDTH, SIGNATURE_WIDTH, column_widths, fit
from leye.sheets.models import SheetRow
from leye.sheets.reprinting import pdf_of
from leye.standards.calendar import today
from leye.standards.sheet_numbers import shown_number
from tests.ledger.people import BALENG, HEHAO, register

AsUser = Callable[[str], Actor]


def poor(by: Actor, sequence: int, name: str, area: int = HEHAO) -> Person:
    person = register(by, sequence, name, area, phone=f"138{sequence:08d}")
    AddMembership(by, person_id=person.pk, group_code="formerly_poor", valid_from=today()).run()
    return person


def words(pdf: bytes, folder: Path) -> str:
    """The text of a PDF, as a reader would copy it."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_village_is_printed_in_sheets_of_twenty(as_user: AsUser, tmp_path: Path) -> None:
    by = as_user("county")
    people = [poor(by, n, f"王秀兰{'甲乙丙丁戊己庚辛壬癸'[n % 10]}") for n in range(100, 123)]
    poor(by, 130, "外村人", BALENG)
    StartSpell(
        by,
        person_id=people[0].pk,
        started_on=today(),
        kind="contract",
        employer_name="红牛肉制品厂",
        wage_fen=450000,
    ).run()
    edition = PrintEdition(by, area_no=HEHAO, book="formerly-poor").run()
    assert (edition.number, edition.people, edition.pages.count()) == (1, 23, 2)
    first, second = edition.pages.all()
    assert (first.rows.count(), second.rows.count()) == (20, 3)
    text = words(pdf_of([edition]), tmp_path)
    assert "脱贫人口台账" in text
    assert "补隆淖尔镇河壕村" in text
    assert "第1版" in text.replace(" ", "")
    assert shown_number(first.pk) in text
    assert shown_number(second.pk) in text
    assert "红牛肉制品厂" in text
    assert "4500" in text
    assert "外村人" not in text
    assert people[0].id_tail in text


def test_the_same_paper_comes_again_whatever_changed_since(as_user: AsUser, tmp_path: Path) -> None:
    by = as_user("county")
    person = poor(by, 100, "王秀兰")
    edition = PrintEdition(by, area_no=HEHAO, book="formerly-poor").run()
    Person.objects.filter(pk=person.pk).update(phone="13900000000", version=person.version + 1)
    assert "13800000100" in words(pdf_of([edition]), tmp_path)
    again = PrintEdition(by, area_no=HEHAO, book="formerly-poor").run()
    assert again.number == 2
    assert "13900000000" in words(pdf_of([again]), tmp_path)


def test_the_county_sets_one_format_for_every_village(as_user: AsUser) -> None:
    by = as_user("county")
    poor(by, 100, "王秀兰")
    SetFormat(by, area_no=150822000000, columns=["phone", "education", "tail"]).run()
    edition = PrintEdition(by, area_no=HEHAO, book="formerly-poor").run()
    assert edition.columns == ["name", "tail", "phone", "education"]
    assert set(SheetRow.objects.get(sheet__edition=edition).printed) == set(edition.columns)
    with pytest.raises(Invalid):
        SetFormat(by, area_no=150822000000, columns=["number", "phone"]).run()


def test_a_ledger_without_people_is_not_printed(as_user: AsUser) -> None:
    with pytest.raises(ActionError, match="没有人"):
        PrintEdition(as_user("village"), area_no=HEHAO, book="veterans").run()


def test_a_machine_without_chinese_fonts_says_what_to_install() -> None:
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        choose(typst.Fonts(False, True, []))


def test_columns_fill_the_paper_and_texts_fit_their_cells() -> None:
    widths = column_widths([18, 9, 27, 36])
    assert sum(widths) == pytest.approx(PAPER_WIDTH - ROW_NUMBER_WIDTH - SIGNATURE_WIDTH, abs=0.1)
    assert fit("王秀兰", 18).size == 11
    small = fit("内蒙古自治区巴彦淖尔市磴口县补隆淖尔镇河壕村农牧业专业合作社", 36)
    assert small.size < 11
    assert "".join(small.lines).rstrip("…") in "内蒙古自治区巴彦淖尔市磴口县补隆淖尔镇河壕村农牧业专业合作社"
    assert fit("很长" * 80, 36).lines[-1].endswith("…")
