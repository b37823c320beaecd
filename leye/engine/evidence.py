"""Counting what was done: services, fairs and reports inside each duty's window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.tables import GIVEN, Tables
from leye.facts.words import count_if, union_all
from leye.policy import Evidence, Fairs, Services, Statements, Submissions

COUNT_KEYS = ("rule_no", "subject_id")


def counted(due: ir.Table, evidence: Mapping[Evidence, int], t: Tables, as_of: Any) -> ir.Table:
    """``due`` with ``have``: how much of what each duty asks was done inside its window, by the day."""
    counts = []
    of_people = {e: n for e, n in evidence.items() if isinstance(e, Services | Statements)}
    if of_people:
        counts += _of_people(due, of_people, t, as_of)
    for spec, number in evidence.items():
        if isinstance(spec, Fairs):
            counts.append(_fairs(due.filter(due.evidence == number), spec, t, as_of))
        elif isinstance(spec, Submissions):
            counts.append(_submissions(due.filter(due.evidence == number), spec, t, as_of))
    if not counts:
        return due.mutate(have=due.reached.fill_null(0))
    found = union_all(counts)
    joined = due.left_join(found, COUNT_KEYS)
    return joined.mutate(have=ibis.coalesce(joined.reached, joined.done, 0).cast("int32"))


def _of_people(
    due: ir.Table, specs: Mapping[Services | Statements, int], t: Tables, as_of: Any
) -> list[ir.Table]:
    """Records about the person: all of them, or each item once where the switch says so."""
    plain = {spec: number for spec, number in specs.items() if spec.switch is None}
    by_item = {spec: number for spec, number in specs.items() if spec.switch is not None}
    counts = []
    for some in filter(None, (plain, by_item)):
        wanted = due.filter(due.evidence.isin(list(some.values()))).select(
            *COUNT_KEYS, "person_id", "evidence", "switch", "until",
            start=ibis.greatest(due.since, ibis.coalesce(due.counts_from, due.since)),
        )  # fmt: skip
        hits = wanted.join(_records(some, t, as_of), ["person_id", "evidence"])
        hits = hits.filter(hits.happened_on >= hits.start, hits.happened_on <= hits.until)
        done = hits.count()
        if some is by_item:
            named = hits.switch & (hits["item"].fill_null("") != "")
            done = hits["item"].nunique(where=named) + count_if(~named)
        counts.append(hits.group_by(COUNT_KEYS).agg(done=done.cast("int32")))
    return counts


def _records(specs: Mapping[Services | Statements, int], t: Tables, as_of: Any) -> ir.Table:
    """The records the evidence looks at: whose, which day, which item, and for which evidence."""
    parts = []
    if any(isinstance(spec, Statements) for spec in specs):
        said = t.intentions.filter(lambda i: i.stated_on <= as_of)
        number = next(n for spec, n in specs.items() if isinstance(spec, Statements))
        parts.append(_shaped(said, said.stated_on, ibis.null("string"), ibis.literal(number)))
    given = t.services.filter(lambda s: s.outcome.isin(GIVEN) & (s.served_on <= as_of))
    for layer in _layers({spec: n for spec, n in specs.items() if isinstance(spec, Services)}):
        some = given.filter(given.kind.isin([kind for spec in layer for kind in spec.kinds]))
        number = ibis.cases(*((some.kind.isin(spec.kinds), n) for spec, n in layer.items()))
        parts.append(_shaped(some, some.served_on, some.item_key, number))
    return union_all(parts)


def _shaped(records: ir.Table, day: Any, item: Any, number: Any) -> ir.Table:
    return records.select("person_id", happened_on=day, item=item, evidence=number.cast("int16"))


def _layers(specs: Mapping[Services, int]) -> list[dict[Services, int]]:
    """Evidence put together so that in each layer a kind of service counts for one only: one pass a layer."""
    layers: list[dict[Services, int]] = []
    for spec, number in specs.items():
        for layer in layers:
            if not {kind for other in layer for kind in other.kinds} & set(spec.kinds):
                layer[spec] = number
                break
        else:
            layers.append({spec: number})
    return layers


def _fairs(due: ir.Table, spec: Fairs, t: Tables, as_of: Any) -> ir.Table:
    """Fairs held in the area's subtree; online ones only where the switch says so."""
    fairs = t.fairs.filter(lambda f: (f.status == "held") & (f.held_on <= as_of))
    if spec.special_only:
        fairs = fairs.filter(fairs.is_special)
    fairs = fairs.select(place="area_id", held_on="held_on", online=fairs["mode"].fill_null("") == "online")
    area = t.areas.select(subject_id="no", last="last")
    wanted = due.select(*COUNT_KEYS, "since", "until", "switch").join(area, "subject_id")
    hits = wanted.join(fairs, [fairs.place >= wanted.subject_id, fairs.place <= wanted["last"]])
    hits = hits.filter(hits.held_on >= hits.since, hits.held_on <= hits.until, hits.switch | ~hits.online)
    return hits.group_by(COUNT_KEYS).agg(done=hits.count().cast("int32"))


def _submissions(due: ir.Table, spec: Submissions, t: Tables, as_of: Any) -> ir.Table:
    """Reports of the form handed in by the area for exactly the period of the window."""
    sent = t.submissions.filter(lambda s: (s.form == spec.form) & (s.submitted_on <= as_of))
    sent = sent.select(subject_id="area_id", since="period_start", until="period_end")
    hits = due.select(*COUNT_KEYS, "since", "until").join(sent, ["subject_id", "since", "until"])
    return hits.group_by(COUNT_KEYS).agg(done=hits.count().cast("int32"))
