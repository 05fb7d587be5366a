"""Filtering and sorting the central record by its columns."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.rules.kinds import AuthorisationKind
from watchbook.authorisations.states import DECIDED, AuthorisationState
from watchbook.organisation.models import Service
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

ORDERS = {
    "newest": ("-decided_at", "reference"),
    "oldest": ("decided_at", "reference"),
    "reference": ("reference",),
    "service": ("service__name", "-decided_at"),
    "ends": ("ends_on", "reference"),
}
SOCIAL_MEDIA = {
    "yes": Q(is_social_media=True),
    "no": Q(is_social_media=False),
    "not_said": Q(is_social_media=None),
}


class FilterForm(GovukForm):
    """What is shown of the record, and in which order."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Every kind")), *AuthorisationKind.choices],
        required=False,
        widget=forms.Select,
    )
    state = forms.ChoiceField(
        label=_("Stands at"),
        choices=[
            ("", _("Wherever")),
            *((one.value, one.label) for one in AuthorisationState if one in DECIDED),
        ],
        required=False,
        widget=forms.Select,
    )
    service = forms.ChoiceField(label=_("Service"), required=False, widget=forms.Select)
    social_media = forms.ChoiceField(
        label=_("Social media"),
        choices=[("", _("Whether or not")), ("yes", _("Yes")), ("no", _("No")), ("not_said", _("Not said"))],
        required=False,
        widget=forms.Select,
    )
    first_on = DayField(label=_("Decided from"), what=_("the first day"), required=False)
    last_on = DayField(label=_("Decided until"), what=_("the last day"), required=False)
    order = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[
            ("newest", _("newest decision")),
            ("oldest", _("oldest decision")),
            ("reference", _("reference")),
            ("service", _("service")),
            ("ends", _("last day")),
        ],
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.order_by("name").values_list("id", "name")
        choices = [("", _("Every service")), *((str(key), name) for key, name in services)]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def filtered(self, rows: QuerySet[Authorisation]) -> QuerySet[Authorisation]:
        """The rows asked for; every row where the question is not understood, and the form says so."""
        if not self.is_bound or not self.is_valid():
            return rows
        told = self.cleaned_data
        wanted = Q()
        for name in ("kind", "state", "service"):
            if told[name]:
                wanted &= Q(**{name: told[name]})
        if told["social_media"]:
            wanted &= SOCIAL_MEDIA[told["social_media"]]
        if told["first_on"]:
            wanted &= Q(decided_at__date__gte=told["first_on"])
        if told["last_on"]:
            wanted &= Q(decided_at__date__lte=told["last_on"])
        return rows.filter(wanted).order_by(*ORDERS[told["order"] or "newest"])

    def address(self) -> str:
        """The question as the rest of an address, before the number of a page."""
        asked = [(name, value) for name, value in self.data.items() if name != "page" and value]
        return f"?{urlencode(asked)}&page=" if asked else "?page="
