"""Files: laid to a row, looked at by who may, taken back with a reason."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leye.accounts.access import log_access
from leye.accounts.actions.base import NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.evidence.actions.attachments import AddAttachment, RemoveAttachment, content_of
from leye.evidence.contents import MOST_BYTES
from leye.evidence.models import Attachment
from leye.evidence.subjects import Subject
from leye.ledger.errors import Absent
from leye.vault.crypto import UnknownKeyError
from leye.vault.sealing import BrokenSealError
from leye.web.acting import attempt
from leye.web.evidence.again import show_again
from leye.web.evidence.forms import FileForm, ReasonForm
from leye.web.evidence.subjects import page_of_subject, writable_subject
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Nothing in a file may act as a page of ours, whatever a browser makes of it.
SANDBOX = "default-src 'none'; sandbox"


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def add(request: WorkRequest, about: str, pk: int) -> HttpResponse:
    """Lay a file to a row."""
    subject = writable_subject(request, about, pk)
    form = FileForm(request.POST, request.FILES)
    if not too_large(request, form) and form.is_valid():
        data = form.cleaned_data
        added = attempt(
            form,
            AddAttachment(
                actor_of(request), about=about, about_id=pk, kind=data["kind"], name=data["file"].name,
                content=data["file"].read(), note=data["note"],
            ),
        )  # fmt: skip
        if added is not None:
            words = _("这份材料已经在这里，不用再传。") if added.again else _("材料已收下。")
            messages.success(request, words)
            return redirect(page_of_subject(subject))
    return show_again(request, subject, file_form=form)


def too_large(request: WorkRequest, form: forms.Form) -> bool:
    """Whether the upload was stopped on its way, or is more than is read into memory; says so in the form."""
    announced = getattr(request, "upload_too_large", 0)
    sent = [file.size or 0 for file in request.FILES.values() if not isinstance(file, list)]
    size = max([announced, *sent])
    if size <= MOST_BYTES:
        return False
    words = _("文件有%(size).1fMB，最大%(most)dMB；请用手机压缩照片或分开上传。")
    form.add_error("file", words % {"size": size / 2**20, "most": MOST_BYTES // 2**20})
    return True


@require_GET
@work_page()
def download(request: WorkRequest, pk: int) -> HttpResponse:
    """The bytes, never to be opened as a page. Each is a look of its own, with the file's number in the log."""
    try:
        found, content = content_of(actor_of(request), pk)
    except Absent as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (BrokenSealError, UnknownKeyError) as error:
        return render(request, "evidence/broken.html", {"reason": str(error)}, status=500)
    log_access(actor_of(request), Access.VIEW_PERSON, found.person_id, {"attachment": found.pk})
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


@work_page(*CAN_WRITE_LEDGER)
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """Ask why, then take a file back."""
    rows = Attachment.objects.visible_to(request.scope).filter(removed_at__isnull=True)
    found = get_object_or_404(rows, pk=pk)
    subject: Subject = writable_subject(request, found.about, found.about_id or found.person_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gone = attempt(form, RemoveAttachment(actor_of(request), attachment_id=pk, **form.cleaned_data))
        if gone is not None:
            refresh_people([gone.person_id])
            messages.success(request, _("已撤回，记录里仍可查到。"))
            return redirect(page_of_subject(subject))
    context = {"form": form, "file": found, "person": subject.person, "back": page_of_subject(subject)}
    return render(request, "evidence/remove.html", context)
