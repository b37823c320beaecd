"""What of a night is kept: its figures in the database, its last folders on disk."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from adbc_driver_postgresql import dbapi

from leye.adoption.models import Run

#: Folders of runs (snapshot, results) kept besides the newest.
FOLDERS = 3
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


def prune(home: Path, keep: Path) -> None:
    """Remove the folders of older runs."""
    folders = sorted(
        (p for p in home.glob("run-*") if p.is_dir() and p != keep), key=lambda p: p.stat().st_mtime
    )
    for folder in folders[:-FOLDERS]:
        shutil.rmtree(folder)
