"""Shapes of what is typed about audits, inspections and recommendations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.letters.models import Body
from watchbook.organisation.models import Person, Service
from watchbook.oversight.models import WITHHELD, Extent, Rating, Release, Trigger
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

KEPT = _("PDF, DOCX, ODT, PNG, JPEG or plain text, up to 20 MB. It is kept as it is and never overwritten.")
ACCEPT = {"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt,.eml"}
WHOLE = "whole"
TOLD = forms.Textarea(attrs={"rows": 5})


def _extent() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Was it about the use of social media?"),
        help_text=_("Requests about audits and inspections of social-media use are answered by this."),
        choices=Extent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it was about social media")},
    )


def _copy(label: Any) -> forms.FileField:
    return forms.FileField(label=label, help_text=KEPT, required=False, widget=forms.FileInput(attrs=ACCEPT))


class ReleaseForm(GovukForm):
    """Whether a report may be given out; what is withheld says under which provision."""

    release = forms.ChoiceField(
        label=_("May the report be given out?"),
        choices=Release.choices,
        initial=Release.NOT_CONSIDERED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the report may be given out")},
    )
    release_provision = forms.CharField(
        label=_("If not or not wholly, under which provision is it withheld?"),
        help_text=_("The Act, the section and its paragraph."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What is withheld has its provision, and nothing else has one."""
        told: dict[str, Any] = super().clean() or {}
        withheld = told.get("release") in WITHHELD
        provision = told.get("release_provision", "")
        if withheld and not provision:
            self.add_error("release_provision", _("Enter the provision under which it is withheld"))
        if provision and not withheld:
            self.add_error(
                "release_provision",
                _("Remove the provision, or select that the report or a part of it is withheld"),
            )
        return told


class AuditReportForm(ReleaseForm):
    """What an audit found, when it was reported, and its report."""

    reported_on = DayField(label=_("When was it reported?"), what=_("the date of the report"))
    findings = forms.CharField(
        label=_("What did it find?"),
        help_text=_("A summary without names of people."),
        max_length=8000,
        required=False,
        widget=TOLD,
    )
    file = _copy(_("The report, if a copy is held"))
    field_order: tuple[str, ...] = ("reported_on", "findings", "file", "release", "release_provision")


class AuditForm(AuditReportForm):
    """An internal audit: why, of what, how far about social media, its days and its report."""

    title = forms.CharField(
        label=_("What is the audit called?"),
        max_length=200,
        error_messages={"required": _("Enter what the audit is called")},
    )
    trigger = forms.ChoiceField(
        label=_("Why was it made?"),
        choices=Trigger.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why the audit was made")},
    )
    concerns_social_media = _extent()
    scope = forms.MultipleChoiceField(
        label=_("Which services was it of?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the whole authority, or the services that were audited")},
    )
    began_on = DayField(label=_("When did it begin?"), what=_("the date the audit began"))
    reported_on = DayField(
        label=_("When was it reported?"),
        help_text=_("Leave this empty while it is under way."),
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


class InspectionReportForm(ReleaseForm):
    """When the report of an inspection came, and the report."""

    report_received_on = DayField(
        label=_("When did the report come?"), what=_("the date the report was received")
    )
    file = _copy(_("The report, if a copy is held"))
    field_order: tuple[str, ...] = ("report_received_on", "file", "release", "release_provision")


class InspectionForm(InspectionReportForm):
    """An inspection: by whom, of what, how far about social media, its days and its report."""

    body = forms.ChoiceField(
        label=_("Who inspected?"),
        choices=Body.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who inspected")},
    )
    scope = forms.CharField(
        label=_("What was inspected?"),
        help_text=_("For example: the use of RIPA, by questionnaire and telephone."),
        max_length=1000,
        widget=TOLD,
        error_messages={"required": _("Enter what was inspected")},
    )
    concerns_social_media = _extent()
    first_on = DayField(label=_("On which day did it begin?"), what=_("the first day of the inspection"))
    last_on = DayField(
        label=_("On which day did it end?"),
        help_text=_("The same day, if it took one."),
        what=_("the last day of the inspection"),
    )
    report_received_on = DayField(
        label=_("When did the report come?"),
        help_text=_("Leave this empty if it has not come yet."),
        what=_("the date the report was received"),
        required=False,
    )
    field_order: tuple[str, ...] = (
        "body",
        "scope",
        "concerns_social_media",
        "first_on",
        "last_on",
        *InspectionReportForm.field_order,
    )


class RecommendationForm(GovukForm):
    """What is recommended, how grave it is, who sees to it and by when."""

    number = forms.CharField(
        label=_("Its number in the report, if it has one"), max_length=20, required=False
    )
    words = forms.CharField(
        label=_("What is recommended?"),
        help_text=_("In the words of the report."),
        max_length=4000,
        widget=TOLD,
        error_messages={"required": _("Enter what is recommended")},
    )
    rating = forms.ChoiceField(
        label=_("How grave is it?"),
        choices=Rating.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select red, amber or green")},
    )
    owner = forms.ChoiceField(
        label=_("Who sees to it?"),
        help_text=_("Somebody else will discharge it, so it cannot be the person who does that."),
        error_messages={"required": _("Select who sees to it")},
    )
    due_on = DayField(label=_("By when?"), what=_("the date it is due"))

    def __init__(self, *args: Any, owners: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(person.id), f"{person.name} ({person.email})") for person in owners]
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101  # said for the type checker
        owner.choices = [("", _("Select a person")), *named]


class TakeBackForm(GovukForm):
    """The word that an entry was made by mistake."""

    confirmed = forms.BooleanField(
        label=_("It was recorded by mistake: it never happened, or is on the register twice"),
        error_messages={"required": _("Tick the box to confirm that it was recorded by mistake")},
    )


class EvidenceForm(GovukForm):
    """What was done about a recommendation, and what shows it."""

    on = DayField(label=_("When was it done?"), what=_("the date it was done"))
    words = forms.CharField(
        label=_("What was done?"),
        max_length=4000,
        widget=TOLD,
        error_messages={"required": _("Enter what was done")},
    )
    file = _copy(_("What shows it, if it is a file"))


class DischargeForm(GovukForm):
    """The word of a second person that a recommendation was followed."""

    on = DayField(label=_("On which day do you discharge it?"), what=_("the date it is discharged"))
    words = forms.CharField(
        label=_("What did you look at? (optional)"), max_length=4000, required=False, widget=TOLD
    )
    confirmed = forms.BooleanField(
        label=_("I have looked at the evidence, and the recommendation was followed"),
        error_messages={"required": _("Tick the box to confirm that you looked at the evidence")},
    )


class ReopenForm(GovukForm):
    """Why a recommendation is opened again."""

    on = DayField(label=_("On which day is it opened again?"), what=_("the date it is opened again"))
    words = forms.CharField(
        label=_("Why is it opened again?"),
        max_length=4000,
        widget=TOLD,
        error_messages={"required": _("Enter why it is opened again")},
    )
