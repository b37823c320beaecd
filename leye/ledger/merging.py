"""What of a person's file follows the person when two files become one, and what history says of it since."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from leye.ledger.columns import column
from leye.ledger.models import Person

#: Apps whose rows are evidence about the person. To-dos and findings are not moved: they are computed anew.
EVIDENCE_APPS = (
    "ledger",
    "casework",
    "cases",
    "training",
    "benefits",
    "outreach",
    "sheets",
    "gatherings",
    "fairs",
    "evidence",
    "hiring",
    "demand",
    "selfservice",
)


def evidence_models() -> list[type[models.Model]]:
    """Every model whose rows belong to one person through a column `person`, in a steady order."""
    found: dict[str, type[models.Model]] = {}
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if (
            isinstance(model, str)
            or relation.field.name != "person"
            or model._meta.app_label not in EVIDENCE_APPS
            or hasattr(model, "pgh_tracked_model")
        ):
            continue
        found[model._meta.label_lower] = model
    return [found[label] for label in sorted(found)]


def _once_per_person(model: type[models.Model]) -> bool:
    """Whether a constraint may forbid the survivor a second row of the kind."""
    return any("person" in getattr(constraint, "fields", ()) for constraint in model._meta.constraints)


def hand_over(model: type[models.Model], giver: Person, taker: Person) -> tuple[list[int], list[int]]:
    """Give a person's rows to another person: (ids moved, ids left because the taker has their like)."""
    rows = model._default_manager.filter(person=giver)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    target = {"person_id": taker.pk, "area_id": taker.area_id}
    if not _once_per_person(model):
        if ids:
            rows.update(**target)
        return ids, []
    moved: list[int] = []
    left: list[int] = []
    for pk in ids:
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(**target)
            moved.append(pk)
        except IntegrityError:
            left.append(pk)
    return moved, left


def events_of(model: type[models.Model]) -> Any:
    """The history of a model; None when it keeps none."""
    relation = getattr(model, "events", None)
    return relation.rel.related_model.objects if relation is not None else None


def last_mark(model: type[models.Model], ids: Iterable[int]) -> int:
    """The highest history number of these rows, 0 when there is none."""
    events = events_of(model)
    if events is None:
        return 0
    return events.filter(pgh_obj_id__in=list(ids)).aggregate(last=Max("pgh_id"))["last"] or 0


def changed_fields(model: type[models.Model], pk: int, mark: int) -> list[str]:
    """Labels of the columns that a row changed after a history number; every label when the row is gone."""
    events = events_of(model)
    if events is None or not events.filter(pgh_obj_id=pk, pgh_id__gt=mark).exists():
        return []
    then = events.filter(pgh_obj_id=pk, pgh_id__lte=mark).order_by("pgh_id").last()
    now = model._default_manager.filter(pk=pk).first()
    if then is None or now is None:
        return [str(model._meta.verbose_name)]
    columns = [field for field in model._meta.concrete_fields if field.name != "version"]
    changed = [
        str(field.verbose_name)
        for field in columns
        if getattr(then, field.attname) != getattr(now, field.attname)
    ]
    return changed or [str(model._meta.verbose_name)]


def columns_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Columns of a row as JSON can keep them."""
    return {name: getattr(row, name) for name in names}


def restore(row: models.Model, columns: Mapping[str, Any]) -> None:
    """Set columns kept as JSON back on a row and save them."""
    names = []
    for name, value in columns.items():
        field = column(type(row), name)
        setattr(row, field.attname, field.to_python(value) if not field.is_relation else value)
        names.append(field.name)
    row.save(update_fields=names)
