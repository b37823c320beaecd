"""Words for search: the same for text and question, synonyms, and what somebody may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards import words
from leye.standards.occupations import occupation
from leye.standards.spelling import edits
from leye.standards.tables import read_rows

POSTING = "急招电焊工2名，川县文安驿镇红枣加工厂，会C1驾照优先，包吃住"


def found(question: str, text: str = POSTING) -> bool:
    terms = set(words.terms(text))
    groups = words.ask(question).groups
    return bool(groups) and all(terms & set(group) for group in groups)


@pytest.mark.parametrize(
    "question", ["电焊", "焊工", "氩弧焊", "文安驿", "红枣 加工厂", "c1 焊接", "文安驿镇找工作 电焊工"]
)
def test_what_people_type_finds_the_posting(question):
    assert found(question)


@pytest.mark.parametrize("question", ["保洁", "永坪", "c2", "找工作", ""])
def test_what_is_not_there_is_not_found(question):
    assert not found(question)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("环卫", "保洁员"),
        ("外卖", "招骑手"),
        ("骑手", "送餐员多名"),
        ("门卫", "小区保安"),
        ("月嫂", "育婴师"),
        ("小工", "工地杂工"),
    ],
)
def test_other_words_for_the_same_work_find_it(question, title):
    assert found(question, title)


def test_any_part_of_an_unknown_name_is_found_by_it():
    for place in ("文安驿镇梁家河村", "贾家坪", "乌拉特后旗"):
        assert found(place[:3], f"{place}招采摘工")


def test_the_question_is_shown_as_understood_and_safe_for_the_database():
    question = words.ask("文安驿 电焊'")
    assert question.plain == ("文安驿", "电焊")
    assert question.tsquery.count("(") == len(question.groups) == 3
    assert words.ask("的 招聘").tsquery == ""


@given(st.text(max_size=30))
def test_terms_have_nothing_to_quote(text):
    for term in words.terms(text):
        assert term.strip() == term
        assert term
        assert not set(term) & set("'\\:&|!() ")


@given(st.text("电焊工保洁员文安驿镇包吃住a1 ，", min_size=1, max_size=12))
def test_a_text_is_found_by_itself(text):
    terms = set(words.terms(text))
    assert all(terms & set(group) for group in words.ask(text).groups)


def test_synonyms_come_from_the_dictionary_where_it_has_them():
    rows = read_rows("work_words.csv")
    named = [(text.split(), occupation(code)) for text, code in rows if code]
    assert len(named) > len(rows) / 2
    for group, entry in named:
        assert entry is not None
        assert {entry.name, *entry.aliases} & set(group), group


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("帮运", "搬运"), ("电汗", "电焊"), ("收银圆", "收银员"), ("厨思", "厨师"), ("快弟员", "快递员"), ("挖掘鸡", "挖掘机"),
     ("dianhangong", "电焊工"), ("洁保员", "保洁员")],
)  # fmt: skip
def test_a_slip_is_understood(typed, meant):
    assert words.did_you_mean(typed, words.job_words())[0] == meant


def test_what_is_known_or_like_nothing_gets_no_suggestion():
    speller = words.Speller(words.job_words())
    assert speller.suggest("电焊") == []
    assert speller.suggest("卖菜西施") == []
    assert (edits("焊工", "工焊"), edits("电焊工", "焊工"), edits("", "焊")) == (1, 1, 1)
    assert [words.is_word(term) for term in ("送餐员", "县文", "c1")] == [True, False, True]
