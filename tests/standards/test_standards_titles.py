"""Occupations suggested for job titles, and why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards.occupations import job_titles, occupation
from leye.standards.titles import suggest
from leye.standards.titles.model import Model, dump, load
from leye.standards.titles.reading import core, features, plain_title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("急聘电焊工，包吃住", "焊工"),
        ("保洁阿姨", "保洁员"),
        ("挖掘机司机", "挖掘铲运和桩工机械司机"),
        ("会计", "会计专业人员"),
        ("月嫂", "家政服务员"),
        ("饭店洗碗工 五险 双休", "餐厅服务员"),
        ("钢筋工", "钢筋工"),
        ("锅炉操作工", "锅炉操作工"),
        ("护林员", "护林员"),
        ("Python开发工程师", "计算机软件工程技术人员"),
        ("外卖骑手", "网约配送员"),
        ("村医", "乡村医生"),
    ],
)
def test_a_title_gets_its_occupation(title, name):
    assert suggest(title)[0].name == name


@pytest.mark.parametrize(
    "title", ["", "   ", "???", "asdf", "高薪坐班", "五险一金双休", "王小明", "13800138000"]
)
def test_a_title_that_tells_nothing_gets_none(title):
    assert suggest(title) == []


@pytest.mark.parametrize(
    ("title", "because"),
    [
        ("钢筋工", "与职业名称“钢筋工”一致"),
        ("挖掘机司机", "与“挖掘机司机”的别名一致"),
        ("急聘电焊工，包吃住", "含有“电焊工”"),
    ],
)
def test_the_reason_is_said(title, because):
    assert suggest(title)[0].because == because


def test_an_occupations_own_name_is_always_its_own():
    missed = [
        entry.name
        for code in (
            "6-29-01-04",
            "4-09-08-01",
            "6-18-02-04",
            "5-02-03-01",
            "4-07-05-01",
            "6-28-01-11",
            "4-10-03-05",
        )
        if (entry := occupation(code)) and suggest(entry.name)[0].code != code
    ]
    assert missed == []


def test_what_else_is_said_of_the_work_helps():
    assert "6-18-02-04" in [each.code for each in suggest("技术员", "电焊 氩弧焊 焊接")]
    assert "6-18-02-04" not in [each.code for each in suggest("技术员")]


def test_suggestions_are_few_in_order_and_known():
    found = suggest("销售经理助理", k=2)
    assert 0 < len(found) <= 2
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    for title in (each.title for each in job_titles()[:200]):
        for each in suggest(title):
            assert 0 < each.score < 1
            assert each.name
            assert each.because


@given(st.text(max_size=40))
def test_any_text_can_be_a_title(title):
    assert len(suggest(title)) <= 3


def test_advertisement_is_left_out():
    assert plain_title("急聘！ＰＹＴＨＯＮ工程师 8-12K 五险一金、双休") == "!python工程师 、"
    assert core("永坪炼油厂招聘保安（包吃住）") == "保安"
    assert core("招聘专员") == "招聘专员"
    assert "W保安" in features("保安")


def test_a_written_model_is_read_as_it_was():
    model = Model(
        ("1-00-00-00", "6-18-02-04"), ("焊", "W焊工"), np.array([1, 2], np.float32), np.array([0, 1, 2], np.int32),
        np.array([1, 1], np.uint16), np.array([127, -3], np.int8), np.array([0.5, 0.25], np.float32),
        np.array([np.nan, -0.5], np.float32),
    )  # fmt: skip
    again = load(dump(model))
    assert (again.codes, again.pieces) == (model.codes, model.pieces)
    for name in ("rarity", "starts", "targets", "weights", "steps", "bias"):
        np.testing.assert_array_equal(getattr(again, name), getattr(model, name))
    assert again.weight_of(0, 1) == 63.5
