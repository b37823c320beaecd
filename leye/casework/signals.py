"""What casework tells the floors above it, which it may not import."""

from django.dispatch import Signal

#: Services of people were written, corrected or taken back, in this transaction. Sent with `people`: their ids (set).
services_changed = Signal()
