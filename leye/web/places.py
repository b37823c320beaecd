"""The rail: the places of the product, and which roles use them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import (
    CAN_IMPORT,
    CAN_MANAGE_ACCOUNTS,
    CAN_SEE_COUNTY,
    CAN_WRITE_LEDGER,
    Role,
)
from leye.accounts.models import Post

EVERYBODY = tuple(Role)
#: Pages that belong to a place although their addresses do not begin with its own.
ALSO_UNDER = {
    "people": ("/evidence/", "/households/", "/employers/", "/groups/", "/ledger/", "/sheets/"),
    "myday": ("/services/", "/gatherings/"),
    "accounts": ("/areas/",),
    "cases": ("/plans/", "/referrals/", "/handover/", "/caseload/", "/requests/"),
    "surveys": ("/messages/",),
    "policy": ("/campaigns/",),
    "vacancies": ("/hiring/", "/recommendations/", "/demand/"),
}
#: url name, label, icon, roles
PLACES = [
    ("myday", _("我的一天"), "today", (*CAN_WRITE_LEDGER, Role.SUPERVISOR)),
    ("find", _("找人"), "search", EVERYBODY),
    ("people", _("台账"), "ledger", EVERYBODY),
    ("offline", _("离线"), "cloud-off", CAN_WRITE_LEDGER),
    ("offline_packs", _("离线资料"), "cloud-off", (Role.SUPERVISOR,)),
    ("cases", _("个案"), "service", EVERYBODY),
    ("surveys", _("摸底"), "phone", EVERYBODY),
    ("county", _("县里一屏"), "chart", (*CAN_SEE_COUNTY, Role.TOWNSHIP_CLERK)),
    ("import", _("导入"), "upload", CAN_IMPORT),
    ("vacancies", _("岗位"), "building", EVERYBODY),
    ("fairs", _("招聘会"), "fair", EVERYBODY),
    ("posts", _("公益性岗位"), "badge", EVERYBODY),
    ("registers", _("登记簿"), "place", (*CAN_SEE_COUNTY, Role.TOWNSHIP_CLERK)),
    ("checks", _("抽查"), "check", (Role.TOWNSHIP_CLERK, *CAN_SEE_COUNTY)),
    ("reports", _("报送"), "sheet", CAN_SEE_COUNTY),
    ("policy", _("政策"), "book", EVERYBODY),
    ("accounts", _("账号"), "people", CAN_MANAGE_ACCOUNTS),
]


@dataclass(frozen=True)
class Place:
    """One entry of the rail."""

    label: str
    url: str
    icon: str
    active: bool


def places_for(post: Post, path: str) -> list[Place]:
    """The places a post may use, in the order of the rail."""
    found = []
    for name, label, icon, roles in PLACES:
        if post.role in roles:
            url = reverse(name)
            under = (*ALSO_UNDER.get(name, ()), *([url] if url != "/" else []))
            found.append(Place(str(label), url, icon, path == url or path.startswith(under)))
    return found
