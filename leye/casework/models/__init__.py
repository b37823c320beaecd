"""Services given to people, public-welfare posts with attendance and pay, zero-employment households, and transfers."""

from leye.casework.models.attendance import Assessment, Attendance
from leye.casework.models.declarations import Declaration
from leye.casework.models.episodes import ZeroEpisode
from leye.casework.models.extensions import ExtensionRequest
from leye.casework.models.pay import PayFund, PayLine, PayList
from leye.casework.models.posts import Placement, PublicPost
from leye.casework.models.services import ServiceRecord
from leye.casework.models.transfers import TransferCase, TransferRequest

__all__ = [
    "Assessment",
    "Attendance",
    "Declaration",
    "ExtensionRequest",
    "PayFund",
    "PayLine",
    "PayList",
    "Placement",
    "PublicPost",
    "ServiceRecord",
    "TransferCase",
    "TransferRequest",
    "ZeroEpisode",
]
