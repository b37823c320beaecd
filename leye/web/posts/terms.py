"""How long a placement lasts: the adopted document's number where there is one."""

import datetime as dt
from dataclasses import dataclass

from leye.adoption.models import AreaValue
from leye.adoption.registry import find_pack
from leye.adoption.resolution import ensure_resolved
from leye.casework.enums import PostKind
from leye.casework.models import PublicPost

#: The parameter that a pack gives the term of an urban post by.
TERM = "welfare_post_term"


@dataclass(frozen=True)
class Term:
    """Months, and the document that says so."""

    months: int
    document: str


def term_for(post: PublicPost, day: dt.date) -> Term | None:
    """The term that applies where the post is; None where no adopted document gives one."""
    if post.kind != PostKind.URBAN:
        return None
    ensure_resolved(day)
    value = AreaValue.objects.filter(as_of=day, name=TERM, lo__lte=post.area_id, hi__gte=post.area_id).first()
    if value is None:
        return None
    pack = find_pack(value.pack)
    return Term(value.value, f"{pack.info.number}" if pack else value.pack)
