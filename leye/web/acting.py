"""Run an action for a form: what is wrong goes to the fields, what is out of scope is a 404."""

from typing import Any, TypeVar

from django import forms
from django.http import Http404

from leye.accounts.actions.base import Action, ActionError
from leye.ledger.errors import Absent, AlreadyHere, ChangedMeanwhile, Invalid
from leye.outreach.actions.responses import AnsweredMeanwhile

Result = TypeVar("Result")


def attempt(form: forms.Form, action: Action[Result], names: dict[str, str] | None = None) -> Result | None:
    """The action's result; None when it was refused, with the reasons in the form's errors.

    `names` maps an action's field to the form's where they differ. Raises Http404 for what is absent. Lets
    ChangedMeanwhile, AnsweredMeanwhile and AlreadyHere through: the caller shows the two versions, or the file that is
    here already.
    """
    try:
        return action.run()
    except Absent as error:
        raise Http404 from error
    except (AlreadyHere, AnsweredMeanwhile, ChangedMeanwhile):
        raise
    except Invalid as error:
        for name, sentence in error.problems.items():
            field = (names or {}).get(name, name)
            form.add_error(field if field in form.fields else None, sentence)
    except ActionError as error:
        form.add_error(None, str(error))
    return None


def carried_out(form: forms.Form, action: Action[Any], names: dict[str, str] | None = None) -> bool:
    """Whether an action went through, for pages that do not need what it made."""
    return attempt(form, action, names) is not None
