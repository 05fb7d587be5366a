"""The two halves of a review, a renewal and a cancellation, as they are typed: the applicant's report, the officer's decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.applicant_report import OfficersComments
from watchbook.authorisations.forms.noticing import NoticingForm
from watchbook.authorisations.models import ApplicantReport, Review
from watchbook.authorisations.reading import Readable
from watchbook.authorisations.report_form import ReportBox
from watchbook.authorisations.review import Amendment
from watchbook.authorisations.states import Fate, OperationOutcome
from watchbook.investigations.models import Subject
from watchbook.web.day_field import DayField
from watchbook.web.questions import ask_choice
from watchbook.web.text_box import text_box


class ReportForm(NoticingForm):
    """The applicant's report: the questions of its step."""

    def __init__(self, *args: Any, boxes: Iterable[ReportBox], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in boxes:
            required = _("Answer the question “{question}”").format(question=box.asks)
            self.fields[box.id] = text_box(box.asks, hint=box.hint, required=required, rows=4)
        if "remarks_answered" in self.fields:
            self.fields["remarks_answered"] = self.fields.pop("remarks_answered")


class OfficersForm(NoticingForm):
    """The officer's own words on a report, which the page names so that nobody decides on one that they did not read."""

    report = forms.UUIDField(required=False, widget=forms.HiddenInput)
    comments = text_box(
        _("Your comments"),
        hint=_(
            "Say in your own words whether the authorisation is still necessary and proportionate, and why."
        ),
        required=_("Enter your comments"),
        rows=5,
    )
    without_report = text_box(
        _("Why are you deciding without the applicant’s report?"),
        required=_("Enter why you are deciding without the applicant’s report"),
    )

    def __init__(self, *args: Any, read: ApplicantReport | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].initial = read.id if read else None
        if read:
            del self.fields["without_report"]

    def said(self) -> OfficersComments:
        """As the acts take it."""
        told = self.cleaned_data
        return OfficersComments(told["comments"], told.get("without_report", ""), told["remarks_answered"])


class AuthorisationReviewForm(OfficersForm):
    """The officer's half of a review."""

    decision = ask_choice(_("What is your decision?"), Review.Decision.choices, _("Select your decision"))
    amended = text_box(
        _("If the authorisation continues as amended, what changes, and why?"),
        hint=_(
            "An amendment must stay within the authorisation, and does not need a court’s approval. For another offence, ground or kind of authorisation, or for a "
            "longer time, make a new application."
        ),
    )
    added = forms.MultipleChoiceField(
        label=_("Subjects that are covered from now on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    removed = forms.MultipleChoiceField(
        label=_("Subjects that are no longer covered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    company_acts = forms.BooleanField(label=_("A company acts for us from now on"), required=False)
    next_due_on = DayField(
        label=_("When is the next review?"),
        what=_("the date of the next review"),
        required=False,
    )

    def __init__(
        self, *args: Any, subjects: Iterable[Readable], a_company_acts: bool | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._subjects = list(subjects)
        for name, is_named in (("added", False), ("removed", True)):
            choices = [
                (str(one.subject.id), one.called) for one in self._subjects if one.is_named is is_named
            ]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
            if not choices:
                del self.fields[name]
        if a_company_acts:
            del self.fields["company_acts"]

    def amendment(self) -> Amendment:
        """As the act takes it."""
        return Amendment(
            why=self.cleaned_data["amended"],
            added=self._chosen("added"),
            removed=self._chosen("removed"),
            company_acts=self.cleaned_data.get("company_acts", False),
        )

    def _chosen(self, name: str) -> tuple[Subject, ...]:
        chosen = set(self.cleaned_data.get(name, ()))
        return tuple(one.subject for one in self._subjects if str(one.subject.id) in chosen)


class RenewalForm(OfficersForm):
    """The officer's half of a renewal: without the report, which is the application for it, they can only decide not to renew."""

    NOT_RENEWED = (("no", _("Do not renew the authorisation")),)
    is_granted = ask_choice(
        _("What is your decision?"),
        (("yes", _("Renew the authorisation")), *NOT_RENEWED),
        _("Select whether you renew the authorisation"),
    )

    def __init__(self, *args: Any, read: ApplicantReport | None, **kwargs: Any) -> None:
        super().__init__(*args, read=read, **kwargs)
        if read is None:  # the report is the application for the renewal
            self.fields["is_granted"].choices = self.NOT_RENEWED  # type: ignore[attr-defined]  # a choice field


class CancellationForm(OfficersForm):
    """The officer's half of a cancellation."""

    product = ask_choice(
        _("What happens to the material obtained?"),
        Fate.choices,
        _("Select what happens to the material"),
    )
    directions = text_box(
        _("Your directions on the material"),
        hint=_(
            "Say where the material is kept, or who will destroy it and by when. Leave blank if nothing was obtained."
        ),
    )
    last_activity_on = DayField(
        label=_("What was the last date of activity under the authorisation?"),
        what=_("the last date of activity"),
        required=False,
    )
    outcome = ask_choice(
        _("What was the outcome of the operation?"),
        OperationOutcome.choices,
        _("Select the outcome"),
    )
