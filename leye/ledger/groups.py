"""Groups that may be given to a person on a day, and words for them that may be public."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.ledger.models import GroupCode


def valid_groups(area_no: int, on: dt.date) -> list[GroupCode]:
    """National groups, and local ones set up by this area or one it reports to, valid on a day."""
    national = Q(area__isnull=True)
    local = Q(area__no__lte=area_no, area__last__gte=area_no)
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(GroupCode.objects.filter(national | local, dated, valid_from__lte=on))


def choices(area_no: int, on: dt.date) -> list[tuple[str, str]]:
    """(code, name) for a drop-down."""
    return [(group.code, group.name) for group in valid_groups(area_no, on)]


def public_group_label(group: GroupCode) -> str:
    """What a public page, a text message or a notice on a wall may call the members of a group.

    Sensitive groups (poverty, disability, low income and the like) all get the same neutral words, so that
    nothing can be told from them.
    """
    return _("就业服务对象") if group.is_sensitive else group.name
