"""Code lists of vacancies. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VacancyState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    PUBLISHED = "published", _("已发布")
    WARNED = "warned", _("待确认")
    UNPUBLISHED = "unpublished", _("已下架")
    FILLED = "filled", _("已招满")
    CLOSED = "closed", _("已关闭")
    REFUSED = "refused", _("未通过")


#: States in which anybody may find the vacancy.
OPEN = (VacancyState.PUBLISHED, VacancyState.WARNED)


class VacancySource(models.TextChoices):
    OFFICER = "officer", _("经办人登记")
    EMPLOYER = "employer", _("单位发布")
    AGENCY = "agency", _("机构代发")
    IMPORT = "import", _("表格导入")
    FAIR = "fair", _("招聘会")


class PayPeriod(models.TextChoices):
    MONTH = "month", _("每月")
    DAY = "day", _("每天")
    HOUR = "hour", _("每小时")
    YEAR = "year", _("每年")
    PIECE = "piece", _("计件")
    ONCE = "once", _("每次")


class Hours(models.TextChoices):
    FULL = "full", _("全日")
    PART = "part", _("非全日")
    SHIFT = "shift", _("倒班")
    FLEXIBLE = "flexible", _("时间灵活")
    SEASONAL = "seasonal", _("季节性")


class ContractKind(models.TextChoices):
    LABOUR = "labour", _("劳动合同")
    LABOUR_SERVICE = "labour_service", _("劳务协议")
    DISPATCH = "dispatch", _("劳务派遣")
    INTERN = "intern", _("实习见习")
    NONE = "none", _("不签合同")


class Insurance(models.TextChoices):
    PENSION = "pension", _("养老保险")
    MEDICAL = "medical", _("医疗保险")
    UNEMPLOYMENT = "unemployment", _("失业保险")
    INJURY = "injury", _("工伤保险")
    MATERNITY = "maternity", _("生育保险")
    HOUSING_FUND = "housing_fund", _("住房公积金")
    ACCIDENT = "accident", _("意外伤害险")


class Education(models.TextChoices):
    """The lowest that is asked for, by the broad levels of GB/T 4658; empty asks for none."""

    PRIMARY = "80", _("小学")
    JUNIOR = "70", _("初中")
    SENIOR = "60", _("高中（中专、技校）")
    COLLEGE = "30", _("大专")
    BACHELOR = "20", _("本科")
    MASTER = "10", _("研究生")


class Demand(models.TextChoices):
    """What the work asks of the body, so that nobody is sent to work that he cannot do."""

    HEAVY = "heavy", _("搬抬重物")
    STANDING = "standing", _("长时间站立")
    HEIGHT = "height", _("高处作业")
    NIGHT = "night", _("上夜班")
    HEAT = "heat", _("高温环境")
    COLD = "cold", _("低温环境")
    DUST = "dust", _("粉尘、有毒有害环境")
    SIGHT = "sight", _("辨色、视力要求")


class AgencyKind(models.TextChoices):
    """Who may post for others (#83, #115, #267)."""

    AGENCY = "agency", _("人力资源服务机构")
    BROKER = "broker", _("劳务经纪人")
    VILLAGE = "village", _("村集体、社区")
    SCHOOL = "school", _("院校")
    PUBLIC = "public", _("公共就业服务机构")
