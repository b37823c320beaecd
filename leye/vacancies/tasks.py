"""Background jobs of vacancies."""

from procrastinate.contrib.django import app

from leye.vacancies.actions.lifecycle import sweep
from leye.vacancies.indexing import count_words, mend_postings

#: 00:40 in Shanghai, when a day has ended; the scheduler counts in UTC.
DAILY = "40 16 * * *"


@app.periodic(cron=DAILY)
@app.task(name="vacancies.nightly", queue="upkeep", queueing_lock="vacancies_nightly")
def nightly(timestamp: int) -> None:
    """Warn of stale vacancies and take them down, mend the rows for searching, and count the words in them."""
    sweep()
    mend_postings()
    count_words()
