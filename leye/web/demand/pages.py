"""The page of a form, the same for all of the demand side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from leye.web.work import WorkRequest


def form_page(
    request: WorkRequest, form: forms.Form, title: str, button: str, back: tuple[Any, ...], **more: Any
) -> HttpResponse:
    """`back`: the name of a URL and its arguments. `more`: `of` (a line under the title), `told`, `danger`."""
    name, *arguments = back
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back_url": reverse(name, args=arguments),
        **more,
    }
    return render(request, "demand/form.html", context)
