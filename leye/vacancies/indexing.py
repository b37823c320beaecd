"""Keeping the rows for searching in step with the vacancies: every action calls it, the night puts right what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.standards import pay
from leye.vacancies.enums import OPEN
from leye.vacancies.models import Posting, Vacancy
from leye.vacancies.terms import education_rank, terms_of

BATCH = 2000
_COLUMNS = (
    "vacancy_id", "area_id", "title", "employer_name", "place", "occupation", "pay_low_fen", "pay_high_fen",
    "pay_period", "pay_months", "month_high_fen", "education_rank", "seats_left", "elastic", "housing", "meals",
    "hours", "published_on",
)  # fmt: skip


def month_pay(vacancy: Vacancy) -> tuple[int | None, int | None]:
    """Lowest and highest pay of a month in fen, as far as it is promised: without an upper end, the lower is both.

    (None, None) where the pay is negotiable, by the piece or by the job.
    """
    low, high = pay.monthly_fen(
        vacancy.pay_low_fen, vacancy.pay_high_fen, vacancy.pay_period, vacancy.pay_months
    )
    return low, low if high is None else high


def refresh_postings(ids: Iterable[int]) -> None:
    """Write anew, or take away, the rows of these vacancies. In the caller's transaction; reads whatever the scope."""
    wanted = sorted(set(ids))
    with as_service():
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            found = list(Vacancy.objects.filter(pk__in=part, status__in=OPEN))
            Posting.objects.filter(vacancy_id__in=set(part) - {one.pk for one in found}).delete()
            write_postings(found)


def write_postings(vacancies: Sequence[Vacancy]) -> None:
    """The rows of open vacancies, one statement for all."""
    if not vacancies:
        return
    places = _place_names({vacancy.area_id for vacancy in vacancies})
    lines = [_line(vacancy, places[vacancy.area_id]) for vacancy in vacancies]
    names = ", ".join(_COLUMNS)
    updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in (*_COLUMNS[1:], "terms"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS leye_postings (LIKE vacancies_posting) ON COMMIT DROP"
        )
        cursor.execute(
            "ALTER TABLE leye_postings ADD COLUMN IF NOT EXISTS list text[], ALTER COLUMN terms DROP NOT NULL"
        )
        cursor.execute("TRUNCATE leye_postings")
        with cursor.copy(f"COPY leye_postings ({names}, list) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        cursor.execute(
            f"INSERT INTO vacancies_posting ({names}, terms) SELECT {names}, array_to_tsvector(list) FROM leye_postings"
            f" ORDER BY published_on, vacancy_id ON CONFLICT (vacancy_id) DO UPDATE SET {updates}"
        )


def _line(vacancy: Vacancy, places: Sequence[str]) -> list[object]:
    _low, high = month_pay(vacancy)
    return [
        vacancy.pk, vacancy.area_id, vacancy.title, vacancy.employer_name, vacancy.place, vacancy.occupation,
        vacancy.pay_low_fen, vacancy.pay_high_fen, vacancy.pay_period, vacancy.pay_months, high,
        education_rank(vacancy.education), vacancy.seats_left, vacancy.elastic, vacancy.housing, vacancy.meals,
        vacancy.hours, vacancy.published_on, terms_of(vacancy, places, high),
    ]  # fmt: skip


def _place_names(areas: Iterable[int]) -> dict[int, list[str]]:
    """By area, the names of the areas above it and its own: those whose numbers begin its number."""
    above = {no: [no // 10**zeros * 10**zeros for zeros in (10, 8, 6, 3, 0)] for no in areas}
    wanted = {number for numbers in above.values() for number in numbers}
    names = dict(Area.objects.filter(no__in=wanted).values_list("no", "name"))
    return {
        no: [names[one] for one in dict.fromkeys(numbers) if one in names] for no, numbers in above.items()
    }


def mend_postings() -> tuple[int, int]:
    """Write what is missing or of another day than its vacancy, take away what is not open: (written, removed)."""
    with as_service():
        gone = Posting.objects.exclude(vacancy__status__in=OPEN).delete()[0]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT v.id FROM vacancies_vacancy v LEFT JOIN vacancies_posting p ON p.vacancy_id = v.id"
                " WHERE v.status = ANY(%s) AND (p.vacancy_id IS NULL OR p.published_on <> v.published_on"
                " OR p.seats_left <> greatest(v.seats - v.filled, 0) OR p.area_id <> v.area_id) ORDER BY v.id",
                [[str(state) for state in OPEN]],
            )
            missing = [pk for (pk,) in cursor.fetchall()]
        refresh_postings(missing)
    return len(missing), gone


def count_words() -> int:
    """Count in how many postings each term stands; the number of terms. As the night's work."""
    with as_service(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vacancies_word")
        cursor.execute(
            "INSERT INTO vacancies_word (term, postings)"
            " SELECT word, ndoc FROM ts_stat('SELECT terms FROM vacancies_posting') WHERE length(word) <= 60"
        )
        return cursor.rowcount
