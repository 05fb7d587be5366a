"""Shapes of what is typed about internal audits."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit.models import InternalAudit, Trigger
from watchbook.oversight.report.forms import ReleaseForm, extent
from watchbook.web.day_field import DayField
from watchbook.web.questions import ask_choice, ask_line, ask_paper, ask_text

WHOLE = "whole"


class AuditReportForm(ReleaseForm):
    """What an audit found, when it was reported, and its report."""

    reported_on = DayField(
        label=_("On which date did internal audit report?"), what=_("the date of the report")
    )
    findings = ask_text(
        _("What did the audit find?"), longest=8000, hint=_("Summarise the findings without naming people.")
    )
    file = ask_paper(_("The report, if you have a copy"))
    field_order: tuple[str, ...] = ("reported_on", "findings", "file", "release", "release_provision")


class AuditForm(AuditReportForm):
    """An internal audit: why, of what, how far about social media, its days and its report."""

    title = ask_line(_("What is the audit called?"), _("Enter the name of the audit"), longest=200)
    trigger = ask_choice(
        _("What was the reason for the audit?"), Trigger.choices, _("Select the reason for the audit")
    )
    concerns_social_media = extent()
    scope = forms.MultipleChoiceField(
        label=_("Which services were audited?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the whole authority, or the services that were audited")},
    )
    began_on = DayField(label=_("When did the audit begin?"), what=_("the date the audit began"))
    reported_on = DayField(
        label=_("On which date did internal audit report?"),
        help_text=_("Leave blank while the audit is under way."),
        what=_("the date of the report"),
        required=False,
    )
    field_order: tuple[str, ...] = (
        "title",
        "trigger",
        "concerns_social_media",
        "scope",
        "began_on",
        *AuditReportForm.field_order,
    )

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(service.id), service.name) for service in services]
        scope = self.fields["scope"]
        assert isinstance(scope, forms.MultipleChoiceField)  # noqa: S101  # said for the type checker
        scope.choices = [(WHOLE, _("The whole authority")), *named]

    def clean_scope(self) -> list[str]:
        """The whole authority, or some services: not both."""
        chosen: list[str] = self.cleaned_data["scope"]
        if WHOLE in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Select either the whole authority or services, not both"))
        return chosen

    def clean(self) -> dict[str, Any]:
        """The services that were chosen; none for the whole authority."""
        told = super().clean()
        services = [UUID(one) for one in told.pop("scope", ()) if one != WHOLE]
        return told | {"services": services, "whole_authority": not services}


def initial_of(audit: InternalAudit) -> dict[str, Any]:
    """Return what an entry says, to be corrected."""
    scope = [WHOLE] if audit.whole_authority else [str(one) for one in audit.services]
    return model_to_dict(audit, fields=AuditForm.field_order) | {"scope": scope}
