"""A small committed world for tests: three counties' corner of the tree and one post of each kind.

Committed once into the template database; tests add their own people inside their own transaction.
"""

import datetime as dt

from leye.accounts.enums import Role
from leye.accounts.models import Post, User
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.areas.numbering import last_below

SINCE = dt.date(2000, 1, 1)
PASSWORD = "correct-horse-battery"

#: (number = code, name, level, kind, parent)
AREAS = [
    (150000000000, "内蒙古自治区", Level.PROVINCE, Kind.AUTONOMOUS_REGION, None),
    (150800000000, "巴彦淖尔市", Level.PREFECTURE, Kind.CITY, 150000000000),
    (150822000000, "磴口县", Level.COUNTY, Kind.COUNTY, 150800000000),
    (150822101000, "补隆淖尔镇", Level.TOWNSHIP, Kind.TOWN, 150822000000),
    (150822101201, "河壕村", Level.VILLAGE, Kind.VILLAGE, 150822101000),
    (150822101202, "坝楞村", Level.VILLAGE, Kind.VILLAGE, 150822101000),
    (150822102000, "巴彦高勒镇", Level.TOWNSHIP, Kind.TOWN, 150822000000),
    (150822102201, "南粮台村", Level.VILLAGE, Kind.VILLAGE, 150822102000),
    (150823000000, "乌拉特前旗", Level.COUNTY, Kind.BANNER, 150800000000),
    (150823100000, "乌拉山镇", Level.TOWNSHIP, Kind.TOWN, 150823000000),
    (150823100201, "卧羊台嘎查", Level.VILLAGE, Kind.GACHA, 150823100000),
    (610000000000, "陕西省", Level.PROVINCE, Kind.PROVINCE, None),
    (610600000000, "延安市", Level.PREFECTURE, Kind.CITY, 610000000000),
    (610622000000, "延川县", Level.COUNTY, Kind.COUNTY, 610600000000),
    (610622101000, "永坪镇", Level.TOWNSHIP, Kind.TOWN, 610622000000),
    (610622101201, "永坪村", Level.VILLAGE, Kind.VILLAGE, 610622101000),
]

#: user name -> (shown name, role, area)
PEOPLE = {
    "village": ("王小梅", Role.VILLAGE_ASSISTANT, 150822101201),
    "village2": ("刘桂芳", Role.VILLAGE_ASSISTANT, 150822101202),
    "town": ("李志强", Role.TOWNSHIP_CLERK, 150822101000),
    "county": ("张建华", Role.COUNTY_OFFICER, 150822000000),
    "leader": ("赵国庆", Role.COUNTY_LEADER, 150822000000),
    "city": ("孙丽", Role.SUPERVISOR, 150800000000),
    "auditor": ("周明", Role.AUDITOR, 150822000000),
    "banner": ("苏日娜·其其格", Role.COUNTY_OFFICER, 150823000000),
    "yanchuan": ("高延生", Role.COUNTY_OFFICER, 610622000000),
}


def build_small_world(using: str = "owner") -> None:
    """Write areas, users and posts."""
    for no, name, level, kind, parent in AREAS:
        Area.objects.using(using).create(
            no=no,
            last=last_below(no, level),
            code=str(no),
            name=name,
            level=level,
            kind=kind,
            parent_id=parent,
            valid_from=SINCE,
        )
    for username, (name, role, area) in PEOPLE.items():
        user = User(username=username, name=name)
        user.set_password(PASSWORD)
        user.save(using=using)
        Post.objects.using(using).create(user=user, area_id=area, role=role, valid_from=SINCE)
