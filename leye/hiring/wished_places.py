"""How far somebody would go, read from what was written about it: 县内, 不限, 西安市, 广东省深圳市."""

from functools import cache, lru_cache

from leye.standards.divisions import FILLERS, PREFECTURE, PROVINCE, divisions

TOWNSHIP, COUNTY, CITY, WITHIN_PROVINCE, ANYWHERE = range(5)
#: What people say of where they would go, widest first.
WORDS = (
    (ANYWHERE, ("外地", "省外", "全国", "不限", "哪里都", "沿海")),
    (WITHIN_PROVINCE, ("省内", "全省", "自治区内", "省城")),
    (CITY, ("市内", "全市", "市里", "市区", "周边")),
    (TOWNSHIP, ("本村", "村里", "本镇", "本乡", "镇里", "乡里", "苏木", "家门口", "附近")),
    (COUNTY, ("本县", "县内", "县城", "县里", "本旗", "旗内", "旗县", "本区", "本地")),
)
USUAL = COUNTY
_ENDINGS = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "盟",
)
SHORTEST, LONGEST = 2, 11


@lru_cache(maxsize=8192)
def radius_of(place: str, home: int) -> int:
    """How far somebody of a county (its number) would go: 0 township, 1 county, 2 city, 3 province, 4 anywhere.

    A city or province that is named reaches as far as that is; nothing said is the county.
    """
    said = next((radius for radius, words in WORDS if any(word in place for word in words)), None)
    if said is not None:
        return said
    named = [_as_far_as(code, home) for code in _named(place)]
    return max(named, default=USUAL)


def _as_far_as(code: str, home: int) -> int:
    no = f"{home:012d}"
    if code[:2] != no[:2]:
        return ANYWHERE
    return CITY if code[:4] == no[:4] else WITHIN_PROVINCE


def _named(place: str) -> list[str]:
    """Codes of the provinces and cities that a text names, the longest name at each position."""
    known, found, at = _names(), list[str](), 0
    while at < len(place):
        longest = next(
            (size for size in range(LONGEST, SHORTEST - 1, -1) if place[at : at + size] in known), 0
        )
        if longest:
            found.append(known[place[at : at + longest]])
        at += longest or 1
    return found


@cache
def _names() -> dict[str, str]:
    """Name, and name without its ending, → code; a city's name goes before a province's only where they differ."""
    names: dict[str, str] = {}
    for level in (PREFECTURE, PROVINCE):
        for one in divisions(level):
            if one.name in FILLERS:
                continue
            stem = next((one.name.removesuffix(end) for end in _ENDINGS if one.name.endswith(end)), one.name)
            for name in (one.name, stem):
                if len(name) >= SHORTEST:
                    names[name] = one.code
    return names
