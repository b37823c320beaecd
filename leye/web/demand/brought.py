"""Imports of vacancies that a collection or another department's answer may name."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.intake.enums import ImportKind, ImportState, RowState
from leye.intake.models import ImportBatch, ImportRow

#: Older imports are no longer what somebody has just fetched.
RECENT = dt.timedelta(days=62)
MOST = 30


def imports(scope: Scope, day: dt.date) -> list[tuple[int, str]]:
    """Recent imports of vacancies in a scope, the newest first, for choosing."""
    found = (
        ImportBatch.objects.visible_to(scope)
        .filter(kind=ImportKind.VACANCIES, state=ImportState.DONE, created_at__date__gte=day - RECENT)
        .order_by("-created_at")[:MOST]
    )
    return [
        (one.pk, _("%(file)s（%(day)s导入）") % {"file": one.file_name, "day": f"{one.created_at:%Y-%m-%d}"})
        for one in found
    ]


def vacancies_of(scope: Scope, batch: int) -> list[int]:
    """The vacancies that an import made or brought up to date."""
    rows = ImportRow.objects.visible_to(scope).filter(
        batch=batch, state__in=(RowState.NEW, RowState.CHANGED), target_id__isnull=False
    )
    return [pk for pk in rows.values_list("target_id", flat=True).distinct() if pk is not None]
