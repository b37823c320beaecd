"""The form that notes a report as sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.web.fields import past_day


class SubmissionForm(forms.Form):
    """When it was sent, and under which number."""

    submitted_on = past_day(_("报送日期"))
    document_no = forms.CharField(label=_("文号或回执号"), max_length=80, required=False)
