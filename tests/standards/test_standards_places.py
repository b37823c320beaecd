"""Divisions, occupations, credit codes and the other shipped tables."""

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as reference

from leye.standards import divisions as areas
from leye.standards.occupations import job_titles, occupation, occupations, path, search
from leye.standards.tables import census_counties, employment, read_text, wages
from leye.standards.uscc import ALPHABET, UsccError, make_uscc, parse_uscc, registrar

ALL = {level: areas.divisions(level) for level in range(1, 6)}


def test_how_many_there_are():
    assert {level: len(found) for level, found in ALL.items()} == {
        1: 31, 2: 342, 3: 2975, 4: 41351, 5: 20356 + 3331 + 14592,
    }  # fmt: skip


def test_codes_are_unique_and_every_parent_exists():
    codes = Counter(division.code for found in ALL.values() for division in found)
    assert max(codes.values()) == 1
    for found in ALL.values():
        for division in found:
            assert len(division.code) == 12
            assert areas.level_of(division.code) == division.level
            assert areas.find(division.code) == division
            assert (division.parent is None) if division.level == 1 else (division.parent in codes)


def test_known_places():
    yanchuan = areas.find("610622")
    assert yanchuan == ("610622000000", "延川县", 3, "610600000000")
    assert areas.find(610622) == areas.find("610622000000") == yanchuan
    assert areas.full_name("610622") == "陕西省延安市延川县"
    assert areas.names_path("110101") == ["北京市", "东城区"]
    assert areas.names_path("441900003") == ["广东省", "东莞市", "东城街道"]
    assert areas.find("441900").level == 2
    assert areas.find("350527") == ("350527000000", "金门县", 3, "350500000000")
    assert areas.find("990000") is None
    assert areas.find("110101001001") is None
    assert areas.names_path("990000") == []


def test_children_and_parents_agree():
    for division in areas.children("610600"):
        assert division.parent == "610600000000"
    townships = areas.children("610622")
    villages = [village for township in townships for village in areas.children(township.code)]
    assert len(townships) == 8
    assert len(villages) == sum(village.code.startswith("610622") for village in ALL[5])
    assert areas.children(villages[0].code) == []
    assert areas.children("110101001") == []


@pytest.mark.parametrize("code", ["", "6", "61062", "6106221", "61x622", None])
def test_odd_codes_are_refused(code):
    with pytest.raises(ValueError, match="digits"):
        areas.find(code)
    with pytest.raises(ValueError, match="level"):
        areas.divisions(6)


def test_names_of_codes_that_are_gone():
    assert areas.historic_name("612624") == "安塞县"
    assert areas.history("612624")[0].last == "1996"
    assert areas.historic_name("350202") == "鼓浪屿区"
    assert areas.historic_name("610622") == "延川县"
    assert areas.history("610622")[-1].last == "current"
    assert areas.historic_name("999999") is None
    assert areas.historic_name("abc") is None


def test_occupations():
    cleaner = occupation("4－09－08－01")
    assert (cleaner.name, cleaner.level, cleaner.marks) == ("保洁员", 4, "L")
    assert occupation("9-99-99-99") is None
    assert len(occupations()) == 2047
    assert [len(occupations(level)) for level in (1, 2)] == [8, 72]
    assert [each.level for each in path("6-18-02-04")] == [1, 2, 3, 4]
    assert path("9-99-99-99") == []
    assert not any(entry.name[-1] in "LS" for entry in occupations())


@pytest.mark.parametrize(
    ("text", "name"),
    [("保洁", "保洁员"), ("叉车司机", "起重装卸机械操作工"), ("电焊工", "焊工"), ("安全员", "安全员"),
     ("4-07-05-01", "保安员"), ("４－０７－０５－０１", "保安员")],
)  # fmt: skip
def test_searching_occupations(text, name):
    assert search(text)[0].name == name


def test_a_search_for_nothing_finds_nothing():
    assert search("  ") == []
    assert search("龘龘龘") == []
    assert len(search("工", limit=7)) == 7


def test_job_titles_point_to_occupations():
    titles = job_titles()
    assert len(titles) == 2907
    assert all(occupation(each.occupation) for each in titles)
    assert not any("公司" in each.title for each in titles)


codes = st.tuples(
    st.sampled_from(["11", "51", "52", "91", "92", "93"]), st.text(ALPHABET, min_size=9, max_size=9)
)


@given(codes)
def test_credit_codes_read_back_and_agree_with_the_other_check(parts):
    code = make_uscc(parts[0], "610622", parts[1])
    assert reference.is_valid(code)
    assert parse_uscc(code.lower()) == parse_uscc(f" {code[:8]}-{code[8:]}　") == code
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert parse_uscc(wide) == code


@given(codes, st.integers(8, 16))
def test_a_changed_character_is_noticed(parts, place):
    code = make_uscc(parts[0], "610622", parts[1])
    other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]
    with pytest.raises(UsccError, match="校验不符"):
        parse_uscc(code[:place] + other + code[place + 1 :])


def test_village_collectives_are_employers_too():
    code = make_uscc("N2", "610622", "MF0000001")
    assert parse_uscc(code) == code
    assert registrar(code) == "农业农村"
    # The example in the documentation of python-stdnum.
    assert parse_uscc("91110000600037341L") == "91110000600037341L"


CODE = make_uscc("91", "610622", "MA6YK0001")


@pytest.mark.parametrize(
    ("raw", "kind", "words"),
    [
        ("", "empty", "没有填"), (None, "empty", "没有填"), (9.1e17, "precision", "文本"),
        ("9.1610622E+17", "precision", "文本"), ("91610622********0N", "masked", "星号"),
        (CODE[:9] + "O" + CODE[10:], "character", "第10位是字母“O”"), (CODE[:5] + "中" + CODE[6:], "character", "第6位"),
        (CODE[:3] + "A" + CODE[4:], "character", "行政区划"), ("610622100012345", "length", "15位的旧营业执照"),
        ("12345678X", "length", "9位的旧组织机构代码"), ("123", "length", "现有3位"),
        ("B" + CODE[1:], "registrar", "首位“B”"), (CODE[:-1] + "0", "check", f"末位应为“{CODE[-1]}”"),
    ],
)  # fmt: skip
def test_wrong_credit_codes(raw, kind, words):
    with pytest.raises(UsccError) as caught:
        parse_uscc(raw)
    assert caught.value.kind == kind
    assert words in str(caught.value)


def test_making_a_credit_code_refuses_nonsense():
    with pytest.raises(ValueError, match="alphabet"):
        make_uscc("91", "610622", "OOOOOOOOO")


def test_census_wages_and_employment():
    assert census_counties()["610622"]["人口数_合计"] == "139713"
    assert len(census_counties()) == 252
    assert {row["wage_type"] for row in wages()} == {"private", "non_private"}
    assert len(employment()) == 380
    assert all(float(row["value"]) > 0 for row in wages())


def test_every_shipped_file_is_named_in_the_sources():
    sources = read_text("SOURCES.md")
    shipped = list(files("leye.standards").joinpath("data").iterdir())
    assert sum(len(entry.read_bytes()) for entry in shipped) < 3_000_000
    for entry in shipped:
        assert entry.name in sources or entry.suffix == ".md"
