"""The person and the household."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.enums import Relation, WorkCapacity
from leye.ledger.querysets import PersonQuerySet


@tracked
class Household(models.Model):
    """People who live from one purse, with a head (户主)."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("责任辖区"))
    number = models.CharField(_("户编号"), max_length=40, blank=True)
    head = models.ForeignKey(
        "ledger.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("户主")
    )
    address = models.CharField(_("住址"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["Household"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("家庭")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                condition=~models.Q(number=""),
                name="household_number_once",
                violation_error_message=_("本村已有相同户编号的家庭。"),
            ),
        ]


@tracked
class Person(models.Model):
    """A natural person in the ledger. The identity number is kept as SM4 cipher and HMAC-SM3 index only."""

    guard = Guard(person="id")

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("责任辖区"))
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("家庭")
    )
    relation = models.CharField(_("与户主关系"), max_length=12, choices=Relation.choices, blank=True)
    name = models.CharField(_("姓名"), max_length=60)
    name_pinyin = models.CharField(_("姓名全拼"), max_length=200)
    name_initials = models.CharField(_("姓名首字母"), max_length=60)
    id_cipher = models.BinaryField(_("身份证号(密文)"))
    id_index = models.BinaryField(_("身份证号索引"), max_length=33)
    id_tail = models.CharField(_("身份证后四位"), max_length=4)
    birth_date = models.DateField(_("出生日期"))
    sex = models.CharField(_("性别"), max_length=1)
    ethnic = models.CharField(_("民族"), max_length=2, blank=True)
    education = models.CharField(_("文化程度"), max_length=2, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    address = models.CharField(_("住址"), max_length=200, blank=True)
    hukou_code = models.CharField(_("户籍地代码"), max_length=12, blank=True)
    work_capacity = models.CharField(
        _("劳动能力"), max_length=8, choices=WorkCapacity.choices, default=WorkCapacity.UNKNOWN
    )
    is_student = models.BooleanField(_("在校学生"), default=False)
    graduated_on = models.DateField(_("毕业日期"), null=True, blank=True)
    deceased_on = models.DateField(_("死亡日期"), null=True, blank=True)
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("帮扶联系人"),
    )
    note = models.CharField(_("备注"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=_("并入")
    )
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("人员")
        indexes = [
            models.Index(fields=["household"], name="person_household"),
            models.Index(fields=["area", "name"], name="person_area_name"),
            # Order of bytes, so that a prefix is a range whatever the database's locale is.
            models.Index(Collate("name", "C"), name="person_name_c"),
            models.Index(Collate("name_initials", "C"), name="person_initials_c"),
            models.Index(Collate("name_pinyin", "C"), name="person_pinyin_c"),
            models.Index(fields=["name", "birth_date"], name="person_name_birth"),
            models.Index(fields=["phone"], name="person_phone", condition=~models.Q(phone="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"],
                condition=models.Q(merged_into__isnull=True),
                name="person_identity_once",
                violation_error_message=_("此身份证号已在台账中。"),
            ),
            models.UniqueConstraint(fields=["id", "area"], name="person_id_area"),
        ]

    def __str__(self) -> str:
        return self.name
