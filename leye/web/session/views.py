"""Which of the held posts is active."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from leye.accounts.models import Post
from leye.standards.calendar import today


@login_required
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Work in another of one's own posts."""
    held = Post.objects.filter(user=request.user).held_on(today())
    chosen = get_object_or_404(held, pk=request.POST.get("post"))
    request.session["post"] = chosen.pk
    return redirect("myday")
