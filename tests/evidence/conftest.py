"""Actors of the small world with their scope active."""

from tests.casework.conftest import as_user

__all__ = ["as_user"]
