"""Put the five documents in force in a database of the benchmark: `python -m benchmarks.parts.adopting`."""

from __future__ import annotations

from typing import Any

from benchmarks.parts.population import County, adoptions, campaigns, overrides


def adopt_all() -> None:
    """Every county with people adopts every document, with the numbers and campaigns of the Parquet population."""
    from leye.ops.boot import boot

    boot()
    import pghistory
    from django.db import transaction
    from django.utils import timezone

    from leye.accounts.models import User
    from leye.adoption.enums import AdoptionState
    from leye.adoption.models import Adoption, Campaign, ParameterOverride
    from leye.packs import load_packs

    packs = load_packs()
    proposer, approver = User.objects.using("owner").order_by("pk")[:2]
    some = _counties()
    decided: dict[str, Any] = {
        "state": AdoptionState.APPROVED, "proposed_by": proposer, "decided_by": approver, "decided_at": timezone.now(),
        "basis": "性能测试",
    }  # fmt: skip
    with (
        transaction.atomic(using="owner"),
        pghistory.context(action="Benchmark", source="system", user=proposer.pk),
    ):
        Adoption.objects.using("owner").all().delete()
        Adoption.objects.using("owner").bulk_create(
            Adoption(pack=a.pack, area_id=a.lo, valid_from=a.since, standing=a.standing, **decided)
            for a in adoptions(packs, some)
        )
        ParameterOverride.objects.using("owner").bulk_create(
            ParameterOverride(
                pack=o.pack, name=o.name, area_id=o.lo, value=o.value, valid_from=o.since, **decided
            )
            for o in overrides(packs, some)
        )
        Campaign.objects.using("owner").bulk_create(
            Campaign(
                pack=c.pack, name=c.name, area_id=c.lo, since=c.since, until=c.until, basis="性能测试",
                title=packs[c.pack].campaigns[c.name].title,
            )
            for c in campaigns(some)
        )  # fmt: skip


def _counties() -> list[County]:
    """The counties that have people."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT no, last FROM areas_area AS a WHERE level = 3"
            " AND EXISTS (SELECT FROM ledger_person WHERE area_id BETWEEN a.no AND a.last) ORDER BY no"
        )
        return [County(*row) for row in cursor.fetchall()]


if __name__ == "__main__":
    adopt_all()
