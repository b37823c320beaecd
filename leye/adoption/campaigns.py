"""What a campaign has brought about, counted in the folder of a run: its duties, services and fairs, by area."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

import duckdb
from django.db.models import QuerySet

from leye.adoption.enums import RunState
from leye.adoption.models import Campaign, Figure, Run
from leye.adoption.nights import nights_home
from leye.adoption.reading import Range, figures_now
from leye.adoption.registry import find_pack
from leye.areas.models import Area
from leye.engine.memory import in_memory
from leye.facts import FAIR_OVER, GIVEN
from leye.policy import Duty, Pack

#: Newest runs looked through for one whose folder is still kept.
RUNS_LOOKED_AT = 60


def campaigns_about(scope: Range) -> QuerySet[Campaign]:
    """Campaigns inside a scope, and those of the areas above it."""
    found = Campaign.objects.filter(area__no__lte=scope.hi, area__last__gte=scope.lo)
    return found.select_related("area", "made_by", "closed_by")


def duties_of(pack: Pack | None, name: str) -> list[Duty]:
    """The duties that are counted within a campaign; all of the document's when none names it."""
    if pack is None:
        return []
    return [d for d in pack.duties if name in d.period.campaigns()] or pack.duties


@dataclass(frozen=True)
class DutyLine:
    """One duty: how many owe it or are owed it, and how many of them have it met."""

    rule: str
    title: str
    clause: str
    people: int
    subjects: int
    met: int


@dataclass(frozen=True)
class AreaLine:
    """One area: people with duties, duties, those met; people served and services within the days."""

    no: int
    name: str
    people: int
    subjects: int
    met: int
    served: int
    services: int


@dataclass(frozen=True)
class FigureLine:
    """An indicator of the document with its target, in words."""

    rule: str
    title: str
    shown: str
    target: str
    reached: bool | None


@dataclass(frozen=True)
class CampaignFigures:
    """Everything counted of a campaign. `as_of` '' and no lines: no run of its days is kept.

    `services`: (kind, records, people) within the days and up to the day of the run. Groups of people overlap, so
    the people of areas and kinds are not summed.
    """

    as_of: str = ""
    run: str = ""
    people: int = 0
    served: int = 0
    fairs: int = 0
    duties: Sequence[DutyLine] = ()
    services: Sequence[tuple[str, int, int]] = ()
    areas: Sequence[AreaLine] = ()
    indicators: Sequence[FigureLine] = field(default_factory=tuple)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be frozen with the report."""
        return asdict(self)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Back from plain values."""
        return cls(**{
            **plain, "duties": tuple(DutyLine(**line) for line in plain.get("duties", ())),
            "services": tuple((kind, n, people) for kind, n, people in plain.get("services", ())),
            "areas": tuple(AreaLine(**line) for line in plain.get("areas", ())),
            "indicators": tuple(FigureLine(**line) for line in plain.get("indicators", ()))})  # fmt: skip


def run_of(campaign: Campaign) -> tuple[Run, Path] | None:
    """The newest finished run within the days of a campaign whose folder is kept; else the newest kept of all.

    After the last day its duties are no longer in the results, so a later run tells less.
    """
    runs = list(
        Run.objects.filter(state=RunState.FINISHED).exclude(key="").order_by("-as_of", "-pk")[:RUNS_LOOKED_AT]
    )
    within = [run for run in runs if campaign.since <= run.as_of <= campaign.until]
    for run in [*within, *runs]:
        folder = nights_home() / f"run-{run.key}"
        if (folder / "duties.parquet").exists() and (folder / "snapshot").exists():
            return run, folder
    return None


def figures_of(campaign: Campaign) -> CampaignFigures:
    """Count a campaign in a run. Numbers only, of the whole area and of those just below it."""
    found = run_of(campaign)
    if found is None:
        return CampaignFigures()
    run, folder = found
    pack = find_pack(campaign.pack) if campaign.pack else None
    duties = duties_of(pack, campaign.name)
    children = list(Area.objects.filter(parent=campaign.area).valid_on(run.as_of).order_by("no"))
    with in_memory() as connection:
        _load(connection, folder, campaign, [duty.name for duty in duties])
        by_rule = {row[0]: row[1:] for row in _rows(connection, _BY_RULE)}
        services = tuple((kind, n, people) for kind, n, people in _rows(connection, _BY_KIND))
        ((people, served, fairs),) = _rows(connection, _WHOLE)
        connection.execute("CREATE TABLE child (no BIGINT, last BIGINT)")
        for child in children:
            connection.execute("INSERT INTO child VALUES (?, ?)", [child.no, child.last])
        by_area = {row[0]: row[1:] for row in _rows(connection, _BY_AREA)}
    # A run from before the adoption knows nothing of the document: no lines, instead of rows of zeros.
    judged = pack is not None and (bool(by_rule) or Figure.objects.filter(run=run, pack=pack.id).exists())
    figures = figures_now([pack], campaign.area, run, run.as_of) if pack and judged else []
    duties = duties if judged else []
    return CampaignFigures(
        run.as_of.isoformat(), run.key, people, served, fairs,
        tuple(DutyLine(d.name, d.title, str(d.clause), *by_rule.get(d.name, (0, 0, 0))) for d in duties),
        services, tuple(AreaLine(c.no, c.name, *by_area.get(c.no, (0, 0, 0, 0, 0))) for c in children),
        tuple(FigureLine(f.rule.name, f.rule.title, f.shown, f.target_shown, f.reached) for f in figures),
    )  # fmt: skip


_BY_RULE = "SELECT rule, count(DISTINCT person_id), count(*), count(*) FILTER (met) FROM due GROUP BY 1"
_BY_KIND = "SELECT kind, count(*), count(DISTINCT person_id) FROM served GROUP BY 1 ORDER BY 2 DESC, 1"
_WHOLE = (
    "SELECT (SELECT count(DISTINCT person_id) FROM due), (SELECT count(DISTINCT person_id) FROM served),"
    " (SELECT count(*) FROM fair)"
)
_BY_AREA = """
SELECT no, coalesce(d.people, 0), coalesce(d.all_of, 0), coalesce(d.met, 0), coalesce(s.people, 0), coalesce(s.n, 0)
FROM child
LEFT JOIN (SELECT no, count(DISTINCT person_id) AS people, count(*) AS all_of, count(*) FILTER (met) AS met
           FROM due JOIN child ON area_id BETWEEN no AND last GROUP BY 1) d USING (no)
LEFT JOIN (SELECT no, count(DISTINCT person_id) AS people, count(*) AS n
           FROM served JOIN child ON area_id BETWEEN no AND last GROUP BY 1) s USING (no)
"""


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def _load(connection: duckdb.DuckDBPyConnection, folder: Path, campaign: Campaign, rules: list[str]) -> None:
    """The campaign's duties, services and fairs out of a run's folder."""
    inside = "area_id BETWEEN $lo AND $hi"
    bound = {"lo": campaign.area.no, "hi": campaign.area.last}
    days = {**bound, "since": campaign.since, "until": campaign.until}
    snapshot = folder / "snapshot"
    connection.execute(
        f"CREATE TABLE due AS SELECT rule, person_id, area_id, met FROM read_parquet($path)"
        f" WHERE pack = $pack AND list_contains($rules, rule) AND {inside}",
        {**bound, "path": (folder / "duties.parquet").as_posix(), "pack": campaign.pack, "rules": rules})  # fmt: skip
    connection.execute(
        f"CREATE TABLE served AS SELECT kind, person_id, area_id FROM read_parquet($path)"
        f" WHERE list_contains($given, outcome) AND served_on BETWEEN $since AND $until AND {inside}",
        {**days, "given": list(GIVEN), "path": (snapshot / "casework_servicerecord.parquet").as_posix()})  # fmt: skip
    fairs = (snapshot / "market_fair.parquet").as_posix()
    columns = [
        row[0] for row in connection.execute("DESCRIBE FROM read_parquet($path)", {"path": fairs}).fetchall()
    ]
    # Snapshots of before fairs were counted by their attendance do not hold it.
    attended = "visitors > 0" if "visitors" in columns else "true"
    connection.execute(
        f"CREATE TABLE fair AS SELECT id FROM read_parquet($path)"
        f" WHERE list_contains($over, status) AND {attended} AND held_on BETWEEN $since AND $until AND {inside}",
        {**days, "over": list(FAIR_OVER), "path": fairs})  # fmt: skip
