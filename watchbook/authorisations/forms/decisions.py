"""What an officer, a court and a review say, as it is typed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import LONGEST
from watchbook.authorisations.judicial_approval import Order
from watchbook.authorisations.models import Fate, Outcome, Review
from watchbook.authorisations.reading import Readable
from watchbook.authorisations.review import Amendment
from watchbook.authorisations.rules.court import Outcome as CourtOutcome
from watchbook.investigations.models import Subject
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm


def _words(question: Any, *, hint: Any = "", required: Any = None, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=question,
        help_text=hint,
        max_length=LONGEST,
        required=required is not None,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": required} if required is not None else {},
    )


class GrantForm(GovukForm):
    """The officer's own words."""

    who = _words(_("Who is looked at?"), required=_("Enter who is looked at"))
    what = _words(_("What may be done?"), required=_("Enter what may be done"))
    where = _words(_("Where: on which platforms, at which places?"), required=_("Enter where"))
    when = _words(_("When, and how often?"), required=_("Enter when"))
    why = _words(_("Why: what is it for?"), required=_("Enter why"))
    how = _words(_("How: with which profiles, tools and equipment?"), required=_("Enter how"))
    necessity = _words(
        _("Why do you believe that it is necessary?"),
        required=_("Enter why you believe it necessary"),
        rows=5,
    )
    proportionality = _words(
        _("Why do you believe that it is proportionate?"),
        required=_("Enter why you believe it proportionate"),
        rows=5,
    )
    conditions = _words(_("Conditions, if there are any"))
    takes_part = forms.BooleanField(
        label=_("I take part in the operation myself"),
        help_text=_("An officer should not. If it cannot be avoided, say why below; the inspector is told."),
        required=False,
    )
    takes_part_why = _words(_("Why that could not be avoided"))
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
    reasons = _words(_("Reasons that the court gave, if any"))
    file = forms.FileField(
        label=_("The signed order"),
        help_text=_("A PDF or a picture of it. It is needed where the court approved."),
        required=False,
    )

    def order(self) -> Order:
        """As the act takes it."""
        told = self.cleaned_data
        moment = datetime.combine(told["ordered_on"], told["ordered_at"])
        return Order(
            outcome=told["outcome"],
            ordered_at=timezone.make_aware(moment),
            court=told["court"],
            magistrate=told["magistrate"],
            reasons=told["reasons"],
        )


class ReviewForm(GovukForm):
    """A review."""

    found = _words(
        _("What has been done and found so far?"),
        hint=_("What private information was obtained, and what it was worth."),
        required=_("Enter what has been found"),
    )
    why_continue = _words(_("Why go on, or why not?"), required=_("Enter why it goes on or not"))
    proportionate = _words(
        _("Is it still proportionate?"), required=_("Enter whether it is still proportionate")
    )
    collateral = _words(
        _("Who else’s private life was touched or is likely to be?"),
        required=_("Enter the collateral intrusion"),
    )
    confidential = _words(
        _("Which confidential information was met?"),
        required=_("Enter the confidential information, or none"),
    )
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Review.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    amended = _words(
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

    changes = _words(_("What has changed?"), required=_("Enter what has changed"))
    necessity = _words(_("Why is it necessary to go on?"), required=_("Enter why it is necessary"))
    proportionality = _words(
        _("Why is it proportionate to go on?"), required=_("Enter why it is proportionate")
    )
    product = _words(_("What was obtained, and what was it worth?"), required=_("Enter what was obtained"))
    reviews = _words(_("What did the reviews find?"), required=_("Enter what the reviews found"))
    comments = _words(_("Your comments"))
    is_granted = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=(("yes", _("Renew it")), ("no", _("Do not renew it"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you renew it")},
    )


class StopForm(GovukForm):
    """An instruction to stop."""

    instruction = _words(
        _("What was instructed, and to whom?"), required=_("Enter what was instructed, and to whom")
    )


class CancellationForm(GovukForm):
    """The end."""

    why = _words(_("Why is it cancelled?"), required=_("Enter why it is cancelled"))
    value = _words(_("What was obtained, and what was it worth?"), required=_("Enter what was obtained"))
    objectives = _words(_("Were the objectives met?"), required=_("Enter whether the objectives were met"))
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
    product_note = _words(_("What is kept or destroyed, and where"))
    outcome = forms.ChoiceField(
        label=_("What came of the operation?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it")},
    )
