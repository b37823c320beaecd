"""Templates read back exactly; lists to download are safe."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from leye.standards.identity import parse_identity
from leye.standards.uscc import parse_uscc
from leye.workbook import choices, errors
from leye.workbook.catalogue import KINDS
from leye.workbook.cleaning import clean_rows
from leye.workbook.export import Column, write_table
from leye.workbook.matching import guess_columns, mapping_of
from leye.workbook.reading import open_workbook
from leye.workbook.table import read_table
from leye.workbook.templates import write_template


@pytest.mark.parametrize("name", list(KINDS))
def test_a_filled_template_gives_each_field_exactly_and_no_problem(tmp_path: Path, name: str) -> None:
    kind = KINDS[name]  # type: ignore[index]  # from KINDS itself
    path = tmp_path / "t.xlsx"
    write_template(kind, path)
    with pytest.raises(errors.NoRows):
        read_table(open_workbook(path), kind)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for column, field in enumerate(kind.fields, start=1):
        sheet.cell(4, column, field.example)
    book.save(path)
    table = read_table(open_workbook(path), kind)
    guesses = guess_columns(table, kind)
    assert [guess.field for guess in guesses] == [field.name for field in kind.fields]
    clean = clean_rows(table, mapping_of(guesses), kind)
    assert clean.problems == []
    assert clean.usable() == [0]


def test_templates_have_drop_downs_text_columns_and_a_guide() -> None:
    out = io.BytesIO()
    write_template(KINDS["people"], out)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) >= 8
    assert 22 <= sheet.column_dimensions["A"].width < 23
    assert sheet["A3"].value == "*身份证号（AAC002）"
    assert sheet["A3"].comment is not None
    assert book.sheetnames == ["人员", "填写说明", "选项"]
    assert book["选项"].sheet_state == "hidden"


def test_the_examples_are_valid_themselves() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if field.kind == "identity":
                assert parse_identity(field.example)
            if field.kind == "uscc":
                assert parse_uscc(field.example)


def test_codes_are_those_of_the_ledger_and_the_service_records() -> None:
    from leye.casework import enums as casework
    from leye.ledger import enums as ledger

    for ours, theirs in (
        (choices.WORK_CAPACITY, ledger.WorkCapacity),
        (choices.RELATION, ledger.Relation),
        (choices.PLACE_KIND, ledger.RegistrationPlace),
        (choices.CHANNEL, ledger.Channel),
        (choices.SPELL_KIND, ledger.SpellKind),
        (choices.WANTS, ledger.Wish),
        (choices.SERVICE_KIND, casework.ServiceKind),
        (choices.CONTACT_CHANNEL, casework.ServiceChannel),
    ):
        assert {code: str(label) for code, label in theirs.choices} == dict(ours.labels)
    # That a message arrived is only told by its receipt, never by a file.
    assert {code: str(label) for code, label in casework.OUTCOMES_BY_HAND} == dict(choices.OUTCOME.labels)


def test_group_codes_are_those_of_the_ledger() -> None:
    from leye.ops.codes import NATIONAL_GROUPS

    assert {group[0]: group[1] for group in NATIONAL_GROUPS} == dict(choices.GROUPS.labels)


def test_no_wording_means_two_things() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if field.choices:
                labels = {label.casefold() for label in field.choices.labels.values()}
                assert len(labels) == len(field.choices.labels)
                assert not labels & {word for word in field.choices.synonyms if word not in labels}


def test_a_list_to_download_keeps_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows: list[list[object]] = [
        ["=cmd|' /C calc'!A0", "0012", 350050, dt.date(2024, 1, 5), 3],
        ["+86 138", "110105********002X", None, None, 4],
        ["阿依古丽·买买提", "@x", 0, dt.date(2024, 1, 6), 5],
    ]
    columns: list[Column | str] = [
        "姓名",
        Column("身份证号", width=22),
        Column("月工资", "money"),
        Column("日期", "date"),
        Column("次数", "number"),
    ]
    assert write_table(path, "今天的名单: [甲/乙]", columns, iter(rows), footnote="=由乐业导出") == 3
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"][2:5]] == ["s", "s", "s"]
    assert [cell.quotePrefix for cell in sheet["A"][2:5]] == [True, True, False]
    assert sheet["B3"].value == "0012"
    assert sheet["C3"].value == 3500.5
    assert sheet["D3"].value.date() == dt.date(2024, 1, 5)
    assert sheet["A7"].data_type == "s"
    assert sheet.freeze_panes == "A3"


def test_an_empty_list_is_still_a_workbook() -> None:
    out = io.BytesIO()
    assert write_table(out, "空", ["甲"], []) == 0
    assert openpyxl.load_workbook(out).active["A2"].value == "甲"  # type: ignore[index]  # one sheet
