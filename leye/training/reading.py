"""Trainings for lists and pages."""

from django.db.models import OuterRef, Subquery

from leye.accounts.scope import Scope
from leye.training.models import Trainee, TrainingClass


def trainings_of(scope: Scope, person_id: int) -> list[Trainee]:
    """What a person attended, newest first. A class of a place that the scope does not see is left unnamed.

    The trainee's row tells the person's dates; the class is asked for beside it, so that it cannot hide them.
    """
    classes = TrainingClass.objects.filter(pk=OuterRef("training_class_id"))
    rows = (
        Trainee.objects.visible_to(scope)
        .filter(person_id=person_id)
        .annotate(class_title=Subquery(classes.values("title")), class_kind=Subquery(classes.values("kind")))
    )
    for row in rows:
        row.training_class = TrainingClass(
            pk=row.training_class_id, title=row.class_title or "", kind=row.class_kind or ""
        )
    return list(rows)
