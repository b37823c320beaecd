"""Open vacancies of a running site grow old: `python -m tests.web_demand.ageing DAYS`, with LEYE_DATABASE_NAME set."""

import datetime as dt
import sys


def main(days: int) -> None:
    """Every open vacancy was published so many days ago."""
    from leye.ops.boot import boot

    boot()
    from leye.accounts.scope import as_service
    from leye.standards.calendar import today
    from leye.vacancies.models import Vacancy

    with as_service():
        Vacancy.objects.open().update(published_on=today() - dt.timedelta(days=days))


if __name__ == "__main__":
    main(int(sys.argv[1]))
