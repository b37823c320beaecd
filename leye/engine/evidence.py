"""Counting what was done: services, trainings, fairs, activities and reports inside each duty's window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir

from leye.facts.tables import FAIR_OVER, GIVEN, Tables
from leye.facts.words import count_if, union_all
from leye.policy import Activities, Evidence, Fairs, Services, Statements, Submissions, Trainings

COUNT_KEYS = ("rule_no", "subject_id")

OfPeople: TypeAlias = Services | Statements | Trainings
Specs: TypeAlias = Mapping[OfPeople, int]


def counted(
    due: ir.Table,
    evidence: Mapping[Evidence, int],
    t: Tables,
    as_of: Any,
    kind: str = "person",
    keep: Callable[[ir.Table], ir.Table] = lambda done: done,
) -> ir.Table:
    """``due`` with ``have``: how much of what each duty asks was done inside its window, by the day.

    ``kind`` is that of the subjects: records about people count for the person the subject is about, and for
    a household when they are about any of its members. ``keep`` may store what was done before it is looked up.
    """
    of_people = {e: n for e, n in evidence.items() if isinstance(e, OfPeople)}
    counts = _of_people(due, of_people, t, as_of, kind)
    for spec, number in evidence.items():
        wanted = due.filter(due.evidence == number)
        if isinstance(spec, Fairs):
            counts.append(_fairs(wanted, spec, t, as_of))
        elif isinstance(spec, Activities):
            counts.append(_activities(wanted, spec, t, as_of, kind))
        elif isinstance(spec, Submissions):
            counts.append(_submissions(wanted, spec, t, as_of))
    if not counts:
        return due.mutate(have=due.reached.fill_null(0))
    joined = due.left_join(keep(union_all(counts)), COUNT_KEYS)
    return joined.mutate(have=ibis.coalesce(joined.reached, joined.done, 0).cast("int32"))


def _of_people(due: ir.Table, specs: Specs, t: Tables, as_of: Any, kind: str) -> list[ir.Table]:
    """Records about people: all of them, or each item once where the switch says so."""
    holder = "household_id" if kind == "household" else "person_id"
    plain = {spec: number for spec, number in specs.items() if spec.switch is None}
    by_item = {spec: number for spec, number in specs.items() if spec.switch is not None}
    counts = []
    for some in filter(None, (plain, by_item)):
        records = _records(some, t, as_of)
        if holder == "household_id":
            home = t.people.select("household_id", person_id="id")
            records = records.join(home, "person_id").drop("person_id")
        wanted = due.filter(due.evidence.isin(list(some.values()))).select(
            *COUNT_KEYS, holder, "evidence", "switch", "until", start=_start(due)
        )
        hits = wanted.join(records, [holder, "evidence"])
        hits = hits.filter(hits.happened_on >= hits.start, hits.happened_on <= hits.until)
        done = hits.count()
        if some is by_item:
            named = hits.switch & (hits["item"].fill_null("") != "")
            done = hits["item"].nunique(where=named) + count_if(~named)
        counts.append(hits.group_by(COUNT_KEYS).agg(done=done.cast("int32")))
    return counts


def _start(due: ir.Table) -> Any:
    return ibis.greatest(due.since, ibis.coalesce(due.counts_from, due.since))


def _records(specs: Specs, t: Tables, as_of: Any) -> ir.Table:
    """The records the evidence looks at: whose, which day, which item, and for which evidence."""
    return union_all(
        [*_statements(specs, t, as_of), *_trainings(specs, t, as_of), *_services(specs, t, as_of)]
    )


def _statements(specs: Specs, t: Tables, as_of: Any) -> Iterator[ir.Table]:
    for spec, number in specs.items():
        if isinstance(spec, Statements):
            said = t.intentions.filter(lambda i: i.stated_on <= as_of)
            yield said.select(
                "person_id", happened_on="stated_on", item=ibis.null("string"), evidence=_literal(number)
            )


def _trainings(specs: Specs, t: Tables, as_of: Any) -> Iterator[ir.Table]:
    asked = {spec: number for spec, number in specs.items() if isinstance(spec, Trainings)}
    for layer in _layers(asked):
        done = t.trainees.filter(lambda r: r.completed_on <= as_of)
        done = done.join(t.classes.select(class_id="id", kind="kind"), "class_id")
        item = ibis.null("string")
        yield _by_kind(done.select("person_id", "kind", happened_on="completed_on", item=item), layer)


def _services(specs: Specs, t: Tables, as_of: Any) -> Iterator[ir.Table]:
    asked = {spec: number for spec, number in specs.items() if isinstance(spec, Services)}
    for layer in _layers(asked):
        given = t.services.filter(lambda s: s.outcome.isin(GIVEN) & (s.served_on <= as_of))
        yield _by_kind(given.select("person_id", "kind", happened_on="served_on", item="item_key"), layer)


def _by_kind(records: ir.Table, layer: Mapping[Any, int]) -> ir.Table:
    """Records of the kinds in the layer, each with the number of its evidence."""
    if any(not spec.kinds for spec in layer):
        (number,) = layer.values()
        return records.mutate(evidence=_literal(number)).drop("kind")
    some = records.filter(records.kind.isin([kind for spec in layer for kind in spec.kinds]))
    number = ibis.cases(*((some.kind.isin(spec.kinds), n) for spec, n in layer.items()))
    return some.select("person_id", "happened_on", "item", evidence=number.cast("int16"))


def _literal(number: int) -> ir.Value:
    return ibis.literal(number, "int16")


def _layers(specs: Mapping[Any, int]) -> list[dict[Any, int]]:
    """Evidence put together so that in each layer a kind counts for one only: one pass a layer.

    Evidence without kinds takes every kind, so it stands alone.
    """
    layers: list[dict[Any, int]] = []
    for spec, number in specs.items():
        for layer in layers:
            taken = {kind for other in layer for kind in other.kinds}
            if spec.kinds and taken and not taken & set(spec.kinds):
                layer[spec] = number
                break
        else:
            layers.append({spec: number})
    return layers


def _fairs(due: ir.Table, spec: Fairs, t: Tables, as_of: Any) -> ir.Table:
    """Fairs held in the area's subtree to which somebody came; online ones only where the switch says so."""
    fairs = t.fairs.filter(
        lambda f: f.status.isin(FAIR_OVER) & (f.visitors.fill_null(0) > 0) & (f.held_on <= as_of)
    )
    if spec.special_only:
        fairs = fairs.filter(fairs.is_special)
    fairs = fairs.select(
        place="area_id", happened_on="held_on", online=fairs["mode"].fill_null("") == "online"
    )
    hits = _inside(due, fairs, t)
    return _grouped(hits.filter(hits.switch | ~hits.online))


def _activities(due: ir.Table, spec: Activities, t: Tables, as_of: Any, kind: str) -> ir.Table:
    """Activities recorded in the area's subtree, or at the site."""
    found = t.activities.filter(lambda a: (a.kind == spec.kind) & (a.happened_on <= as_of))
    if kind == "area":
        return _grouped(_inside(due, found.select("happened_on", place="area_id"), t))
    here = found.filter(found.site_id.notnull()).select("happened_on", subject_id="site_id")
    hits = due.select(*COUNT_KEYS, "until", start=_start(due)).join(here, "subject_id")
    return _grouped(hits.filter(hits.happened_on >= hits.start, hits.happened_on <= hits.until))


def _inside(due: ir.Table, events: ir.Table, t: Tables) -> ir.Table:
    """The events (``place``, ``happened_on``) in each area's subtree and window."""
    area = t.areas.select(subject_id="no", last="last")
    wanted = due.select(*COUNT_KEYS, "until", "switch", start=_start(due)).join(area, "subject_id")
    hits = wanted.join(events, [events.place >= wanted.subject_id, events.place <= wanted["last"]])
    return hits.filter(hits.happened_on >= hits.start, hits.happened_on <= hits.until)


def _submissions(due: ir.Table, spec: Submissions, t: Tables, as_of: Any) -> ir.Table:
    """Reports of the form handed in by the area for exactly the period of the window."""
    sent = t.submissions.filter(lambda s: (s.form == spec.form) & (s.submitted_on <= as_of))
    sent = sent.select(subject_id="area_id", since="period_start", until="period_end")
    return _grouped(due.select(*COUNT_KEYS, "since", "until").join(sent, ["subject_id", "since", "until"]))


def _grouped(hits: ir.Table) -> ir.Table:
    return hits.group_by(COUNT_KEYS).agg(done=hits.count().cast("int32"))
