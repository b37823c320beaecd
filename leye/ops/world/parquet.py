"""A world in Parquet files, without a database: for benchmarks of the engine alone."""

import time
from pathlib import Path

import pyarrow.parquet as pq

from leye.ops.world.county import Maker
from leye.ops.world.options import WorldOptions
from leye.ops.world.places import county_places
from leye.ops.world.report import Progress, WorldReport, peak_mb
from leye.ops.world.scene import Seats
from leye.ops.world.tables import SCHEMAS, Rows


def write_parquet(options: WorldOptions, folder: Path, progress: Progress) -> WorldReport:
    """The same tables as Parquet without a database: no accounts, and the plain (fictional) identity number."""
    began = time.monotonic()
    maker = Maker(options)
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(SCHEMAS, 0)
    writers: dict[str, pq.ParquetWriter] = {}
    try:
        for code in maker.shares:
            scene = maker.county(county_places(options, code), Seats())
            _append(scene.rows, folder, writers, counts)
            progress(f"{scene.places.county_name}：{len(scene.people)} 人（共 {counts['ledger_person']}）")
    finally:
        for writer in writers.values():
            writer.close()
    return WorldReport(counts, time.monotonic() - began, peak_mb())


def _append(rows: Rows, folder: Path, writers: dict[str, pq.ParquetWriter], counts: dict[str, int]) -> None:
    for name, table in rows.tables():
        if name not in writers:
            writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd")
        writers[name].write_table(table)
        counts[name] += len(table)
