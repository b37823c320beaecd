"""问卷: which questionnaires there are, what each asks, a new one from a JSON schema."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.ledger.errors import Absent
from leye.outreach.actions.questionnaires import MAY_ORGANISE, EndQuestionnaire, SaveQuestionnaire
from leye.outreach.models import Questionnaire
from leye.outreach.questionnaires.questions import as_file, questions_of
from leye.web.acting import attempt
from leye.web.paging import page_of
from leye.web.surveys.forms import QuestionsForm
from leye.web.surveys.rounds import crumbs
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = {
    "text": gettext_lazy("填写"), "lines": gettext_lazy("填写"), "date": gettext_lazy("日期"),
    "number": gettext_lazy("数字"), "yes_no": gettext_lazy("是或否"), "one": gettext_lazy("选一项"),
    "many": gettext_lazy("可选几项"),
}  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Every questionnaire that the area may use, or has used."""
    found = Questionnaire.objects.visible_to(request.scope).select_related("area", "made_by")
    page = page_of(request, lambda start, stop: list(found[start:stop]), 30)
    context = {
        "page": page,
        "may_organise": request.post.role in MAY_ORGANISE,
        "crumbs": crumbs((_("问卷"), "")),
    }
    return render(request, "surveys/questionnaires.html", context)


@work_page()
def show(request: WorkRequest, pk: int) -> HttpResponse:
    """What a questionnaire asks; as a file with `?format=json`."""
    found = get_object_or_404(Questionnaire.objects.visible_to(request.scope), pk=pk)
    if request.GET.get("format") == "json":
        answer = JsonResponse(as_file(found.schema), json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="questionnaire-{found.pk}.json"'
        return answer
    first = {question.name for question in questions_of(found.schema, {})}
    lines = [
        {
            "question": q,
            "kind": KINDS[q.kind],
            "always": q.name in first,
            "choices": "、".join(label for _code, label in q.choices),
        }
        for q in questions_of(found.schema)
    ]
    may_end = (
        request.post.role in MAY_ORGANISE
        and found.area_id is not None
        and request.scope.covers(found.area_id)
        and found.valid_to is None
    )
    way = crumbs((_("问卷"), reverse("questionnaires")), (str(found), ""))
    return render(
        request,
        "surveys/questionnaire.html",
        {"found": found, "lines": lines, "may_end": may_end, "crumbs": way},
    )


@work_page(*MAY_ORGANISE)
def new(request: WorkRequest) -> HttpResponse:
    """A new questionnaire, or the next version of one of the same name."""
    form = QuestionsForm(request.scope, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        action = SaveQuestionnaire(
            actor_of(request), area_no=form.cleaned_data["area"], schema=form.cleaned_data["schema"]
        )
        made = attempt(form, action, {"area_no": "area"})
        if made is not None:
            messages.success(request, _("已保存为“%(name)s”。") % {"name": made})
            return redirect("questionnaire", made.pk)
    example = Questionnaire.objects.filter(area__isnull=True).first()
    way = crumbs((_("问卷"), reverse("questionnaires")), (_("新问卷"), ""))
    return render(
        request, "surveys/new_questionnaire.html", {"form": form, "example": example, "crumbs": way}
    )


@require_POST
@work_page(*MAY_ORGANISE)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """No new round takes it."""
    found = get_object_or_404(Questionnaire.objects.visible_to(request.scope), pk=pk)
    try:
        EndQuestionnaire(actor_of(request), questionnaire_id=found.pk).run()
        messages.success(request, _("已停用。正在进行的摸底仍用它问完。"))
    except Absent:
        messages.error(request, _("只能停用本辖区制定的问卷。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("questionnaire", pk)
