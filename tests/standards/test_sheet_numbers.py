"""Numbers of sheets and rows: what is mistyped is noticed."""

import pytest

from leye.standards.sheet_numbers import (
    SheetNumberError,
    code_text,
    read_row_number,
    read_scan,
    read_sheet_number,
    row_number,
    sheet_number,
    shown_number,
)


@pytest.mark.parametrize("serial", [1, 42, 1234567, 9_999_999])
def test_a_number_is_read_back_however_it_is_typed(serial: int) -> None:
    assert read_sheet_number(shown_number(serial)) == serial
    assert read_sheet_number(f" {sheet_number(serial)} ") == serial
    wide = sheet_number(serial).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert read_sheet_number(wide) == serial


def test_every_wrong_digit_and_every_exchange_of_neighbours_is_noticed() -> None:
    number = sheet_number(3057126)
    wrong = {number[:place] + digit + number[place + 1 :] for place in range(8) for digit in "0123456789"}
    wrong |= {number[:place] + number[place + 1] + number[place] + number[place + 2 :] for place in range(7)}
    wrong.discard(number)
    for typed in wrong:
        with pytest.raises(SheetNumberError):
            read_sheet_number(typed)


def test_a_row_is_read_with_its_sheet_and_seldom_passes_for_another() -> None:
    assert read_row_number(77, row_number(77, 7)) == 7
    assert read_row_number(77, row_number(77, 20).replace("-", "")) == 20
    taken = [other for other in range(78, 178) if _passes(other, row_number(77, 7))]
    assert len(taken) <= 15


def _passes(serial: int, typed: str) -> bool:
    """Whether a row number is taken for one of a sheet."""
    try:
        read_row_number(serial, typed)
    except SheetNumberError:
        return False
    return True


def test_a_square_code_is_read_in_any_case_and_width_and_others_are_refused() -> None:
    code = code_text(77, "K7QF2M")
    assert read_scan(code) == (77, "K7QF2M")
    assert read_scan(code.lower().replace(":", "：")) == (77, "K7QF2M")
    assert read_scan(sheet_number(77)) == (77, "")
    for foreign in ("https://example.org/12345678", "LEYE-S1:00000779:K7QF2", "WIFI:S:oa;P:1;;"):
        with pytest.raises(SheetNumberError) as raised:
            read_scan(foreign)
        assert raised.value.kind == "foreign"


@pytest.mark.parametrize(("typed", "kind"), [("", "empty"), ("1234", "shape"), ("00000000", "check")])
def test_each_mistake_has_its_words(typed: str, kind: str) -> None:
    with pytest.raises(SheetNumberError) as raised:
        read_sheet_number(typed)
    assert raised.value.kind == kind
    assert str(raised.value).endswith("。")
