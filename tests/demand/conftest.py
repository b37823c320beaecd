"""Actors with their scope active, an employer, and vacancies that have stood open for long."""

from tests.demand.making import AsUser
from tests.vacancies.making import as_user, shop

__all__ = ["AsUser", "as_user", "shop"]
