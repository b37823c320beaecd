"""A million vacancies, made up from real job titles, real places and plain sentences, the same each time.

How common titles, places and pays are follows what job boards show: a few titles stand in a tenth of all vacancies,
most in a handful; a tenth of the counties has half of them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from leye.standards.occupations import job_titles, occupation
from leye.workbook.fields import words

TODAY = dt.date(2026, 6, 15)
_COMMON = words(
    "普工 操作工 服务员 保安 保洁员 营业员 收银员 销售 客服 司机 送货员 快递员 外卖骑手 装卸工 搬运工 包装工 电焊工 "
    "电工 钳工 叉车工 缝纫工 厨师 面点师 洗碗工 后厨帮工 家政服务员 月嫂 育婴员 护工 养老护理员 护士 幼儿教师 文员 "
    "会计 出纳 仓库管理员 质检员 绿化工 养殖工 采摘工 种植工 木工 瓦工 钢筋工 油漆工 挖掘机司机 水电工 维修工 美容师 "
    "理发师 快递分拣员 直播带货 电商客服 行政 人事专员 项目经理 程序员 测绘员"
)
_BEFORE = ("", "", "", "", "急聘", "长期招聘", "兼职", "夜班", "白班", "高薪", "学徒", "熟练", "驻外", "资深")
_AFTER = ("", "", "", "", "(包吃住)", "(五险一金)", "(双休)", "(临时)", "(可住宿)", "(计件)", "组长", "助理")
_TRADES = words(
    "食品 纺织 服饰 建材 机械 电子 物流 餐饮 商贸 农业 科技 物业 家政 医疗 教育 汽车 化工 能源 牧业 包装"
)
_WORDS = words(
    "负责生产线上的操作 看管机器 检查产品质量 保持现场整洁 服从班组长安排 按时完成任务 装卸货物 接待顾客 解答问题 "
    "做好记录 每月休息四天 两班倒 八小时工作制 节日有福利 提供工作服 免费体检 有班车接送 环境干净 师傅带教 不加班 "
    "会用电脑 能吃苦 有责任心 身体健康 有经验优先 就近安排 可以夫妻同住 按月发放工资 签订合同 缴纳保险 试用期一个月"
)
_BRANDS = "鑫盛源丰泰达宏远恒信中天华美瑞祥永康嘉和德隆金海东方北辰西域南星春雨秋实大漠青山绿水红旗"

Row = dict[str, Any]


def _zipf(count: int, power: float) -> list[float]:
    return list(accumulate(1 / (rank + 2) ** power for rank in range(count)))


class Population:
    """Draws vacancies. `places`: (number, name) of the townships they may be in, any order."""

    def __init__(self, places: Sequence[tuple[int, str]], seed: int = 5) -> None:
        self.draw = random.Random(seed)
        self.places = list(places)
        self.draw.shuffle(self.places)
        self.place_weights = _zipf(len(self.places), 0.7)
        rare = [(entry.title, entry.occupation) for entry in job_titles() if len(entry.title) <= 30]
        self.draw.shuffle(rare)
        known = dict(rare)
        self.titles = [(title, known.get(title, "")) for title in _COMMON] + rare
        self.title_weights = _zipf(len(self.titles), 0.95)
        self.employers = [self._employer() for _number in range(60_000)]

    def _employer(self) -> str:
        place = self.draw.choice(self.places)[1].rstrip("镇乡街道")
        brand = "".join(self.draw.choices(_BRANDS, k=self.draw.choice((2, 2, 3))))
        return f"{place}{brand}{self.draw.choice(_TRADES)}有限公司"

    def vacancies(self, count: int) -> Iterator[Row]:
        """So many, the oldest first; identifiers count from 1."""
        draw = self.draw
        for number in range(1, count + 1):
            title, code = draw.choices(self.titles, cum_weights=self.title_weights)[0]
            low = max(1800, round(draw.lognormvariate(8.45, 0.35) / 100) * 100)
            free = draw.random()
            entry = occupation(code) if code else None
            said = [
                *draw.sample(_WORDS, draw.randint(4, 12)),
                *(draw.sample(entry.aliases, 1) if entry and entry.aliases else ()),
            ]
            area, _name = draw.choices(self.places, cum_weights=self.place_weights)[0]
            yield {
                "id": number, "area_id": area, "title": f"{draw.choice(_BEFORE)}{title}{draw.choice(_AFTER)}"[:80],
                "occupation": code, "duties": "，".join(said), "employer_id": 1 + number % len(self.employers),
                "employer_name": self.employers[number % len(self.employers)],
                "seats": draw.choice((1, 1, 2, 2, 3, 5, 5, 10, 20, 50)),
                "pay_low_fen": None if free < 0.12 else low * 100,
                "pay_high_fen": None if free < 0.12 else round(low * draw.uniform(1.0, 1.8) / 100) * 10_000,
                "pay_period": "month", "pay_months": 13 if free > 0.95 else 12,
                "hours": draw.choices(("full", "part", "shift", "flexible", "seasonal"), (70, 8, 14, 5, 3))[0],
                "contract": draw.choices(("labour", "labour_service", "dispatch"), (75, 17, 8))[0],
                "education": draw.choices(("", "80", "70", "60", "30", "20", "10"), (40, 3, 20, 17, 12, 7, 1))[0],
                "elastic": draw.random() < 0.04, "housing": draw.random() < 0.35, "meals": draw.random() < 0.4,
                "groups": [draw.choice(("difficulty", "disabled", "graduate", "veteran"))] if free < 0.05 else [],
                "published_on": TODAY - dt.timedelta(days=60 - number * 60 // count),
            }  # fmt: skip


def questions(population: Population, areas: Sequence[int], count: int) -> Iterator[Row]:
    """What people ask, as values of a form (`leye.vacancies.asking.ask_from` reads them). `areas`: all down to counties."""
    draw = random.Random(17)
    rare = [title for title, _code in population.titles[len(_COMMON) :]]
    codes = sorted({code for _title, code in population.titles if code})

    known = set(areas)
    counties = [no for no in areas if no % 10**8]

    def place() -> int:
        county = draw.choice(counties)
        level = draw.choices((10**10, 10**8, 10**6, 10**3), (10, 30, 40, 20))[0]
        if level == 10**3:
            return draw.choices(population.places, cum_weights=population.place_weights)[0][0]
        above = county // level * level
        return above if above in known else county

    def pay() -> int:
        return draw.choice((2000, 3000, 3500, 4000, 5000, 5500, 6000, 8000, 10_000))

    kinds: list[Any] = [
        (22, lambda: {"text": draw.choice(_COMMON)}),
        (14, lambda: {"text": draw.choice(_COMMON), "area": place()}),
        (14, lambda: {"text": draw.choice(_COMMON), "area": place(), "pay_yuan": pay()}),
        (14, lambda: {"text": draw.choice(rare)}),
        (6, lambda: {"text": f"{draw.choice(_COMMON)} {draw.choice(('夜班', '双休', '包吃住', '兼职', '班车', '八小时'))}"}),
        (8, lambda: {"occupation": draw.choice(codes), "area": place(), "education": draw.choice(("70", "60", "30"))}),
        (7, lambda: {"area": place(), "pay_yuan": pay(), "housing": "1"}),
        (6, lambda: {"text": draw.choice(_COMMON), "area": draw.choice(counties), "km": draw.choice((30, 60, 100))}),
        (4, lambda: {"text": draw.choice(population.employers)[:8]}),
        (3, lambda: {"elastic": "1", "group": "difficulty", "area": place()}),
        (2, lambda: {"text": draw.choice(_COMMON), "pay_yuan": 30_000, "education": "70"}),
    ]  # fmt: skip
    weights = [weight for weight, _make in kinds]
    for _number in range(count):
        yield draw.choices([make for _weight, make in kinds], weights)[0]()


def load_country() -> None:
    """Migrate an empty database and load every area of the country that is shipped."""
    from leye.ops.boot import boot, migrate

    boot()
    migrate()
    from leye.areas.loading import load_areas
    from leye.standards.divisions import divisions

    load_areas([one.code for one in divisions(level=1)])


if __name__ == "__main__":
    load_country()
