"""Actors with their scope active, and people with a case."""

from tests.casework.conftest import as_user

__all__ = ["as_user"]
