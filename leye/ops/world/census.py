"""One county's margins of the 2020 census, as arrays to draw from."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from leye.ops.world.draw import Floats
from leye.standards.tables import census_counties

#: First year of each age band of the census; the last band is open and drawn up to 99.
BANDS = (0, 1, *range(5, 86, 5))
BAND_NAMES = ("0岁", "1到4岁", *(f"{a}到{a + 4}岁" for a in range(5, 85, 5)), "85岁以上")
EDUCATION_NAMES = ("未上过学", "学前教育", "小学", "初中", "高中", "大学专科", "本科及以上")
INDUSTRIES = (
    "农林牧渔业", "采矿业", "制造业", "电力热力燃气及水生产和供应业", "建筑业", "批发和零售业", "交通运输仓储和邮政业",
    "住宿和餐饮业", "信息传输软件和信息技术服务业", "金融业", "房地产业", "租赁和商务服务业", "科学研究和技术服务业",
    "水利环境和公共设施管理业", "居民服务修理和其服务业", "教育", "卫生和社会工作", "文化体育和娱乐业",
    "公共管理社会保障和社会组织",
)  # fmt: skip


@dataclass(frozen=True)
class Margins:
    """What the census says of a county. Arrays with two rows: men, women."""

    code: str
    sex_age: Floats  # 2 × bands
    education: Floats  # 2 × 7, of people aged 3 and over
    households: float
    household_people: float
    alone: float
    one_generation: float  # those who live alone included
    three_generations: float  # four and more included
    minority: float
    urban: float
    industries: Floats

    @property
    def mean_size(self) -> float:
        """People a family household."""
        return self.household_people / self.households


@cache
def margins(code: str) -> Margins:
    """The margins of one county. KeyError when the census has no row for it."""
    row = census_counties()[code]

    def number(name: str) -> float:
        return float(row[name] or 0)

    return Margins(
        code,
        np.array([[number(f"{sex}_{band}") for band in BAND_NAMES] for sex in "男女"]),
        np.array([[number(f"{name}_{sex}") for name in EDUCATION_NAMES] for sex in "男女"]),
        number("家庭户数"),
        number("家庭户人口数"),
        number("一人户数"),
        number("一代户数"),
        number("三代户数") + number("四代以上户数"),
        number("少数民族人口比重（%）") / 100,
        number("城镇人口") / max(1.0, number("城镇人口") + number("乡村人口")),
        np.array([number(name) for name in INDUSTRIES]),
    )
