"""When a person may be placed on a public-welfare post (#191, #192: document 003, 三(五)).

At the end of the term people leave; the older among those in difficulty, the severely disabled and members of
a zero-employment household may be placed once more.
"""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.casework.models import Placement, PublicPost
from leye.ledger.enums import WorkCapacity
from leye.ledger.models import EmploymentSpell, Person, UnemploymentRegistration

#: National groups whose members may come back once after their term.
MAY_RETURN_GROUPS = ("older_difficulty", "severe_disabled")
#: The first placement and the one re-entry.
MOST_PLACEMENTS = 2


def in_groups(person: Person, codes: tuple[str, ...], day: dt.date) -> bool:
    """Whether a person is in one of these national groups on a day, local groups under them included."""
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    of_group = Q(group__in=codes) | Q(group__parent__in=codes) | Q(group__parent__parent__in=codes)
    return person.memberships.filter(of_group, dated, valid_from__lte=day).exists()


def lives_in_zero_employment_household(person: Person, day: dt.date) -> bool:
    """Whether somebody of the household can work, and nobody does, on a post or elsewhere.

    Somebody who can work: able or partly able, or registered unemployed, and not a student. Under the background
    role: members may answer to another village, and the answer must not depend on who asks.
    """
    if person.household_id is None:
        return False
    with as_service():
        return _nobody_works(person.household_id, day)


def _nobody_works(household_id: int, day: dt.date) -> bool:
    members = list(Person.objects.living().filter(household_id=household_id))
    ids = [member.pk for member in members]
    running = Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    if EmploymentSpell.objects.filter(running, person__in=ids).exists():
        return False
    if Placement.objects.filter(running, person__in=ids).exists():
        return False
    registered = UnemploymentRegistration.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), person__in=ids, registered_on__lte=day
    )
    can_work = (WorkCapacity.ABLE, WorkCapacity.PARTIAL)
    return registered.exists() or any(m.work_capacity in can_work and not m.is_student for m in members)


def placement_warnings(person: Person, post: PublicPost, start: dt.date) -> list[str]:
    """Why this person may not be placed on this post from this day; empty when nothing stands against it."""
    found = [*_about_post(post, start)]
    earlier = list(Placement.objects.filter(person=person).select_related("post").order_by("started_on"))
    if person.deceased_on is not None:
        found.append(_("此人已登记死亡。"))
    current = [p for p in earlier if p.ended_on is None or p.ended_on > start]
    if current:
        found.append(
            _("此人已在公益性岗位“%(title)s”（%(day)s上岗），不能一人多岗。")
            % {"title": current[-1].post.title, "day": current[-1].started_on}
        )
    if len(earlier) >= MOST_PLACEMENTS:
        found.append(_("此人已安置过%(count)d次，政策只允许期满后再安置一次。") % {"count": len(earlier)})
    elif earlier and not current and not _may_return(person, start):
        found.append(
            _(
                "此人已安置过一次。期满后可再安置一次的只有：大龄就业困难人员、重度残疾人、零就业家庭成员；"
                "此人目前不在其中，请核对群体身份和家庭情况。"
            )
        )
    return found


def places_held(post: PublicPost, on: dt.date) -> int:
    """How many people hold a post on a day or will leave it later, wherever they live: only counted, never shown."""
    with as_service():
        return post.placements.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).count()


def _may_return(person: Person, day: dt.date) -> bool:
    return in_groups(person, MAY_RETURN_GROUPS, day) or lives_in_zero_employment_household(person, day)


def _about_post(post: PublicPost, start: dt.date) -> list[str]:
    if start < post.valid_from or (post.valid_to is not None and start > post.valid_to):
        return [_("岗位“%(title)s”在%(day)s不在设立期内。") % {"title": post.title, "day": start}]
    if places_held(post, start) >= post.places:
        return [_("岗位“%(title)s”的%(places)d个名额已满。") % {"title": post.title, "places": post.places}]
    return []
