"""The form of a visit: big answers, an optional note, a reference that makes a double tap harmless."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.prospects.enums import Outcome


class VisitForm(forms.Form):
    """What a visit came to."""

    device_ref = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    outcome = forms.ChoiceField(label=_("Kết quả lần gặp"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
