"""Somebody asks for help, with an account or without."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.cases.models import Case
from leye.ledger.models import Person
from leye.selfservice.enums import OPEN, HelpKind, HelpState


def _user(words: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=words
    )


class HelpRequestQuerySet(ScopedQuerySet["HelpRequest"]):
    """Requests for help."""

    def waiting(self) -> Self:
        """Such as nobody has answered yet."""
        return self.filter(state__in=OPEN)


@tracked
class HelpRequest(models.Model):
    """A request for help (求助). `person` once an officer has matched it with the ledger, or the person signed in.

    Without a person `area` is where the one who asks says to live, and nothing was looked up in the ledger: the
    answer would tell who stands in it. `receipt` is drawn at random; with the last four digits of the telephone it
    shows the state.
    """

    guard = Guard()

    receipt = models.CharField(_("回执号"), max_length=12, unique=True)
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="help_requests",
        verbose_name=_("人员"),
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=20)
    id_cipher = models.BinaryField(_("身份证号(密文)"), null=True, blank=True)
    id_index = models.BinaryField(_("身份证号索引"), max_length=33, null=True, blank=True)
    id_tail = models.CharField(_("身份证后四位"), max_length=4, blank=True)
    kind = models.CharField(_("需要什么帮助"), max_length=10, choices=HelpKind.choices)
    words = models.CharField(_("具体情况"), max_length=500, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=HelpState.choices, default=HelpState.NEW)
    made_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    taken_by = _user(_("受理人"))
    taken_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    answered_by = _user(_("答复人"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("个案")
    )
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[HelpRequestQuerySet] = HelpRequestQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("求助")
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["area", "state", "made_at"], name="help_area_state"),
            models.Index(fields=["phone", "made_at"], name="help_phone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[HelpState.ANSWERED, HelpState.CLOSED]) | ~models.Q(answer=""),
                name="help_answered_in_words",
                violation_error_message=_("请写明答复。"),
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.state in OPEN
