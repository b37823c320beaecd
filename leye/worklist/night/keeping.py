"""What of a night is kept: its figures in the database, its last folders on disk."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from adbc_driver_postgresql import dbapi
from django.conf import settings

from leye.adoption.models import Run
from leye.engine.archive import Kept, remove, superfluous

#: Nights whose figures are kept, for trends.
FIGURE_NIGHTS = 400


def store_figures(run: Run, figures: pa.Table, uri: str) -> None:
    """Keep every figure that says something: an area where nothing is counted has none."""
    said = pc.or_(
        pc.not_equal(pc.fill_null(figures["value"], 0), 0), pc.not_equal(pc.fill_null(figures["whole"], 0), 0)
    )
    kept = figures.filter(said)
    rows = kept.append_column("run_id", pa.array([run.pk] * kept.num_rows, pa.int64()))
    columns = ["run_id", "pack", "rule", "area_id", "since", "until", "value", "whole", "target"]
    if rows.num_rows:
        with dbapi.connect(uri) as connection, connection.cursor() as cursor:
            cursor.adbc_ingest("adoption_figure", rows.select(columns), mode="append")
            connection.commit()
    old = list(Run.objects.using("owner").order_by("-pk").values_list("pk", flat=True)[FIGURE_NIGHTS:])
    Run.objects.using("owner").filter(pk__in=old).delete()


def prune(home: Path, day: dt.date) -> int:
    """Remove the folders of runs that need not be kept any longer; how many they were."""
    old = superfluous(Kept.all_in(home), day, days=settings.NIGHT_KEEP_DAYS, years=settings.NIGHT_KEEP_YEARS)
    for run in old:
        remove(run.folder)
    return len(old)
