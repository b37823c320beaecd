"""Who may look after people of an area."""

from leye.accounts.models import Post, User
from leye.ledger.actions.helpers import HELPING_ROLES
from leye.standards.calendar import today


def helping_posts(lo: int, hi: int) -> list[Post]:
    """Posts held today whose area touches a range of areas, of the roles that go and see people; lowest first."""
    posts = Post.objects.filter(
        role__in=HELPING_ROLES, area__no__lte=hi, area__last__gte=lo, user__is_active=True
    )
    return list(posts.held_on(today()).with_places().order_by("-area__level", "area_id", "user__name"))


def helper_of_area(user_id: int, area_no: int) -> User | None:
    """The user, when one of his posts covers the area today."""
    found = next((post for post in helping_posts(area_no, area_no) if post.user_id == user_id), None)
    return found.user if found is not None else None


def helper_choices(area_no: int) -> list[tuple[int, str]]:
    """Who may be chosen for people of an area: (user, 王小梅（河壕村 村级协管员）), each user once."""
    chosen: dict[int, str] = {}
    for post in helping_posts(area_no, area_no):
        chosen.setdefault(post.user_id, f"{post.user.name}（{post.area.name} {post.get_role_display()}）")
    return list(chosen.items())
