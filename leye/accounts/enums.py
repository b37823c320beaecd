"""Roles, sources of a write, and what is logged."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VILLAGE_ASSISTANT = "village_assistant", _("村级协管员")
    TOWNSHIP_CLERK = "township_clerk", _("乡镇经办员")
    COUNTY_OFFICER = "county_officer", _("县级经办员")
    COUNTY_LEADER = "county_leader", _("县级负责人")
    SUPERVISOR = "supervisor", _("省市督导")
    AUDITOR = "auditor", _("审计员")


class Outside(models.TextChoices):
    """Roles of people who hold no post: they see what is their own and nothing of any area."""

    SEEKER = "seeker", _("求职人")
    EMPLOYER = "employer", _("用人单位")


#: Roles that may change the ledger; the others look, count and approve.
CAN_WRITE_LEDGER = (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Roles that may import files.
CAN_IMPORT = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Roles that may propose an adoption or an override; approval is for another person.
CAN_PROPOSE_ADOPTION = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
CAN_APPROVE_ADOPTION = (Role.COUNTY_LEADER, Role.SUPERVISOR)
#: Roles that make accounts and reset passwords below them.
CAN_MANAGE_ACCOUNTS = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
#: Roles that a managing role may give, take and reset; none stands above the giver. County leaders and auditors
#: watch over the officer, so only the supervisor makes them.
MAY_GRANT: dict[str, tuple[Role, ...]] = {
    Role.COUNTY_OFFICER: (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER),
    Role.SUPERVISOR: tuple(Role),
}
#: Roles that must sign in with TOTP where the installation asks for it (LEYE_REQUIRE_TOTP=1).
NEEDS_TOTP = (Role.COUNTY_OFFICER, Role.COUNTY_LEADER, Role.SUPERVISOR, Role.AUDITOR)
#: Roles that see figures of a whole county or more.
CAN_SEE_COUNTY = (Role.COUNTY_OFFICER, Role.COUNTY_LEADER, Role.SUPERVISOR, Role.AUDITOR)


class Source(models.TextChoices):
    """Where a write came from: the six intake channels of #9–#14, and the ways inside the office."""

    SURVEY = "survey", _("摸底排查")
    DEPARTMENT = "department", _("部门移交")
    GRADUATE_SYSTEM = "graduate_system", _("高校毕业生求职登记系统")
    PORTAL = "portal", _("线上求助渠道")
    COUNTER = "counter", _("现场求助点")
    DISPUTE = "dispute", _("争议调解仲裁信息")
    IMPORT = "import", _("表格导入")
    CLERK = "clerk", _("经办人登记")
    PAPER = "paper", _("纸质台账")
    TRANSFER = "transfer", _("辖区转移")
    NIGHT = "night", _("夜间计算")
    SYSTEM = "system", _("系统")


class Access(models.TextChoices):
    """What the access log records."""

    VIEW_PERSON = "view_person", _("查看个人档案")
    SEARCH = "search", _("查找")
    EXPORT = "export", _("下载名单")
    EXPORT_FULL = "export_full", _("下载名单(未脱敏)")
    EXPLAIN = "explain", _("查看政策解释")
    REVEAL = "reveal", _("查看完整号码")
    SIGN_IN = "sign_in", _("登录")
    LOCKED = "locked", _("登录被锁定")
    ACCOUNT = "account", _("账号管理")


class ShareRight(models.TextChoices):
    VIEW = "view", _("查看")
    EDIT = "edit", _("经办")
