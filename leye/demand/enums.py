"""Code lists of the demand side. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListState(models.TextChoices):
    """A month's list of shortage occupations."""

    DRAFT = "draft", _("待发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")


class ContactWay(models.TextChoices):
    """How an employer was asked, or a destination."""

    VISIT = "visit", _("上门走访")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("微信、网络")
    MEETING = "meeting", _("座谈、对接会")
    LETTER = "letter", _("发函、收表")


class NeedKind(models.TextChoices):
    """What a key employer asks for."""

    LABOUR = "labour", _("用工")
    TRAINING = "training", _("培训")
    POLICY = "policy", _("政策、补贴")
    INSURANCE = "insurance", _("社保")
    RELATIONS = "relations", _("劳动关系")
    OTHER = "other", _("其他")


class NeedState(models.TextChoices):
    OPEN = "open", _("待办")
    DONE = "done", _("已办结")
    IMPOSSIBLE = "impossible", _("办不了")


class JobSourceKind(models.TextChoices):
    """Where a county collects jobs for its people (#240)."""

    PAIRED = "paired", _("对口协作地区")
    DESTINATION = "destination", _("外出务工集中地")
    LOCAL = "local", _("本地园区、企业")
    AGENCY = "agency", _("人力资源机构")
    DEPARTMENT = "department", _("其他部门")


class ExchangeState(models.TextChoices):
    """A list given to another department, and the jobs that it gives in return (#264)."""

    DRAFT = "draft", _("准备中")
    SENT = "sent", _("已送出")
    ANSWERED = "answered", _("已回岗位")
    CLOSED = "closed", _("已办结")


class PersonField(models.TextChoices):
    """What may be told of a person to another department; no identity number, no full address."""

    NAME = "name", _("姓名")
    SEX = "sex", _("性别")
    AGE = "age", _("年龄")
    AREA = "area", _("所在村")
    EDUCATION = "education", _("文化程度")
    SKILLS = "skills", _("技能")
    WISH = "wish", _("意向职业")
    PLACE = "place", _("意向地点")
    PHONE = "phone", _("电话")
