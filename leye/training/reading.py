"""Trainings for lists and pages."""

from leye.accounts.scope import Scope
from leye.training.models import Trainee, TrainingClass


def trainings_of(scope: Scope, person_id: int) -> list[Trainee]:
    """What a person attended, newest first. A class of a place that the scope does not see is left unnamed.

    The trainee's row tells the person's dates; the class is read by itself, so that it cannot hide them.
    """
    rows = list(Trainee.objects.visible_to(scope).filter(person_id=person_id))
    classes = TrainingClass.objects.in_bulk([row.training_class_id for row in rows])
    for row in rows:
        seen = classes.get(row.training_class_id)
        if seen is not None:
            row.training_class = seen
        else:
            row.training_class = TrainingClass(pk=row.training_class_id, title="")
    return rows
