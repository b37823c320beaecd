"""Actors of the small world with their scope active, as in the tests of fairs."""

from tests.vacancies.making import as_user, shop

__all__ = ["as_user", "shop"]
