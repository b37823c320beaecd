"""Whether a pack still stands, whoever asks: the device may be signed out, or in another hand."""

from uuid import UUID

from django.utils import timezone

from leye.accounts.models import Post
from leye.accounts.scope import as_service
from leye.offline.models import OfflinePack
from leye.standards.calendar import today


def pack_stands(number: UUID) -> bool:
    """Whether a pack is there, neither expired nor called back, and its user still holds the post he took it in.

    Under the background role, because a device that nobody is signed in on has no scope; it is told this yes or no
    and nothing else, and only by who knows the pack's number.
    """
    with as_service():
        posts = Post.objects.held_on(today()).filter(user__is_active=True).values("pk")
        return OfflinePack.objects.valid_at(timezone.now()).filter(pk=number, post__in=posts).exists()
