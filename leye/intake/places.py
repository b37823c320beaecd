"""Which area the village and township columns of a row mean, inside one range of areas only.

A place outside the range is answered exactly as one that does not exist.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.lookup import Finder
from leye.areas.models import Area


class UnknownPlace(ValueError):
    """No single area of the range fits; the message is for the user."""


class Places:
    """All areas in use in a range; each pair of texts is looked up once."""

    def __init__(self, scope: Scope) -> None:
        self._finder = Finder(scope)
        self._answers: dict[tuple[str, str], Area] = {}

    def find(self, village: str | None, township: str | None) -> Area | None:
        """The area meant by the two columns; None when both are empty. Raises UnknownPlace."""
        key = (village or "", township or "")
        if not any(key):
            return None
        if key not in self._answers:
            self._answers[key] = self._find(*key)
        return self._answers[key]

    def _find(self, village: str, township: str) -> Area:
        text = village or township
        found = self._finder.find(text)
        if village and township and len(found) != 1:
            towns = self._finder.find(township)
            found = [area for area in found if any(town.contains(area.no) for town in towns)]
        if len(found) > 1:
            # A township and its village of the same name: the village is what a village column means.
            level = max(area.level for area in found) if village else min(area.level for area in found)
            found = [area for area in found if area.level == level]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownPlace(
                _("辖区内有%(count)d个“%(text)s”，分不清是哪一个。请加一列乡镇，或填12位区划代码。")
                % {"count": len(found), "text": text}
            )
        raise UnknownPlace(
            _("“%(text)s”不在您的辖区内，或辖区内没有这个地方。请照系统里的名称填写，或填12位区划代码。")
            % {"text": text}
        )
