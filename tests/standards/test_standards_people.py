"""Names, telephone numbers and the code lists of persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards.codes import (
    CODE_LISTS,
    EDUCATION,
    ETHNIC,
    HEALTH,
    MARITAL,
    POLITICAL,
    SEX,
    CodeError,
    education_level,
)
from leye.standards.names import NOT_NAMES, PersonNameError, clean_name, initials, pinyin
from leye.standards.phones import PhoneError, clean_phone, is_mobile, mask_phone

han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=6).filter(
    lambda name: name not in NOT_NAMES
)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(han)
def test_spaces_inside_a_chinese_name_go(name):
    expected = clean_name(name)
    assert expected == name
    assert clean_name("　" + " ".join(name) + "\u00a0") == expected


@given(han, han, st.sampled_from("·•・‧⋅．."), st.sampled_from(["", " ", "　"]))
def test_every_dot_between_chinese_parts_is_the_same_dot(first, last, dot, gap):
    assert clean_name(first + gap + dot + gap + last) == f"{first}·{last}"


@given(han)
def test_cleaning_twice_changes_nothing_and_pinyin_has_a_syllable_each(name):
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned
    assert len(initials(cleaned)) == len(pinyin(cleaned).split())


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("𠮷田", "𠮷田"), ("\U0002a6d6某", "\U0002a6d6某"), ("㛃", "㛃"), ("\ue123娃", "\ue123娃"),
        ("Maria  Santos", "Maria Santos"), ("O'Neil", "O'Neil"), ("J. R. Smith", "J. R. Smith"),
        ("ＡＢＣ", "ABC"), ("Jose\u0301", "José"), ("王\u200b五\ufeff", "王五"), ("张三·", "张三"), ("'李四", "李四"),
        ("欧阳 Tom", "欧阳 Tom"),
    ],
)  # fmt: skip
def test_rare_and_foreign_names_are_kept(raw, name):
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (None, "empty"), ("", "empty"), ("合计", "empty"), ("·", "empty"), ("张3", "digit"), ("张３", "digit"),
        ("张三(女)", "brackets"), ("张三（已故）", "brackets"), ("张?", "lost"), ("张\ufffd", "lost"),
        ("张**", "masked"), ("张,三", "character"), ("---", "character"), ("王" * 51, "long"),
    ],
)  # fmt: skip
def test_impossible_names(raw, kind):
    with pytest.raises(PersonNameError) as caught:
        clean_name(raw)
    assert caught.value.kind == kind
    assert "请" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单田芳", "shan tian fang"), ("仇英", "qiu ying"), ("曾国藩", "zeng guo fan"), ("解缙", "xie jin"),
        ("查良镛", "zha liang yong"), ("区大相", "ou da xiang"), ("朴树", "piao shu"), ("翟志刚", "zhai zhi gang"),
        ("尉迟恭", "yu chi gong"), ("欧阳修", "ou yang xiu"), ("令狐冲", "ling hu chong"), ("张单", "zhang dan"),
        ("买买提·艾力", "mai mai ti ai li"), ("Maria Santos", "maria santos"), ("𠮷田", "𠮷 tian"),
    ],
)  # fmt: skip
def test_family_names_are_read_as_family_names(name, reading):
    assert pinyin(name) == reading
    assert initials(name) == "".join(word[0] for word in reading.split())


@given(mobiles)
def test_a_mobile_number_survives_every_dress(number):
    dresses = [
        number, int(number), float(number), f"{number}.0", f" {number[:3]}-{number[3:7]} {number[7:]}",
        f"+86 {number}", f"86{number}", f"0086{number}", f"0{number}", f"电话：{number}",
        number.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}),
    ]  # fmt: skip
    assert {clean_phone(each) for each in dresses} == {number}
    assert is_mobile(number)
    assert mask_phone(number) == f"{number[:3]}****{number[7:]}"


@pytest.mark.parametrize(
    ("raw", "clean", "masked"),
    [
        ("0911-8112345", "0911-8112345", "0911-*****45"),
        ("(0911) 8112345", "0911-8112345", "0911-*****45"),
        ("09118112345", "0911-8112345", "0911-*****45"),
        ("01082345678", "010-82345678", "010-******78"),
        ("0911-8112345-801", "0911-8112345-801", "0911-*********01"),
        ("0911-8112345转801", "0911-8112345-801", "0911-*********01"),
        ("+86-911-8112345", "0911-8112345", "0911-*****45"),
        ("400-123-4567", "4001234567", "**********"),
    ],
)
def test_landlines(raw, clean, masked):
    assert clean_phone(raw) == clean
    assert mask_phone(clean) == masked
    assert not is_mobile(clean)


@pytest.mark.parametrize(
    ("raw", "kind", "words"),
    [
        ("", "empty", "没有填"), (None, "empty", "没有填"), ("无", "character", "不是数字"),
        ("8112345", "area_code", "缺少区号"), ("1381234567", "length", "现有10位"), ("23812345678", "prefix", "“23”"),
        ("138****5678", "masked", "星号"), ("13812345678/13912345678", "several", "不止一个"),
        ("1.38E+10", "precision", "文本"), ("1381234567O", "character", "“O”不是数字"),
        ("010-12345678", "landline", "区号"), ("0911811", "landline", "现有7位"),
    ],
)  # fmt: skip
def test_wrong_numbers(raw, kind, words):
    with pytest.raises(PhoneError) as caught:
        clean_phone(raw)
    assert caught.value.kind == kind
    assert words in str(caught.value)
    assert mask_phone(None) == ""


@pytest.mark.parametrize("codes", CODE_LISTS.values(), ids=CODE_LISTS.keys())
def test_every_code_and_label_reads_back(codes):
    assert len(codes) == len(list(codes)) > 3
    for code, label in codes:
        assert codes.label(code) == label
        assert codes.code_for(code) == codes.code_for(label) == codes.code_for(f"{code} {label}") == code
        assert code in codes


EDUCATION_WORDS = {
    "大专": "30", "专科": "30", "本科": "20", "大学": "20", "高中": "60", "初中": "70", "小学": "80", "中专": "41",
    "技校": "47", "硕士": "14", "研究生": "10", "博士": "11", "文盲": "90", "初中毕业": "71", "大专毕业": "31",
    "高中毕业": "61", "职高": "44", "本科肄业": "23", "31": "31", "普通高中毕业（61）": "61", " 大 专 ": "30",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), EDUCATION_WORDS.items())
def test_common_words_for_education(text, code):
    assert EDUCATION.code_for(text) == code


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        (SEX, "男", "1"), (SEX, "女性", "2"), (SEX, 1.0, "1"), (SEX, "２", "2"), (ETHNIC, "汉", "01"),
        (ETHNIC, "汉族", "01"), (ETHNIC, 1, "01"), (ETHNIC, "01汉族", "01"), (ETHNIC, "维族", "05"),
        (ETHNIC, "蒙古", "02"), (ETHNIC, "瑶", "13"), (ETHNIC, "穿青人", "97"), (MARITAL, "离异", "40"),
        (HEALTH, "良好", "10"), (HEALTH, "残疾", "60"), (POLITICAL, "党员", "01"), (POLITICAL, "群众", "13"),
    ],
)  # fmt: skip
def test_common_words(codes, text, code):
    assert codes.find(text) == code


def test_a_code_and_a_label_that_disagree_are_not_guessed():
    assert ETHNIC.find("02汉族") is None
    with pytest.raises(CodeError, match="看不懂民族“02汉族”。是不是“汉族”"):
        ETHNIC.code_for("02汉族")


def test_unknown_wording_names_the_list_and_near_labels():
    with pytest.raises(CodeError, match="大学专科教育"):
        EDUCATION.code_for("大砖")
    with pytest.raises(CodeError, match="没有填性别"):
        SEX.code_for(" ")
    with pytest.raises(CodeError, match="例如“未知性别”“男”“女”"):
        SEX.code_for("zzz")
    with pytest.raises(KeyError):
        SEX.label("7")


def test_education_levels():
    assert [education_level(code) for code in ("14", "21", "31", "47", "61", "90")] == [
        "10", "20", "30", "40", "60", "90",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        education_level("99")
