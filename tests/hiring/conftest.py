"""Actors of the small world with their scope active, an employer, and people who look for work."""

from tests.vacancies.making import as_user, shop

__all__ = ["as_user", "shop"]
