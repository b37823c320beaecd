"""What stands most in the way of three jobs for a person, and what can be done about it: one table."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leye.matching import Reasons

#: No vacancy is open at all; every one that fits was recommended.
NONE_OPEN, TOLD = "none", "told"


class Remedy(NamedTuple):
    """What stands in the way, what to do, and where: the person's wish, courses, a search by hand, a new vacancy."""

    label: Promise | str
    advice: Promise | str
    where: str


WISH, COURSES, SEARCH, VACANCY = "wish", "courses", "search", "vacancy"
REMEDIES: dict[str, Remedy] = {
    NONE_OPEN: Remedy(_("没有在招岗位"), _("请联系用人单位，登记新的岗位。"), VACANCY),
    TOLD: Remedy(_("合适的都推荐过"), _("可到更大范围找岗位，或请用人单位增加岗位。"), SEARCH),
    "reach": Remedy(_("距离"), _("问问本人愿不愿意走远一点，更新意向地点。"), WISH),
    "town": Remedy(_("只在本乡镇"), _("问问本人愿不愿意到县城，更新意向地点。"), WISH),
    "floor": Remedy(_("工资要求"), _("把附近的工资水平告诉本人，更新期望月薪。"), WISH),
    "certificates": Remedy(_("缺证书"), _("推荐能取得证书的培训课程。"), COURSES),
    "education": Remedy(_("学历要求"), _("找不限学历的岗位，或推荐学历提升课程。"), SEARCH),
    "experience": Remedy(_("工作经验"), _("找可以带教、不要求经验的岗位。"), SEARCH),
    "hours": Remedy(_("工作时间"), _("找弹性岗位，或问问本人能不能换个时间。"), SEARCH),
    "contract": Remedy(_("用工形式"), _("问问本人能接受哪些用工形式。"), SEARCH),
    "body": Remedy(_("身体条件"), _("按身体条件找岗位，必要时考虑公益性岗位。"), SEARCH),
    "age_low": Remedy(_("年龄要求"), _("找不限年龄的岗位。"), SEARCH),
    "age_high": Remedy(_("年龄要求"), _("找不限年龄的岗位，必要时考虑公益性岗位。"), SEARCH),
    "grown": Remedy(_("未满16周岁"), _("未满16周岁不能就业，请核对出生日期。"), SEARCH),
}
#: For rows that were written before the reason was kept, and conditions that came later.
OTHER = Remedy(_("其他原因"), _("请打开此人的推荐岗位，看系统怎么选。"), SEARCH)


def remedy(about: str) -> Remedy:
    """What to do about a reason."""
    return REMEDIES.get(about, OTHER)


def main_reason(why: Reasons | None) -> tuple[str, str]:
    """The condition that stands most in the way, and the thing that the person could acquire to open most jobs.

    What can be mended comes first: what alone keeps away the most jobs, then what keeps away the most at all.
    """
    if why is None:
        return TOLD, ""
    if not why.offers:
        return NONE_OPEN, ""
    gain = next((one for one in why.gains if one.must == "certificates"), None)
    if not why.excluded:
        return TOLD, ""
    most = max(why.excluded, key=lambda one: (one.alone, one.offers))
    return most.must, gain.name if gain else ""
