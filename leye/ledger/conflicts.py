"""Two people saving the same record: what each wanted, side by side."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.models import User
from leye.areas.models import Area
from leye.ledger.errors import ChangedMeanwhile, ConflictRow

#: The name under which forms carry the responsible area.
PLACE = "area_no"


def value_or_place(row: Any, name: str) -> Any:
    """A column of a row or of its history; the number of its area under the forms' name for it."""
    return getattr(row, "area_id" if name == PLACE else name)


def show_or_place(name: str, value: Any) -> str:
    """A value as it stands; an area by its name."""
    if name == PLACE:
        return Area.objects.filter(pk=value).values_list("name", flat=True).first() or ""
    return str(value)


def base_version(row: Any, version: int) -> Any:
    """The last state of a row under an earlier version number; None when history does not show it."""
    return row.events.filter(version=version).order_by("pgh_id").last()


def changed_meanwhile(
    current: Any,
    base: Any,
    sides: Mapping[str, tuple[Any, Any]],
    label_of: Callable[[str], str],
    show: Callable[[str, Any], str],
    value_of: Callable[[Any, str], Any] = getattr,
) -> ChangedMeanwhile:
    """The error that carries base, mine and theirs of each field in `sides` (field -> (mine, theirs))."""
    last = (
        current.events.filter(version=current.version)
        .order_by("pgh_id")
        .select_related("pgh_context")
        .first()
    )
    metadata = last.pgh_context.metadata if last is not None and last.pgh_context else {}
    user = User.objects.filter(pk=metadata.get("user") or 0).first()
    rows = [
        ConflictRow(
            name,
            label_of(name),
            show(name, value_of(base, name)) if base is not None else "",
            show(name, mine),
            show(name, theirs),
        )
        for name, (mine, theirs) in sides.items()
    ]
    return ChangedMeanwhile(
        by=user.name if user else _("系统"),
        at=last.pgh_created_at if last is not None else None,
        version=current.version,
        rows=rows,
    )
