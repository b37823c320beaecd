"""Attachments, signatures and confirmations of people, and a-posteriori checks of services."""

from leye.evidence.models.attachments import Attachment, AttachmentBody
from leye.evidence.models.checks import CheckItem, CheckRound
from leye.evidence.models.signatures import Confirmation, Signature

__all__ = ["Attachment", "AttachmentBody", "CheckItem", "CheckRound", "Confirmation", "Signature"]
