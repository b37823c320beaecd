"""What evidence is about, how a name was put under it, and what came out of a check."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a piece of evidence proves. The number beside it is the row's; 0 for the person in general."""

    PERSON = "person", _("个人档案")
    SERVICE = "service", _("服务记录")
    DECLARATION = "declaration", _("无就业意愿声明")
    CHECK = "check", _("抽查回访")


class AttachmentKind(models.TextChoices):
    PHOTO = "photo", _("现场照片")
    DOCUMENT = "document", _("材料扫描件")
    SIGNED = "signed", _("签字的纸质材料")
    SIGNATURE = "signature", _("屏幕签名")


class Scan(models.TextChoices):
    """What the virus scanner said; NONE where the installation has none."""

    CLEAN = "clean", _("已查毒")
    NONE = "none", _("未查毒")


class Signer(models.TextChoices):
    SELF = "self", _("本人")
    FAMILY = "family", _("家属代签")


class SignedOn(models.TextChoices):
    SCREEN = "screen", _("屏幕签名")
    PAPER = "paper", _("纸质签字")


class CheckOutcome(models.TextChoices):
    PENDING = "pending", _("待核查")
    CONFIRMED = "confirmed", _("属实")
    NOT_CONFIRMED = "not_confirmed", _("不属实")
    UNREACHABLE = "unreachable", _("联系不上")


class CheckWay(models.TextChoices):
    PHONE = "phone", _("电话回访")
    VISIT = "visit", _("上门核实")
    PAPERS = "papers", _("查看材料")


class Settlement(models.TextChoices):
    """What was done about a service that a check did not confirm."""

    CORRECTED = "corrected", _("记录已更正")
    CANCELLED = "cancelled", _("记录已撤销")
    SERVED = "served", _("已补做服务")
    STANDS = "stands", _("复核属实，维持记录")
