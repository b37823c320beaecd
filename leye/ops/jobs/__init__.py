"""The demo's job market: vacancies of its counties, and what came of the matching."""
