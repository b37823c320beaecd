"""What people from outside bring: requests for help, and the way in to one's own file."""

from leye.selfservice.models.accounts import SeekerAccount, SignInCode
from leye.selfservice.models.requests import HelpRequest

__all__ = ["HelpRequest", "SeekerAccount", "SignInCode"]
