"""What anybody may find: one narrow row for each open vacancy, the words in use, and searches that are kept."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.models import User
from leye.areas.models import Area
from leye.vacancies.models.vacancy import Vacancy


class Posting(models.Model):
    """The public face of an open vacancy, for searching; the row is gone when the vacancy is not open.

    `terms` holds words and, with a leading "=", what can be filtered by (leye.vacancies.terms). Holds nothing that is
    not public, so it is not guarded, and the index on `terms` is of use to everybody.
    """

    vacancy = models.OneToOneField(Vacancy, models.CASCADE, primary_key=True, related_name="posting")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    employer_name = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    occupation = models.CharField(max_length=12, blank=True)
    pay_low_fen = models.BigIntegerField(null=True)
    pay_high_fen = models.BigIntegerField(null=True)
    pay_period = models.CharField(max_length=8)
    pay_months = models.PositiveSmallIntegerField(default=12)
    month_high_fen = models.BigIntegerField(null=True)
    education_rank = models.PositiveSmallIntegerField(default=0)
    seats_left = models.PositiveIntegerField(default=1)
    elastic = models.BooleanField(default=False)
    housing = models.BooleanField(default=False)
    meals = models.BooleanField(default=False)
    hours = models.CharField(max_length=10, default="full")
    published_on = models.DateField()
    terms = SearchVectorField()

    class Meta:
        indexes = [
            # Without a list of pending entries, so that no search pays for what was written just before.
            GinIndex(fields=["terms"], name="posting_terms", fastupdate=False),
            models.Index(fields=["-published_on", "-vacancy"], name="posting_newest"),
            models.Index(fields=["area", "-published_on"], name="posting_area"),
        ]


class Word(models.Model):
    """A word of the postings and in how many it stands, counted each night: for spelling and for planning a search."""

    term = models.TextField(primary_key=True)
    postings = models.PositiveIntegerField()


class SavedSearch(models.Model):
    """A search that a user keeps; `asked` is its address as typed, `seen_on` when he last looked."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("名称"), max_length=60)
    asked = models.CharField(max_length=1000)
    seen_on = models.DateField()

    objects: ClassVar[models.Manager["SavedSearch"]]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_search_once",
                violation_error_message=_("您已保存过同名的查找。"),
            )
        ]
