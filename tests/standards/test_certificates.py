"""One paper has many names; two papers never become one."""

import pytest

from leye.standards.certificates import (
    certificate_name,
    certificate_names,
    certificates_asked_in,
    certificates_held,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("电工操作证", "电工证"),
        ("电工", "电工证"),
        ("焊工特种作业操作证", "焊工证"),
        ("《教师资格证书》", "教师资格证"),
        ("Ａ２驾照", "A2驾驶证"),
        ("机动车驾驶证（C1）", "C1驾驶证"),
        ("b2", "B2驾驶证"),
        ("健康證明", "健康证"),
        ("证", ""),
        ("  ", ""),
    ],
)
def test_names_of_one_paper_become_one(written: str, name: str) -> None:
    assert certificate_name(written) == name
    assert certificate_name(certificate_name(written)) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("护士资格证", "护士执业证"), ("低压电工证", "高压电工证"), ("电工证", "焊工证"), ("C1驾驶证", "B2驾驶证"),
     ("保安员证", "保育员证"), ("电工技师证", "电工证")],
)  # fmt: skip
def test_two_papers_stay_two(one: str, other: str) -> None:
    assert certificate_name(one) != certificate_name(other)


def test_a_driver_of_trucks_may_drive_cars_and_not_the_other_way_round() -> None:
    assert "C1驾驶证" in certificates_held(["B2驾照"])
    assert "B2驾驶证" not in certificates_held(["C1驾照", "电工"])
    assert certificate_names(["电工", "电工证", ""]) == ["电工证"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("需持电工证上岗", ["电工证"]),
        ("须持有B2驾驶证和从业资格证，有责任心", ["B2驾驶证", "从业资格证"]),
        ("具有健康证、保安员证；保证按时发工资", ["健康证", "保安员证"]),
        ("有C1驾照优先", []),
        ("不要求有会计证，有耐心，持身份证报到", []),
    ],
)
def test_what_a_text_asks_for_is_found(text: str, names: list[str]) -> None:
    assert certificates_asked_in(text) == names
