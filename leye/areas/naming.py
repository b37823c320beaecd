"""What a division is called in daily speech, and of which kind it is, read from its official name and code."""

import re

from leye.areas.enums import Kind, Level
from leye.standards.text import clean_cell

# Endings of the statistical list with the slips that really occur in it (居委会会, 村民委委会, 村委 …).
_COMMUNITY = re.compile(r"(社区)?(居民委员会|居民委会|居民委委会|居委会会|居委会|居委)$")
_GACHA = re.compile(r"(?<=嘎查)(村?(村民|居民|人民|民|居)?(委员会|委委会|委会|委)|村)$")
_VILLAGE = re.compile(r"(村民委员会|村民委委会|村民委会|村委员会|村委会|民委员会|村委)$")
_COMMITTEE = re.compile(r"(?<=[村查区场])(管理)?(委员会|委会|管委会)$")
_OFFICE = re.compile(r"(街道)办事处$|(?<=[区园])(管理委员会|管委会)$")
_WRAPPED = re.compile(r"^[((](.+)[))]$")

_ZONE = re.compile(
    r"(开发|管理|示范|合作|工业|产业|高新|贸易|保税|旅游|度假|风景|园|新|实验|生态)区|[产创工]业园|园$|基地$"
)
_ZONE_CODES = range(71, 80)
_REGIONS = ("自治区", Kind.AUTONOMOUS_REGION), ("市", Kind.MUNICIPALITY), ("", Kind.PROVINCE)


def spoken_name(official: str, level: Level) -> str:
    """The name without the words for the committee that governs: 河壕村委会 → 河壕村, 北关社区居委会 → 北关社区."""
    name = clean_cell(official).replace(" ", "")
    if level < Level.VILLAGE:
        return _OFFICE.sub(r"\1", name)
    name = _WRAPPED.sub(r"\1", name)
    if (gacha := _GACHA.sub("", name)).endswith("嘎查"):
        return gacha
    for pattern, word in ((_COMMUNITY, "社区"), (_VILLAGE, "村")):
        bare = pattern.sub("", name)
        if bare != name and bare:
            return bare if bare.endswith(word) else bare + word
    bare = _COMMITTEE.sub("", name)
    return bare if len(bare) > 1 else name


def kind_of(official: str, level: Level, code: str) -> Kind:
    """The kind of a division from its name, and from its code where the name does not tell.

    `code` is the 12-digit statistical code: its last three digits are 001-199 and 400-499 for communities,
    200-399 and 500-599 for villages (rules of the National Bureau of Statistics, 2009).
    """
    return {
        Level.PROVINCE: _province_kind,
        Level.PREFECTURE: _prefecture_kind,
        Level.COUNTY: _county_kind,
        Level.TOWNSHIP: _township_kind,
        Level.VILLAGE: _village_kind,
    }[level](clean_cell(official), code)


def _province_kind(name: str, _code: str) -> Kind:
    return next(kind for ending, kind in _REGIONS if name.endswith(ending))


def _prefecture_kind(name: str, _code: str) -> Kind:
    if name.endswith("盟"):
        return Kind.LEAGUE
    return Kind.PREFECTURE if name.endswith(("州", "地区")) else Kind.CITY


def _county_kind(name: str, code: str) -> Kind:
    if name.endswith("旗"):
        return Kind.BANNER
    if name.endswith("县"):
        return Kind.COUNTY
    if name.endswith("市"):
        return Kind.COUNTY_CITY
    return Kind.ZONE if int(code[4:6]) in _ZONE_CODES else Kind.DISTRICT


def _township_kind(name: str, _code: str) -> Kind:
    if name.endswith(("街道", "街道办事处", "地区办事处", "办事处")):
        return Kind.SUBDISTRICT
    for ending, kind in (("苏木", Kind.SUMU), ("镇", Kind.TOWN), ("乡", Kind.TOWNSHIP)):
        if name.endswith(ending):
            return kind
    return Kind.ZONE if _ZONE.search(name) else Kind.FARM


def _village_kind(name: str, code: str) -> Kind:
    if spoken_name(name, Level.VILLAGE).endswith("嘎查"):
        return Kind.GACHA
    if "社区" in name or "居委" in name or "居民委" in name:
        return Kind.COMMUNITY
    if "村" in name:
        return Kind.VILLAGE
    part = int(code[9:12])
    return Kind.COMMUNITY if part < 200 or 400 <= part < 500 else Kind.VILLAGE
