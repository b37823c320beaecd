"""Places to be set up: how many, the money for each, and those that every county must have."""

from ibis.common.deferred import Deferred

from leye.facts import activity, area, site
from leye.packs.yz_2024_15.who import COUNTY, ON, TARGET_SPAN
from leye.policy import Benefit, Duty, Indicator, Reached, param


def _places(
    clause: str, title: str, item: int, kind: str, target: str, level: Deferred | None = None
) -> Indicator:
    """How many places of a kind stand on the day."""
    conditions = {"1 在用": site.is_open, "2 类别相符": site.of_kind(kind)}
    if level is not None:
        conditions["3 市级"] = level
    return Indicator(
        clause=clause,
        title=title,
        items=(item,),
        subject=site,
        applies=conditions,
        target=param(target),
        unit="个",
    )


workshops_upgraded = Indicator(
    clause="二(一)3",
    title="提质改造的就业帮扶车间",
    items=(84,),
    subject=site,
    applies={"1 就业帮扶车间": site.of_kind("help_workshop"), "2 在用": site.is_open},
    done_by=site.activities("workshop_upgrade"),
    at_least=param("upgrades_min"),
    target=param("target_workshops"),
    unit="个",
    per=TARGET_SPAN,
)

startup_studios = _places("二(二)4", "创业指导工作室", 86, "startup_studio", "target_studios")
startup_parks = _places("二(二)5", "市级返乡创业园", 88, "startup_park", "target_parks", site.is_city_level)
incubators = _places("二(二)5", "创业孵化载体", 89, "incubator", "target_incubators")
startup_projects = _places("二(二)6", "优质创业项目", 90, "startup_project", "target_projects")
youth_stations = _places("二(三)7", "青年求职加油站", 91, "youth_station", "target_stations")
training_carriers = _places(
    "二(四)11", "市级高技能人才培训载体", 106, "training_carrier", "target_carriers", site.is_city_level
)
master_studios = _places(
    "二(四)11",
    "市级技能大师和劳模工匠工作室",
    106,
    "master_studio",
    "target_master_studios",
    site.is_city_level,
)
labour_brands = _places("二(四)12", "特色劳务品牌", 108, "labour_brand", "target_brands")
full_employment_communities = _places(
    "二(五)13", "充分就业社区（村）", 109, "full_employment_community", "target_communities"
)
leye_stations = _places("二(五)14", "乐业小站", 113, "leye_station", "target_leye_stations")


def _support(
    clause: str,
    title: str,
    item: int,
    place: Deferred,
    level: Deferred | None,
    amount: str,
    fund: str,
    gives: str,
) -> Benefit:
    """Money for a place that stands on the day; ``level`` None: at whatever level it is."""
    conditions = {"1 在用": site.is_open, "2 类别相符": place}
    if level is not None:
        conditions["3 级别相符"] = level
    return Benefit(
        clause=clause,
        title=title,
        items=(item,),
        subject=site,
        applies=conditions,
        gives=gives,
        amount=param(amount),
        payee="site",
        fund=fund,
        once=True,
    )


each_level_its_own = param("park_support_way") == ON

park_city_support = _support(
    "二(二)5",
    "返乡创业园市级支持",
    88,
    site.of_kind("startup_park"),
    site.is_city_level,
    "park_city_amount",
    "市级就业资金",
    "市级就业资金支持",
)
park_county_support = _support(
    "二(二)5",
    "返乡创业园县级支持",
    88,
    site.of_kind("startup_park"),
    (site.is_city_level & ~each_level_its_own) | (site.is_county_level & each_level_its_own),
    "park_county_amount",
    "县级就业资金",
    "县级就业资金支持",
)
project_award = _support(
    "二(二)6",
    "优质创业项目奖补",
    90,
    site.of_kind("startup_project"),
    None,
    "project_amount",
    "就业资金",
    "创业项目奖补",
)
station_support = _support(
    "二(三)7",
    "青年求职加油站支持",
    91,
    site.of_kind("youth_station"),
    None,
    "station_amount",
    "市级就业资金",
    "加油站建设支持",
)
carrier_support = _support(
    "二(四)11",
    "市级高技能人才培训载体补助",
    106,
    site.of_kind("training_carrier"),
    site.is_city_level,
    "carrier_amount",
    "市级就业资金",
    "培训载体补助",
)
master_studio_support = _support(
    "二(四)11",
    "市级技能大师和劳模工匠工作室补助",
    106,
    site.of_kind("master_studio"),
    site.is_city_level,
    "master_studio_amount",
    "市级就业资金",
    "工作室补助",
)

county_studios = area.count(
    "county_studios",
    "在用的县级技能大师工作室",
    site.of_kind("master_studio") & site.is_open & site.is_county_level,
    of=site,
)
gig_markets = area.count(
    "gig_markets", "在用的公益性零工市场", site.of_kind("gig_market") & site.is_open, of=site
)

county_master_studio = Duty(
    clause="二(四)11",
    title="至少设立1家县级技能大师工作室",
    items=(107,),
    subject=area,
    applies={"1 县市区": area.is_county},
    done_by=Reached(county_studios.column),
    at_least=param("county_studios_min"),
    per=TARGET_SPAN,
    owner=COUNTY,
)

county_gig_market = Duty(
    clause="二(五)15",
    title="建有公益性零工市场",
    items=(114,),
    subject=area,
    applies={"1 县市区": area.is_county},
    done_by=Reached(gig_markets.column),
    at_least=param("county_gig_markets_min"),
    per=TARGET_SPAN,
    owner=COUNTY,
)

information_collected = Indicator(
    clause="二(五)13",
    title="劳动力资源信息采集条数",
    items=(110, 111),
    subject=activity,
    applies={"1 信息采集": activity.of_kind("info_collection")},
    at=activity.happened_on,
    measure="sum",
    amount=activity.quantity.fill_null(1),
    unit="条",
    per=TARGET_SPAN,
    note="每次采集登记数量和日期，可以逐条查到；没有写数量的按1条计；分配资金时以此为依据。",
)
