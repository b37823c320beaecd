"""Names as people say them, kinds from names and codes."""

import pytest

from leye.areas.enums import Kind, Level
from leye.areas.naming import kind_of, spoken_name
from leye.areas.reporting_order import number_of, parent_code
from leye.standards import divisions


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("河壕村委会", "河壕村"),
        ("河壕村村民委员会", "河壕村"),
        ("李村村委会", "李村"),
        ("李村委会", "李村"),
        ("三黄宝村村民委会", "三黄宝村"),
        ("麻池村委", "麻池村"),
        ("(高家坪村委会)", "高家坪村"),
        ("北关社区居委会", "北关社区"),
        ("东峰居委会", "东峰社区"),
        ("西关社区居委会会", "西关社区"),
        ("佳和社区居民委会", "佳和社区"),
        ("连峰社区委员会", "连峰社区"),
        ("公主府社区居民委员会", "公主府社区"),
        ("沙拉毛道嘎查", "沙拉毛道嘎查"),
        ("温更嘎查委员会", "温更嘎查"),
        ("塔西嘎查委会", "塔西嘎查"),
        ("和平嘎查村民委员会", "和平嘎查"),
        ("昌煌嘎查村委员会", "昌煌嘎查"),
        ("新合嘎查人民委员会", "新合嘎查"),
        ("查干嘎查村", "查干嘎查"),
        ("一分场生活区", "一分场生活区"),
        ("村委会", "村委会"),
    ],
)
def test_villages_lose_the_word_for_their_committee(official: str, spoken: str) -> None:
    assert spoken_name(official, Level.VILLAGE) == spoken


def test_offices_and_zones_lose_theirs() -> None:
    assert spoken_name("朝阳街道办事处", Level.TOWNSHIP) == "朝阳街道"
    assert spoken_name("乌拉盖管理区管委会", Level.COUNTY) == "乌拉盖管理区"


@pytest.mark.parametrize(
    ("name", "level", "code", "kind"),
    [
        ("内蒙古自治区", Level.PROVINCE, "150000000000", Kind.AUTONOMOUS_REGION),
        ("北京市", Level.PROVINCE, "110000000000", Kind.MUNICIPALITY),
        ("陕西省", Level.PROVINCE, "610000000000", Kind.PROVINCE),
        ("锡林郭勒盟", Level.PREFECTURE, "152500000000", Kind.LEAGUE),
        ("湘西土家族苗族自治州", Level.PREFECTURE, "433100000000", Kind.PREFECTURE),
        ("永州市", Level.PREFECTURE, "431100000000", Kind.CITY),
        ("乌拉特前旗", Level.COUNTY, "150823000000", Kind.BANNER),
        ("鄂温克族自治旗", Level.COUNTY, "150724000000", Kind.BANNER),
        ("江华瑶族自治县", Level.COUNTY, "431129000000", Kind.COUNTY),
        ("满洲里市", Level.COUNTY, "150781000000", Kind.COUNTY_CITY),
        ("零陵区", Level.COUNTY, "431102000000", Kind.DISTRICT),
        ("乌拉盖管理区管委会", Level.COUNTY, "152571000000", Kind.ZONE),
        ("永州经济技术开发区", Level.COUNTY, "431171000000", Kind.ZONE),
        ("朝阳街道", Level.TOWNSHIP, "431102001000", Kind.SUBDISTRICT),
        ("沙金套海苏木", Level.TOWNSHIP, "150822200000", Kind.SUMU),
        ("补隆淖镇", Level.TOWNSHIP, "150822103000", Kind.TOWN),
        ("大庆坪乡", Level.TOWNSHIP, "431102200000", Kind.TOWNSHIP),
        ("二连边境经济技术合作区", Level.TOWNSHIP, "152501401000", Kind.ZONE),
        ("磴口县农垦乌兰布和农场有限责任公司", Level.TOWNSHIP, "150822400000", Kind.FARM),
        ("温更嘎查委员会", Level.VILLAGE, "150824100200", Kind.GACHA),
        ("嘎查甸子村委会", Level.VILLAGE, "150525100230", Kind.VILLAGE),
        ("东峰居委会", Level.VILLAGE, "610622001005", Kind.COMMUNITY),
        ("一分场生活区", Level.VILLAGE, "150521400500", Kind.VILLAGE),
        ("某某小区", Level.VILLAGE, "150521400001", Kind.COMMUNITY),
    ],
)
def test_kinds(name: str, level: Level, code: str, kind: Kind) -> None:
    assert kind_of(name, level, code) == kind


def test_every_shipped_village_keeps_a_name() -> None:
    assert all(spoken_name(village.name, Level.VILLAGE) for village in divisions.divisions(Level.VILLAGE))


def test_manzhouli_and_erenhot_report_to_the_region() -> None:
    assert number_of("150781000000") == 158100000000
    assert number_of("150781001000") == 158100001000
    assert number_of("152501200201") == 158200200201
    assert number_of("150782000000") == 150782000000
    assert parent_code("150781000000", "150700000000") == "150000000000"
    assert parent_code("150781001000", "150781000000") == "150781000000"
    slots = {int(division.code[2:4]) for division in divisions.divisions(Level.PREFECTURE)}
    assert not {81, 82} & slots or divisions.find("158100000000") is None
