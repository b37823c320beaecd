"""The language: clauses are required, numbers are parameters, dates are kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.facts import person
from leye.policy import (
    MONTH,
    ONCE,
    QUARTER,
    VILLAGE,
    WEEK,
    YEAR,
    After,
    Clause,
    ClauseIndex,
    ClauseMissing,
    Duty,
    FactUnknown,
    Limit,
    NumberInRule,
    ParameterOutsideDates,
    Parameters,
    ParameterUnknown,
    Span,
    Switched,
    add_months,
    param,
)
from leye.standards.calendar import is_working_day

WHOLE = Span(date(2022, 1, 1), date(2025, 12, 31))
ROW = {
    "label": "次数",
    "unit": "次",
    "clause": "三(七)",
    "values": [{"value": 1, "from": date(2022, 1, 1), "to": date(2025, 12, 31)}],
}


def _duty(**changes):  # type: ignore[no-untyped-def]  # any field, to be wrong on purpose
    plain = {
        "clause": "三(七)",
        "title": "每月跟踪",
        "subject": person,
        "applies": person.is_registered_unemployed,
        "done_by": person.services("follow_up"),
        "at_least": param("follow_ups"),
        "per": MONTH,
        "owner": VILLAGE,
    }
    return Duty(**plain | changes)


def test_a_rule_without_a_clause_cannot_be_written() -> None:
    for nothing in (None, "", "  "):
        with pytest.raises(ClauseMissing, match=r"每月跟踪.*依据条款"):
            _duty(clause=nothing)


def test_a_number_in_a_rule_is_refused() -> None:
    with pytest.raises(NumberInRule, match=r"at_least.*parameters.yaml"):
        _duty(at_least=1)
    with pytest.raises(NumberInRule):
        Limit(clause="三", title="期限", subject=person, value=person.age, at_most=36, unit="月")


def test_conditions_keep_the_documents_numbers() -> None:
    duty = _duty(applies={"1 有劳动能力": person.is_able, "2 有就业意愿": person.is_willing})
    assert [(c.number, c.label) for c in duty.conditions] == [("1", "有劳动能力"), ("2", "有就业意愿")]


def test_a_misspelt_fact_names_the_nearest() -> None:
    with pytest.raises(FactUnknown, match="is_registered_unemployed"):
        _ = person.is_registered_unemployd
    with pytest.raises(FactUnknown, match="formerly_poor"):
        person.in_group("formerly_por")


def test_full_width_brackets_are_the_same_clause() -> None:
    assert Clause("三\uff08七\uff09") == Clause("三(七)")


def test_a_clause_point_says_exactly_one_way_of_holding() -> None:
    both = {"summary": "甲", "rules": ["a"], "feature": "乙"}
    with pytest.raises(ValueError, match="恰好写明一种"):
        ClauseIndex.from_rows([{"ref": "一", "title": "目标", "points": [both]}])
    with pytest.raises(ValueError, match="恰好写明一种"):
        ClauseIndex.from_rows([{"ref": "一", "title": "目标", "points": [{"summary": "甲"}]}])


@pytest.mark.parametrize("lacking", ["label", "unit", "clause", "values"])
def test_a_parameter_without_label_unit_clause_or_dates_is_refused(lacking: str) -> None:
    with pytest.raises(ValueError, match=lacking):
        Parameters.from_rows("p", {"n": {k: v for k, v in ROW.items() if k != lacking}})


def test_a_parameter_value_without_a_start_is_refused() -> None:
    with pytest.raises(ValueError, match="起止日期"):
        Parameters.from_rows("p", {"n": ROW | {"values": [{"value": 1}]}})


def test_a_parameter_outside_its_dates_raises_and_is_never_zero() -> None:
    parameter = Parameters.from_rows("p", {"n": ROW})["n"]
    assert parameter.value_on(date(2022, 1, 1)) == 1
    assert parameter.value_on(date(2025, 12, 31)) == 1
    for day in (date(2021, 12, 31), date(2026, 1, 1)):
        with pytest.raises(ParameterOutsideDates, match=rf"p.*次数.*三\(七\).*{day}.*延续执行"):
            parameter.value_on(day)
    assert parameter.value_on(date(2026, 1, 1), standing=True) == 1
    with pytest.raises(ParameterOutsideDates):
        parameter.value_on(date(2021, 12, 31), standing=True)


def test_an_unknown_parameter_names_the_nearest() -> None:
    with pytest.raises(ParameterUnknown, match="follow_ups"):
        Parameters.from_rows("p", {"follow_ups": ROW})["folow_ups"]


@pytest.mark.parametrize(
    ("period", "day", "since", "until"),
    [
        (YEAR, date(2024, 2, 29), date(2024, 1, 1), date(2024, 12, 31)),
        (QUARTER, date(2024, 3, 31), date(2024, 1, 1), date(2024, 3, 31)),
        (QUARTER, date(2024, 4, 1), date(2024, 4, 1), date(2024, 6, 30)),
        (MONTH, date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 29)),
        (WEEK, date(2024, 9, 1), date(2024, 8, 26), date(2024, 9, 1)),
        (WEEK, date(2024, 9, 2), date(2024, 9, 2), date(2024, 9, 8)),
        (ONCE, date(2024, 9, 2), WHOLE.since, WHOLE.until),
    ],
)
def test_windows(period, day, since, until) -> None:  # type: ignore[no-untyped-def]  # parametrised
    window = period.window(day, WHOLE, {}.__getitem__, is_working_day)
    assert (window.since, window.until, window.due_on) == (since, until, until)


def test_a_window_ends_with_the_adoption() -> None:
    ending = Span(date(2022, 1, 1), date(2024, 6, 15))
    window = YEAR.window(date(2024, 6, 15), ending, {}.__getitem__, is_working_day)
    assert window is not None
    assert window.until == window.due_on == date(2024, 6, 15)
    assert YEAR.window(date(2024, 6, 16), ending, {}.__getitem__, is_working_day) is None


@pytest.mark.parametrize(
    ("days", "inclusive", "due"),
    [(0, 1, 5), (0, 0, 4), (1, 1, 12), (1, 0, 11), (2, 1, 8), (2, 0, 8)],
)
def test_five_days_after_the_third_quarter_of_2024(days: int, inclusive: int, due: int) -> None:
    after = After("q", "每季度后", QUARTER, "n", "d", "i")
    numbers = {"n": 5, "d": days, "i": inclusive}
    window = after.window(date(2024, 10, 1), WHOLE, numbers.__getitem__, is_working_day)
    assert window is not None
    assert window.due_on == date(2024, 10, due)


def test_a_switched_period_follows_its_switch() -> None:
    period = Switched("s", "摸排期", "rhythm", ((0, ONCE), (1, YEAR)))
    once = period.window(date(2024, 5, 1), WHOLE, {"rhythm": 0}.__getitem__, is_working_day)
    yearly = period.window(date(2024, 5, 1), WHOLE, {"rhythm": 1}.__getitem__, is_working_day)
    assert once is not None
    assert yearly is not None
    assert (once.since, yearly.since) == (date(2022, 1, 1), date(2024, 1, 1))


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(-600, 600))
def test_months_added_keep_the_day_or_the_end_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 1).day >= later.day)
