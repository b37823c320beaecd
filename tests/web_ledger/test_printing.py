"""Printed sheets through their pages: printing, the several files of many, keying what came back, the format."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.ledger.models import Person
from leye.sheets.models import LedgerCheck, SheetEdition, SheetPage, SheetRow
from leye.standards.calendar import today
from leye.web.sheets import printing
from tests.ledger.people import BALENG, HEHAO
from tests.web.seed import Seeded
from tests.web.test_people import words
from tests.web_ledger.test_pages import searches

ClientOf = Callable[[str], Client]


def printed(client: Client, book: str = "returned", area: int = HEHAO) -> SheetPage:
    """A printed edition's first sheet."""
    answer = client.post(reverse("print_sheets"), {"book": book, "areas": [area]})
    assert answer.status_code == 302
    with as_service():
        return SheetPage.objects.select_related("edition").latest("pk")


def row_of(sheet: SheetPage, person_id: int) -> int:
    with as_service():
        return SheetRow.objects.get(sheet=sheet, person_id=person_id).row


def test_a_sheet_is_printed_as_pdf_and_the_printing_is_logged(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    sheet = printed(client)
    answer = client.get(reverse("sheet_pdf"), {"edition": sheet.edition_id})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    with as_service():
        line = AccessLog.objects.filter(access=Access.EXPORT_FULL).latest("pk")
    assert line.detail["rows"] == 6
    assert client_of("village2").get(reverse("sheet_pdf"), {"edition": sheet.edition_id}).status_code == 404
    assert client_of("village2").get(reverse("sheet_edition", args=[sheet.edition_id])).status_code == 404
    assert client_of("leader").get(reverse("sheets")).status_code == 403


def test_several_villages_are_printed_at_once_and_the_empty_ones_told(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("county")
    answer = client.post(
        reverse("print_sheets"), {"book": "returned", "areas": [HEHAO, BALENG, 150822102201]}
    )
    assert "已打印2个村" in words(answer)
    assert "南粮台村的返乡回流人员台账里没有人" in words(answer)
    with as_service():
        pks = list(SheetEdition.objects.values_list("pk", flat=True))
    assert client.get(reverse("sheet_pdf"), {"edition": pks}).content.startswith(b"%PDF")
    assert "请至少选一个村" in words(client.post(reverse("print_sheets"), {"book": "returned"}))


def test_more_people_than_a_file_takes_are_bound_in_several(
    corner: Seeded, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST_PEOPLE", 6)
    client = client_of("county")
    made = client.post(reverse("print_sheets"), {"book": "returned", "areas": [HEHAO, BALENG]})
    assert "打开第2个文件（1个村）" in words(made)
    first, second = (pks for (pks,) in made.context["files"])
    told = client.get(reverse("sheet_pdf"), {"edition": [first, second]}, follow=True)
    assert "合成一个文件最多6人" in words(told)
    with as_service():
        assert not AccessLog.objects.filter(access=Access.EXPORT_FULL).exists()
        # The people of one village stay together, however many they are.
        SheetEdition.objects.filter(pk=first).update(people=7)
    assert client.get(reverse("sheet_pdf"), {"edition": first}).content.startswith(b"%PDF")


def test_keyed_cells_are_compared_before_anything_is_written(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    sheet = printed(client)
    row = row_of(sheet, corner.people["王秀兰"])
    address = reverse("sheet", args=[sheet.code])
    typed = {"row": [row], f"r{row}-phone": "13911112222", "on": today().isoformat()}
    compared = client.post(address, {**typed, "check": "1"})
    assert "13911112222" in words(compared)
    with as_service():
        assert Person.objects.get(pk=corner.people["王秀兰"]).phone == "13800000102"
    done = client.post(
        address, {**typed, f"seen-{row}-phone": "13800000102", "apply": "1", "rest": "1"}, follow=True
    )
    assert "1行已写入台账" in words(done)
    with as_service():
        assert Person.objects.get(pk=corner.people["王秀兰"]).phone == "13911112222"
        results = sorted(LedgerCheck.objects.values_list("result", flat=True))
    assert results == ["changed", *["same"] * 5]


def test_a_look_at_printed_rows_is_logged_once_for_the_steps_of_keying(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("village")
    sheet = printed(client)
    address = reverse("sheet", args=[sheet.code])

    def lines() -> list[dict[str, object]]:
        with as_service():
            found = AccessLog.objects.filter(access=Access.EXPORT_FULL, detail__sheet=sheet.pk)
            return [line.detail for line in found]

    assert client.post(address, {}).status_code == 200
    assert lines() == [{"list": sheet.edition.title, "sheet": sheet.pk, "rows": 6}]
    assert client.post(address, {"add": "1", "number": "1"}).status_code == 200
    assert len(lines()) == 1
    assert client.get(address).status_code == 200
    assert len(lines()) == 2
    with as_service():
        sheet.edition.columns = ["name", "village"]
        sheet.edition.save(update_fields=["columns"])
    assert client.get(address).status_code == 200
    assert (len(lines()), searches(sheet=sheet.pk)) == (2, [6])


def test_what_was_decided_over_an_older_text_is_asked_again(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    sheet = printed(client)
    person = corner.people["王秀兰"]
    row = row_of(sheet, person)
    with as_service():
        Person.objects.filter(pk=person).update(phone="13955556666")
    typed = {"row": [row], f"r{row}-phone": "13911112222", "on": today().isoformat()}
    again = client.post(
        reverse("sheet", args=[sheet.code]), {**typed, f"seen-{row}-phone": "13800000102", "apply": "1"}
    )
    assert "13955556666" in words(again)
    assert "用纸上的" in words(again)
    with as_service():
        assert Person.objects.get(pk=person).phone == "13955556666"


def test_bad_cells_keep_what_was_typed(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    sheet = printed(client)
    row = row_of(sheet, corner.people["王秀兰"])
    typed = {
        "row": [row],
        f"r{row}-left_on": "2026-11-01",
        f"r{row}-note": "去了外地",
        "on": today().isoformat(),
    }
    answer = client.post(reverse("sheet", args=[sheet.code]), {**typed, "check": "1"})
    assert "离岗日期和原因要一起填" in words(answer)
    assert "去了外地" in words(answer)
    empty = client.post(
        reverse("sheet", args=[sheet.code]), {"row": [row], "on": today().isoformat(), "check": "1"}
    )
    assert "还没有填改动" in words(empty)
    late = client.post(reverse("sheet", args=[sheet.code]), {**typed, "on": "2020-01-01", "check": "1"})
    assert "打印日期" in words(late)


def test_an_action_that_refuses_leaves_its_row_on_the_page(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    sheet = printed(client)
    row = row_of(sheet, corner.people["王秀兰"])
    typed = {
        "row": [row],
        f"r{row}-phone": "12",
        f"seen-{row}-phone": "13800000102",
        "on": today().isoformat(),
    }
    answer = client.post(reverse("sheet", args=[sheet.code]), {**typed, "apply": "1"})
    assert "下面1行没有写入" in words(answer)
    assert 'value="12"' in words(answer)


@pytest.mark.parametrize("code", ["12345678", "abc", "00000000"])
def test_a_number_that_is_none_is_absent(corner: Seeded, client_of: ClientOf, code: str) -> None:
    assert client_of("village").get(reverse("sheet", args=[code])).status_code == 404


def test_a_foreign_code_is_told_in_words(corner: Seeded, client_of: ClientOf) -> None:
    answer = client_of("village").get(reverse("sheets"), {"sheet": "https://example.org/x"})
    assert "不是本系统表册上的二维码" in words(answer)


def test_the_county_officer_sets_the_format(corner: Seeded, client_of: ClientOf) -> None:
    answer = client_of("county").post(reverse("sheet_format"), {"columns": ["phone", "education"]})
    assert answer.status_code == 302
    sheet = printed(client_of("village"))
    assert sheet.edition.columns == ["name", "phone", "education"]
    assert client_of("town").get(reverse("sheet_format")).status_code == 403
