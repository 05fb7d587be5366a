"""Shapes of what is typed when somebody signs that none is held."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from watchbook.governance.documents.models import HeldKind
from watchbook.web.forms import GovukForm


class NoneHeldForm(GovukForm):
    """Of which kind none is held, where was looked, why there is none, and the signature."""

    kind = forms.ChoiceField(
        label=_("Of what is none held?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select of what none is held")},
    )
    searched = forms.CharField(
        label=_("Where was looked?"),
        help_text=_("The places and the words that were searched for, and who was asked by their post."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter where was looked")},
    )
    reason = forms.CharField(
        label=_("Why is there none?"),
        help_text=_("It may be told to requesters."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter why there is none")},
    )
    confirmed = forms.BooleanField(
        label=_("I have looked, or had it looked for, and none is held"),
        error_messages={"required": _("Tick the box to sign that none is held")},
    )

    def __init__(self, *args: Any, kinds: Sequence[HeldKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]  # type: ignore[attr-defined]  # a choice field has them
