"""Vacancies, their seats, who may post them, and what is found by searching."""

from leye.vacancies.models.posting import Posting, SavedSearch, Word
from leye.vacancies.models.standing import EmployerStanding
from leye.vacancies.models.upkeep import VacancyRules
from leye.vacancies.models.vacancy import Seat, Vacancy

__all__ = ["EmployerStanding", "Posting", "SavedSearch", "Seat", "Vacancy", "VacancyRules", "Word"]
