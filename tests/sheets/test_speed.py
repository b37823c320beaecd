"""A village of 500 is printed well within five seconds, with a steady number of queries."""

import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.actions.base import Actor
from leye.ledger.models import Person
from leye.sheets.actions.printing import PrintEdition
from leye.sheets.reprinting import pdf_of
from tests.ledger.people import HEHAO, register

AsUser = Callable[[str], Actor]
PEOPLE = 500
SECONDS = 5.0


def fill_village(by: Actor) -> None:
    """Five hundred people of one village; all but the first are copies of hers."""
    person = register(by, 1, "王秀兰", phone="13800000001")
    copies = []
    for n in range(1, PEOPLE):
        values = {field.attname: getattr(person, field.attname) for field in Person._meta.concrete_fields}
        copies.append(
            Person(**{**values, "id": None, "id_index": n.to_bytes(33, "big"), "name": f"王秀兰{n}"})
        )
    Person.objects.bulk_create(copies)


def test_five_hundred_people_are_printed_in_time(as_user: AsUser) -> None:
    by = as_user("town")
    fill_village(by)
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        edition = PrintEdition(by, area_no=HEHAO, book="all").run()
        pdf = pdf_of([edition])
    assert time.perf_counter() - started < SECONDS
    assert pdf.startswith(b"%PDF")
    assert (edition.people, edition.pages.count()) == (PEOPLE, 25)
    assert len(queries) < 40
