"""The pages of an application: the boxes of the form, and what is asked beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import Box, FormPage
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import KEEPERS, ApplicationParticulars, SourceParticulars
from watchbook.authorisations.rules.complete import grounds_of
from watchbook.authorisations.states import AuthorisationKind, Ground, WhyNotRipa
from watchbook.governance.offences.queries import offence_choices
from watchbook.investigations.models import Subject
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_line
from watchbook.web.text_box import text_box

YES_NO = (("yes", _("Yes")), ("no", _("No")))
LENGTHS = {"title": 200, "pseudonym": 80}  # of a line

REPLY = "reply_"  # before a question's id: what the applicant answers to a comment there
REPLY_ASKS = _("Your reply to the comment on “{question}”")
REPLY_HINT = _("Leave blank if your new answer to the question deals with the comment.")


class KindForm(GovukForm):
    """Under which power."""

    kind = forms.ChoiceField(
        label=_("What are you applying for?"),
        help_text=_(
            "The outcome of triage says which kind you need. If you are not sure, ask the RIPA co-ordinator before you apply."
        ),
        choices=AuthorisationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you are applying for")},
    )


class PageForm(GovukForm):
    """One page of the form; every answer may wait, so that it can be left and taken up."""

    def __init__(
        self,
        *args: Any,
        page: FormPage,
        authorisation: Authorisation,
        subjects: Iterable[tuple[Subject, str]] = (),
        people: Iterable[Person] = (),
        comments: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.authorisation, self.comments = page, authorisation, comments or {}
        boxes = page.boxes_of(authorisation.kind)
        for box in page.questions_of(authorisation.kind):
            if box in boxes:
                self.fields[box.id] = text_box(str(box.asks), hint=str(box.hint or ""), rows=5)
            else:
                self.fields[box.id] = _beside(box, authorisation, subjects=subjects, people=people)
            if box.id in self.comments:
                self.fields[REPLY + box.id] = text_box(
                    REPLY_ASKS.format(question=box.asks), hint=REPLY_HINT, rows=2
                )

    def answers(self) -> dict[str, str]:
        """What was written in the boxes of the page."""
        boxes = self.page.boxes_of(self.authorisation.kind)
        return {box.id: self.cleaned_data[box.id] for box in boxes if box.id in self.cleaned_data}

    def replies(self) -> dict[str, str]:
        """Return the answers to the comments of the page."""
        return {
            box: self.cleaned_data[REPLY + box] for box in self.comments if REPLY + box in self.cleaned_data
        }

    def particulars(
        self, before: ApplicationParticulars, *, people: Iterable[Person]
    ) -> ApplicationParticulars:
        """What is said beside the boxes, that of other pages as it was."""
        told, known = self.cleaned_data, {str(person.id): person for person in people}
        plain: dict[str, Any] = {
            name: told[name] for name in ("title", "ground", "offence", "why_not_ripa") if name in told
        }
        said: dict[str, Any] = {
            name: {"yes": True, "no": False}.get(told[name])
            for name in ("is_social_media", "uses_company", "is_confidential")
            if name in told
        }
        source = before.source
        if self.page.id == "source":
            source = SourceParticulars(
                pseudonym=told["pseudonym"],
                born=told["born"],
                is_vulnerable={"yes": True, "no": False}.get(told["is_vulnerable"]),
                is_against_parent={"yes": True, "no": False}.get(told["is_against_parent"]),
                is_accompanied={"yes": True, "no": False}.get(told["is_accompanied"]),
                handler=known.get(told["handler"]),
                controller=known.get(told["controller"]),
                record_keeper=known.get(told["record_keeper"]),
            )
        return replace(before, source=source, **plain, **said)


def _beside(
    box: Box, row: Authorisation, *, subjects: Iterable[tuple[Subject, str]], people: Iterable[Person]
) -> forms.Field:
    """The field of a question that has a column of its own."""
    hint = box.hint or ""
    if box.id in LENGTHS:
        return ask_line(box.asks, hint=hint, longest=LENGTHS[box.id])
    if box.id == "born":
        return DayField(label=box.asks, what=_("the date of birth"), required=False)
    if box.id == "subjects":
        return ask_choices(box.asks, [(str(subject.id), called) for subject, called in subjects], hint=hint)
    if box.id == "offence" or box.id in KEEPERS:
        known = (
            offence_choices(on=today())
            if box.id == "offence"
            else [("", ""), *((str(one.id), one.name) for one in people)]
        )
        asked: dict[str, Any] = {"label": box.asks, "help_text": hint, "required": False}
        return forms.ChoiceField(choices=known, widget=forms.Select, **asked)
    return ask_choice(box.asks, _answers(box, row), hint=hint)


def _answers(box: Box, row: Authorisation) -> Sequence[tuple[str, Any]]:
    if box.id == "ground":
        labels = dict(Ground.choices)
        return [(one, labels[one]) for one in grounds_of(row.kind, nation=row.nation)]
    return WhyNotRipa.choices if box.id == "why_not_ripa" else YES_NO


class AuthorisationReasonForm(GovukForm):
    """A reason."""

    why = text_box(_("Why?"), required=_("Enter the reason"), rows=4)
