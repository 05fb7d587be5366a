"""What an officer, a court and a review say, as it is typed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.judicial_approval import CourtOrder
from watchbook.authorisations.models import Review
from watchbook.authorisations.reading import Readable
from watchbook.authorisations.review import Amendment
from watchbook.authorisations.states import CourtOutcome, Fate, OperationOutcome
from watchbook.investigations.models import Subject
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box


class GrantForm(GovukForm):
    """The officer's own words, each beside the page of the application that it answers (`BESIDE`)."""

    BESIDE = {
        "operation": ("why",),
        "activity": ("what", "where", "when", "how"),
        "subjects": ("who",),
        "necessity": ("necessity",),
        "proportionality": ("proportionality",),
        "collateral_intrusion": ("conditions",),
    }

    why = text_box(_("Why: what is it for?"), required=_("Enter why"))
    what = text_box(_("What may be done?"), required=_("Enter what may be done"))
    where = text_box(_("Where: on which platforms, at which places?"), required=_("Enter where"))
    when = text_box(_("When, and how often?"), required=_("Enter when"))
    how = text_box(_("How: with which profiles, tools and equipment?"), required=_("Enter how"))
    who = text_box(_("Who is looked at?"), required=_("Enter who is looked at"))
    necessity = text_box(
        _("Why do you believe that it is necessary?"),
        required=_("Enter why you believe it necessary"),
        rows=5,
    )
    proportionality = text_box(
        _("Why do you believe that it is proportionate?"),
        required=_("Enter why you believe it proportionate"),
        rows=5,
    )
    conditions = text_box(_("Conditions, if there are any"))
    takes_part = forms.BooleanField(
        label=_("I take part in the operation myself"),
        help_text=_("An officer should not. If it cannot be avoided, say why below; the inspector is told."),
        required=False,
    )
    takes_part_why = text_box(_("Why that could not be avoided"))
    review_on = DayField(label=_("When is it reviewed first?"), what=_("the day of the first review"))


class OrderForm(GovukForm):
    """What the court ordered."""

    outcome = forms.ChoiceField(
        label=_("What did the court order?"),
        choices=CourtOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what the court ordered")},
    )
    ordered_on = DayField(label=_("On which day?"), what=_("the day of the order"))
    ordered_at = forms.TimeField(
        label=_("At what time?"),
        help_text=_(
            "As the order says it, on the 24-hour clock, such as 14:05. It is in force from that moment."
        ),
        error_messages={"required": _("Enter the time of the order")},
    )
    court = forms.CharField(
        label=_("Which court?"), max_length=200, error_messages={"required": _("Enter the court")}
    )
    magistrate = forms.CharField(
        label=_("Who sat?"), max_length=200, error_messages={"required": _("Enter who sat")}
    )
    reasons = text_box(_("Reasons that the court gave, if any"))
    file = forms.FileField(
        label=_("The signed order"),
        help_text=_("A PDF or a picture of it. It is needed where the court approved."),
        required=False,
    )

    def order(self) -> CourtOrder:
        """As the act takes it."""
        told = self.cleaned_data
        moment = datetime.combine(told["ordered_on"], told["ordered_at"])
        return CourtOrder(
            outcome=told["outcome"],
            ordered_at=timezone.make_aware(moment),
            court=told["court"],
            magistrate=told["magistrate"],
            reasons=told["reasons"],
        )


class AuthorisationReviewForm(GovukForm):
    """A review."""

    found = text_box(
        _("What has been done and found so far?"),
        hint=_("What private information was obtained, and what it was worth."),
        required=_("Enter what has been found"),
    )
    why_continue = text_box(_("Why go on, or why not?"), required=_("Enter why it goes on or not"))
    proportionate = text_box(
        _("Is it still proportionate?"), required=_("Enter whether it is still proportionate")
    )
    collateral = text_box(
        _("Who else’s private life was touched or is likely to be?"),
        required=_("Enter the collateral intrusion"),
    )
    confidential = text_box(
        _("Which confidential information was met?"),
        required=_("Enter the confidential information, or none"),
    )
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Review.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    amended = text_box(
        _("What changes, where it goes on as amended, and why?"),
        hint=_(
            "An amendment stays within what was authorised, and needs no court. Another offence, ground or kind, or a longer "
            "time, is a new application."
        ),
    )
    added = forms.MultipleChoiceField(
        label=_("Subjects that are covered from now on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    removed = forms.MultipleChoiceField(
        label=_("Subjects that are no longer covered"), required=False, widget=forms.CheckboxSelectMultiple
    )
    company_acts = forms.BooleanField(label=_("A company acts for us from now on"), required=False)
    next_due_on = DayField(
        label=_("When is the next review?"), what=_("the day of the next review"), required=False
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
            added=self._chosen("added"),
            removed=self._chosen("removed"),
            company_acts=self.cleaned_data.get("company_acts", False),
        )

    def _chosen(self, name: str) -> tuple[Subject, ...]:
        chosen = set(self.cleaned_data.get(name, ()))
        return tuple(one.subject for one in self._subjects if str(one.subject.id) in chosen)


class RenewalForm(GovukForm):
    """The case for a renewal, and the decision."""

    changes = text_box(_("What has changed?"), required=_("Enter what has changed"))
    necessity = text_box(_("Why is it necessary to go on?"), required=_("Enter why it is necessary"))
    proportionality = text_box(
        _("Why is it proportionate to go on?"), required=_("Enter why it is proportionate")
    )
    product = text_box(_("What was obtained, and what was it worth?"), required=_("Enter what was obtained"))
    reviews = text_box(_("What did the reviews find?"), required=_("Enter what the reviews found"))
    comments = text_box(_("Your comments"))
    is_granted = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=(("yes", _("Renew it")), ("no", _("Do not renew it"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you renew it")},
    )


class StopForm(GovukForm):
    """An instruction to stop."""

    instruction = text_box(
        _("What was instructed, and to whom?"), required=_("Enter what was instructed, and to whom")
    )


class CancellationForm(GovukForm):
    """The end."""

    why = text_box(_("Why is it cancelled?"), required=_("Enter why it is cancelled"))
    value = text_box(_("What was obtained, and what was it worth?"), required=_("Enter what was obtained"))
    objectives = text_box(_("Were the objectives met?"), required=_("Enter whether the objectives were met"))
    last_activity_on = DayField(
        label=_("On which day was anything last done under it?"),
        what=_("the last day of activity"),
        required=False,
    )
    product = forms.ChoiceField(
        label=_("What becomes of what was obtained?"),
        choices=Fate.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what becomes of it")},
    )
    product_note = text_box(_("What is kept or destroyed, and where"))
    outcome = forms.ChoiceField(
        label=_("What came of the operation?"),
        choices=OperationOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it")},
    )
