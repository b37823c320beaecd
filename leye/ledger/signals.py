"""What the ledger tells the floors above it, which it may not import."""

from django.dispatch import Signal

#: Two files are about to become one, in this transaction: sent with `survivor` and `loser`, both locked. A receiver makes
#: room for what goes over to the survivor and answers with the columns that it changed, as they were before:
#: {model label: {key: {column: value}}}; parting the files sets them back.
files_merging = Signal()
