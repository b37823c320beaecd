"""A ledger on paper: an edition of a village's ledger, its sheets, and what stood in each row when it was printed."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.standards.sheet_numbers import sheet_number


@tracked
class SheetEdition(models.Model):
    """One printing of one village's ledger; editions of the same ledger and village are counted from 1."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    book = models.CharField(_("台账"), max_length=40)
    title = models.CharField(_("名称"), max_length=60)
    number = models.PositiveIntegerField(_("版次"))
    columns = ArrayField(models.CharField(max_length=30), verbose_name=_("栏目"))
    people = models.PositiveIntegerField(_("人数"))
    printed_on = models.DateField(_("打印日期"))
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("打印人")
    )

    objects: ClassVar[ScopedQuerySet["SheetEdition"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("表册版次")
        ordering = ["-printed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "book", "number"],
                name="sheet_edition_once",
                violation_error_message=_("有人刚打印了同一本台账，请再打印一次。"),
            )
        ]


@tracked
class SheetPage(models.Model):
    """One sheet. Its printed number comes from its key; `token` stands in the square code only."""

    guard = Guard(person=None)

    edition = models.ForeignKey(
        SheetEdition, models.CASCADE, related_name="pages", verbose_name=_("表册版次")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    page = models.PositiveSmallIntegerField(_("页"))
    token = models.CharField(_("二维码校验"), max_length=6)
    returned_on = models.DateField(_("录完日期"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )  # fmt: skip

    objects: ClassVar[ScopedQuerySet["SheetPage"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("表册页")
        ordering = ["edition", "page"]
        constraints = [models.UniqueConstraint(fields=["edition", "page"], name="sheet_page_once")]

    @property
    def code(self) -> str:
        """The eight digits printed on the sheet."""
        return sheet_number(self.pk)


@tracked
class SheetRow(models.Model):
    """One printed row: whose it is, what stood there, and when it was keyed back.

    `printed` maps a column's key to the text on paper. `keyed` maps it to what was last keyed from the paper.
    """

    guard = Guard()

    sheet = models.ForeignKey(SheetPage, models.CASCADE, related_name="rows", verbose_name=_("表册页"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="sheet_rows", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    row = models.PositiveSmallIntegerField(_("行"))
    printed = models.JSONField(_("打印内容"), default=dict)
    keyed = models.JSONField(_("录入内容"), default=dict)
    keyed_at = models.DateTimeField(_("录入时间"), null=True, blank=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )  # fmt: skip

    objects: ClassVar[ScopedQuerySet["SheetRow"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("表册行")
        ordering = ["sheet", "row"]
        constraints = [models.UniqueConstraint(fields=["sheet", "row"], name="sheet_row_once")]
