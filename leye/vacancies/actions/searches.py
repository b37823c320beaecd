"""Searches that a user keeps for himself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import today
from leye.standards.text import clean_cell
from leye.vacancies.models import SavedSearch

#: Nobody reads more.
MOST = 50


@dataclass(kw_only=True)
class SaveSearch(LedgerAction[SavedSearch]):
    """Keep a search under a name; the same name again replaces it."""

    name: str
    asked: str

    def execute(self) -> SavedSearch:
        name = clean_cell(self.name)[:60]
        if not name or not self.asked:
            raise Invalid({"name": _("请给这次查找起个名字。")})
        mine = SavedSearch.objects.filter(user_id=self.actor.user)
        if mine.exclude(name=name).count() >= MOST:
            raise Invalid({"name": _("已保存%(most)d个查找，请先删去不用的。") % {"most": MOST}})
        values = {"asked": self.asked[:1000], "seen_on": today()}
        return SavedSearch.objects.update_or_create(user_id=self.actor.user, name=name, defaults=values)[0]


@dataclass(kw_only=True)
class ForgetSearch(LedgerAction[None]):
    """Forget one of one's own."""

    search_id: int

    def execute(self) -> None:
        gone, _each = SavedSearch.objects.filter(user_id=self.actor.user, pk=self.search_id).delete()
        if not gone:
            raise Absent


@dataclass(kw_only=True)
class SeeSearch(LedgerAction[SavedSearch]):
    """Note that the user has looked at it today."""

    search_id: int

    def execute(self) -> SavedSearch:
        found = SavedSearch.objects.filter(user_id=self.actor.user, pk=self.search_id).first()
        if found is None:
            raise Absent
        found.seen_on = today()
        found.save(update_fields=["seen_on"])
        return found
