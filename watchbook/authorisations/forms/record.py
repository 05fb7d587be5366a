"""Filtering and sorting the central record by its columns."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Least, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.queries.central_record import not_saying_social_media
from watchbook.authorisations.queries.in_force import authorisations_in_force, lapsed
from watchbook.authorisations.standing import STATES
from watchbook.authorisations.states import DECIDED, AuthorisationKind, AuthorisationState, OperationOutcome
from watchbook.organisation.models import Service
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": ("-decided_at", "reference"),
    "oldest": ("decided_at", "reference"),
    "reference": ("reference",),
    "service": ("service__name", "-decided_at"),
    "ends": (Least("ends_on", TruncDate("stopped_at"), TruncDate("cancelled_at")), "reference"),
}
SOCIAL_MEDIA = {
    "yes": Q(is_social_media=True),
    "no": Q(is_social_media=False),
    "not_said": Q(is_social_media=None),
}
# What a row has: columns that are asked for by yes alone.
HAS = {
    "juvenile": (_("a juvenile source"), Q(source_is_juvenile=True)),
    "vulnerable": (_("a vulnerable source"), Q(source_is_vulnerable=True)),
    "confidential": (_("confidential information likely"), Q(is_confidential=True)),
    "company": (_("a company that acts for us"), Q(uses_company=True)),
    "takes_part": (_("an authorising officer who takes part in the operation"), Q(officer_takes_part=True)),
    "refused_by_officer": (_("a refusal by the officer"), Q(state=AuthorisationState.REFUSED)),
    "refused_by_court": (
        _("a refusal by the court"),
        Q(state__in=[AuthorisationState.COURT_REFUSED, AuthorisationState.QUASHED]),
    ),
    "renewed": (_("a renewal"), Q(times_renewed__gt=0)),
    "urgent": (_("urgency"), Q(was_urgent=True)),
    "imported": (_("an entry from an earlier record"), Q(is_imported=True)),
}
RIPA = "ripa"  # both kinds under that Act
TIMES = {
    "in_force": _("in force now"),
    "lapsed": _("lapsed and not cancelled"),
    "never": _("never took effect"),
}


def in_time(which: str, *, at: datetime) -> QuerySet[Authorisation]:
    """Those in force, lapsed or never in effect, as their times say at a moment."""
    if which == "in_force":
        return authorisations_in_force(at=at)
    return lapsed(at=at) if which == "lapsed" else Authorisation.objects.filter(effective_from=None)


class FilterForm(GovukForm):
    """What is shown of the record, and in which order."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Every kind")), (RIPA, _("under RIPA")), *AuthorisationKind.choices],
        required=False,
        widget=forms.Select,
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("Any state")),
            *((code, label) for code, label in STATES if code in DECIDED),
        ],
        required=False,
        widget=forms.Select,
    )
    service = forms.ChoiceField(label=_("Service"), required=False, widget=forms.Select)
    social_media = forms.ChoiceField(
        label=_("Social media"),
        choices=[("", _("Either")), ("yes", _("Yes")), ("no", _("No")), ("not_said", _("Not stated"))],
        required=False,
        widget=forms.Select,
    )
    has = forms.ChoiceField(
        label=_("Includes"),
        choices=[("", _("Anything")), *((name, words) for name, (words, _wanted) in HAS.items())],
        required=False,
        widget=forms.Select,
    )
    time = forms.ChoiceField(
        label=_("In force"),
        choices=[("", _("At any time")), *TIMES.items()],
        required=False,
        widget=forms.Select,
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("Any outcome")), *OperationOutcome.choices],
        required=False,
        widget=forms.Select,
    )
    first_on = DayField(label=_("Decided from"), what=_("the first date"), required=False)
    last_on = DayField(label=_("Decided until"), what=_("the last date"), required=False)
    order = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[
            ("newest", _("newest decision")),
            ("oldest", _("oldest decision")),
            ("reference", _("reference")),
            ("service", _("service")),
            ("ends", _("last date")),
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
        found = rows.filter(self._wanted(told))
        if told["social_media"]:
            found = found.filter(SOCIAL_MEDIA[told["social_media"]])
        return found.order_by(*ORDERS[told["order"] or "newest"])

    def not_saying(self, rows: QuerySet[Authorisation]) -> int:
        """Of how many that are asked for the record does not say whether they concerned social media."""
        if not self.is_bound or not self.is_valid() or self.cleaned_data["social_media"] not in {"yes", "no"}:
            return 0
        return not_saying_social_media(rows.filter(self._wanted(self.cleaned_data)))

    def _wanted(self, told: dict[str, Any]) -> Q:
        """Every column asked for but that of social media."""
        wanted = Q()
        if told["kind"]:
            wanted &= Q(kind__in=central_record.RIPA if told["kind"] == RIPA else [told["kind"]])
        for name in ("state", "service", "outcome"):
            if told[name]:
                wanted &= Q(**{name: told[name]})
        if told["has"]:
            wanted &= HAS[told["has"]][1]
        if told["time"]:
            wanted &= Q(pk__in=in_time(told["time"], at=timezone.now()).values("pk"))
        if told["first_on"]:
            wanted &= Q(decided_at__date__gte=told["first_on"])
        if told["last_on"]:
            wanted &= Q(decided_at__date__lte=told["last_on"])
        return wanted

    def asks_for_imported(self) -> bool:
        """Whether the rows of an earlier record are asked for, beside which its own gaps are told."""
        return self.is_bound and self.data.get("has") == "imported"

    def address(self) -> str:
        """The question as the rest of an address, before the number of a page."""
        asked = [(name, value) for name, value in self.data.items() if name != "page" and value]
        return f"?{urlencode(asked)}&page=" if asked else "?page="
