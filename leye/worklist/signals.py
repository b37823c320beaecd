"""What the floors above are told after to-dos were worked out."""

from django.dispatch import Signal

#: Sent in the transaction that wrote the to-dos, under the background role. `day`; `households`: the keys of those
#: worked out, None after a night (all of them); `using`: the connection. A receiver that raises undoes the write.
worked_out = Signal()
