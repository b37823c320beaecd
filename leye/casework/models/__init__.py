"""Services given to people, public-welfare posts and who holds them, and requests to hand a person over."""

from leye.casework.models.declarations import Declaration
from leye.casework.models.posts import Placement, PublicPost
from leye.casework.models.services import ServiceRecord
from leye.casework.models.transfers import TransferCase, TransferRequest

__all__ = ["Declaration", "Placement", "PublicPost", "ServiceRecord", "TransferCase", "TransferRequest"]
