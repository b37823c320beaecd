"""Cleaning of cells and speaking to people."""

import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards import text
from leye.standards.text import PlainError, clean_cell, fold_width, is_cjk, say, trim


@given(st.text(string.ascii_letters + string.digits + string.punctuation))
def test_wide_letters_become_narrow(plain):
    assert fold_width("".join(chr(ord(char) + 0xFEE0) for char in plain)) == plain


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    assert clean_cell(clean_cell(raw)) == clean_cell(raw)
    assert fold_width(fold_width(raw)) == fold_width(raw)


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x2FA1F, categories=["Lo"]), max_size=20))
def test_chinese_is_never_touched(raw):
    if "\u3164" not in raw:
        assert fold_width(raw) == raw


@pytest.mark.parametrize(
    "space", [" ", "\u00a0", "\u3000", "\u2003", "\ufeff", "\u200b", "\u202c", "\n", "\t"]
)
def test_every_kind_of_space_is_trimmed(space):
    assert trim(f"{space}甲 Ａ{space}") == "甲 Ａ"
    assert clean_cell(f"{space}甲 Ａ{space}") == "甲 A"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (float("nan"), ""), (3.0, "3"), (3.5, "3.5"), (13812345678.0, "13812345678"), ("a \n b", "a b"),
     ("①½", "①½")],
)  # fmt: skip
def test_cells_as_text(value, cell):
    assert clean_cell(value) == cell


def test_chinese_characters():
    assert all(map(is_cjk, "乐㛃𠮷〇\ue123\U0002a6d6\U00030000"))
    assert not any(map(is_cjk, "aあ·1ö "))


def test_the_floors_above_can_translate():
    error = PlainError("x", "第{place}位错了", place=3)
    try:
        text.use_translator(lambda template: "place {place} is wrong" if "错了" in template else template)
        assert str(error) == "place 3 is wrong"
        assert say("其他{a}", a=1) == "其他1"
    finally:
        text.use_translator(str)
    assert str(error) == "第3位错了"
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.kind, str(copy), copy.fields) == ("x", "第3位错了", {"place": 3})


def test_what_was_typed_is_shown_as_typed_even_with_braces():
    assert say("看不懂“{text}”", text="{0}{x}") == "看不懂“{0}{x}”"
