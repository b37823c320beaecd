"""What every page of evidence begins with: the row in scope, the look at its person, and the way back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.evidence.enums import About
from leye.evidence.subjects import Subject, subject_of
from leye.ledger.errors import Absent
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of

#: The page on which the evidence of a row is shown.
PAGES = {
    About.PERSON: "person_files",
    About.SERVICE: "service_evidence",
    About.DECLARATION: "no_intention",
    About.CHECK: "check_item",
}


def find_subject(request: WorkRequest, about: str, pk: int) -> Subject:
    """The row, a look at whose person is logged; 404 for whatever is absent or out of scope.

    Raises PermissionDenied for a check of what the user did himself.
    """
    try:
        subject = subject_of(actor_of(request), about, pk)
    except Absent as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    log_look(request, subject.person.pk)
    return subject


def page_of_subject(subject: Subject) -> str:
    """The address of the page that shows a row's evidence."""
    return reverse(PAGES[subject.about], args=[subject.key])


def may_write(request: WorkRequest, subject: Subject) -> bool:
    """Whether the post may add evidence here, the row's own state apart."""
    person = subject.person
    return request.post.role in CAN_WRITE_LEDGER and request.scope.may_edit(person.area_id, person.pk)


def writable_subject(request: WorkRequest, about: str, pk: int) -> Subject:
    """As `find_subject`, for a page that adds something. Raises PermissionDenied for who may only look."""
    subject = find_subject(request, about, pk)
    if not may_write(request, subject):
        raise PermissionDenied(_("此人只供您查看，不能办理。如需办理，请联系责任辖区。"))
    return subject
