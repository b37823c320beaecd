"""Open vacancies as the table that matching asks for, and how far each county's people may go to them."""

from collections import Counter
from collections.abc import Container

import numpy as np
import pyarrow as pa
from django.db import connection

from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.matching import OFFER, reach_within
from leye.standards.certificates import certificate_names, certificates_held
from leye.standards.pay import monthly_fen
from leye.vacancies.distance import point_of
from leye.vacancies.enums import OPEN

COUNTY, TOWNSHIP = 10**6, 10**3
CITY, PROVINCE = 10**8, 10**10
#: Kilometres in a degree of latitude, and of longitude at 36° north, for a flat map.
KM_NORTH, KM_EAST = 111.0, 90.0
_SELECT = """
SELECT v.id, v.area_id, v.occupation, v.education, v.experience_years, v.age_low, v.age_high, v.age_reason, v.hours,
       v.contract, v.pay_low_fen, v.pay_high_fen, v.pay_period, v.pay_months, v.housing, v.seats, v.filled, v.certificates,
       v.demands, v.skills, v.groups, v.employer_id, coalesce(k.price, 0)
  FROM vacancies_vacancy v LEFT JOIN hiring_price k ON k.vacancy_id = v.id
 WHERE v.status = ANY(%s) AND v.filled < v.seats {more} ORDER BY v.id
"""
_SCHEMA = OFFER.append(pa.field("employer", pa.int64()))


def open_vacancies(only: int | None = None) -> pa.Table:
    """Every open vacancy with a seat left, or one of them. What they say is public; read as the background role."""
    statement = _SELECT.format(more="" if only is None else "AND v.id = %s")
    with as_service(), connection.cursor() as cursor:
        cursor.execute(statement, [[str(state) for state in OPEN], *([] if only is None else [only])])
        return pa.Table.from_pylist([_line(row) for row in cursor], schema=_SCHEMA)


def _line(row: tuple) -> dict[str, object]:
    (pk, area, occupation, education, years, age_low, age_high, age_reason, hours, contract, low, high, period, months,
     housing, seats, filled, certificates, demands, skills, groups, employer, price) = row  # fmt: skip
    # A village's own number tells its township; an area above has none.
    return {
        "id": pk, "place": area // COUNTY * COUNTY, "town": area // TOWNSHIP * TOWNSHIP if area % COUNTY else None,
        "occupation": occupation or None, "education": education, "experience_years": years, "age_low": age_low,
        "age_high": age_high, "age_reason": age_reason, "hours": hours, "contract": contract,
        "pay_fen": monthly_fen(low, high, period, months)[1], "housing": housing, "seats": seats, "filled": filled,
        "certificates": certificate_names(certificates), "demands": demands, "skills": skills, "groups": groups,
        "employer": employer, "price": price,
    }  # fmt: skip


def held_certificates() -> set[str]:
    """Every certificate that anybody of the ledger holds, in the form in which they are compared."""
    with as_service(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT name FROM ledger_skill WHERE certificate <> ''")
        return set(certificates_held(name for (name,) in cursor))


def unheld_certificates(offers: pa.Table, held: Container[str]) -> dict[str, int]:
    """Certificates that vacancies ask for and nobody of the ledger holds, with the number of vacancies, most first.

    Such vacancies are recommended to nobody, so somebody must be told of them.
    """
    asked = Counter(name for names in offers.column("certificates").to_pylist() for name in names or ())
    return {name: count for name, count in asked.most_common() if name not in held}


def reach(homes: pa.Table, offers: pa.Table) -> pa.Table:
    """Reach between the counties in which people live and work is offered. A county without a point lies at 0, 0."""
    numbers = np.unique(np.concatenate([homes.column("home").to_numpy(), offers.column("place").to_numpy()]))
    counties = {area.no: point_of(area) for area in Area.objects.filter(no__in=numbers.tolist())}
    flat = [counties.get(int(no)) or (0.0, 0.0) for no in numbers]
    return reach_within(
        pa.table(
            {
                "place": numbers, "city": numbers // CITY, "province": numbers // PROVINCE,
                "x": [round(east * KM_EAST) for east, _north in flat], "y": [round(north * KM_NORTH) for _east, north in flat],
            }
        )
    )  # fmt: skip
