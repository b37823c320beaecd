"""What accounts ask of the floors above, which they may not import."""

from django.dispatch import Signal

#: Whose is an account without a post: sent with `user`, under the background role. A receiver that knows answers
#: (area number, key of the person whose file it opens or None); every other answers None.
account_sought = Signal()
