"""What the ledger tells the floors above it, which it may not import."""

from django.dispatch import Signal

#: Two files are about to become one, in this transaction: sent with `survivor` and `loser`, both locked. A receiver makes
#: room for what goes over to the survivor and answers with the columns that it changed, as they were before:
#: {model label: {key: {column: value}}}; parting the files sets them back.
files_merging = Signal()

#: Two files that were one are about to be parted, in this transaction: sent with `survivor` and `loser`, both locked.
files_parting = Signal()

#: A part of a unit's people went to another unit of the tree, in this transaction, under the background role: sent with
#: `old`, `new` (areas) and `people` (their keys). A receiver brings along what stands under the old unit because of
#: them; what hangs on a person by person and area goes by itself, and of a whole unit everything does.
people_carried = Signal()
