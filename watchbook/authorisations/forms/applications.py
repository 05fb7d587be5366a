"""The pages of an application: the boxes of the form, and what is asked beside them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import FormPage
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import ApplicationParticulars, SourceParticulars
from watchbook.authorisations.rules.complete import grounds_of
from watchbook.authorisations.states import AuthorisationKind, Ground, WhyNotRipa
from watchbook.investigations.models import Subject
from watchbook.law.offences import offences
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box

YES_NO = (("yes", _("Yes")), ("no", _("No")))
SAID = {True: "yes", False: "no", None: ""}


class KindForm(GovukForm):
    """Under which power."""

    kind = forms.ChoiceField(
        label=_("What do you apply for?"),
        help_text=_(
            "The triage says which. If you are not sure, ask the RIPA co-ordinator before you apply."
        ),
        choices=AuthorisationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you apply for")},
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
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.authorisation = page, authorisation
        self.fields |= _asked_beside(page.id, authorisation, subjects=subjects, people=people)
        for box in page.boxes_of(authorisation.kind):
            self.fields[box.id] = text_box(str(box.asks), hint=str(box.hint or ""), rows=5)

    def answers(self) -> dict[str, str]:
        """What was written in the boxes of the page."""
        return {box.id: self.cleaned_data[box.id] for box in self.page.boxes_of(self.authorisation.kind)}

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


def initial_of(
    particulars: ApplicationParticulars, answers: dict[str, str], *, named: Iterable[Subject]
) -> dict[str, Any]:
    """What the pages show as already said."""
    source = particulars.source
    return {
        **answers,
        "title": particulars.title,
        "is_social_media": SAID[particulars.is_social_media],
        "uses_company": SAID[particulars.uses_company],
        "is_confidential": SAID[particulars.is_confidential],
        "ground": particulars.ground,
        "offence": particulars.offence,
        "why_not_ripa": particulars.why_not_ripa,
        "subjects": [str(subject.id) for subject in named],
        "pseudonym": source.pseudonym,
        "born": source.born,
        "is_vulnerable": SAID[source.is_vulnerable],
        "is_against_parent": SAID[source.is_against_parent],
        "is_accompanied": SAID[source.is_accompanied],
        "handler": str(source.handler.id) if source.handler else "",
        "controller": str(source.controller.id) if source.controller else "",
        "record_keeper": str(source.record_keeper.id) if source.record_keeper else "",
    }


def _asked_beside(
    page: str, row: Authorisation, *, subjects: Iterable[tuple[Subject, str]], people: Iterable[Person]
) -> dict[str, forms.Field]:
    """The questions of a page that have a column of their own."""
    if page == "operation":
        title = forms.CharField(label=_("Title of the operation"), max_length=200, required=False)
        return {"title": title, "is_social_media": _yes_no(_("Does it concern social media?"))}
    if page == "activity":
        return {"uses_company": _yes_no(_("Does a company act for us?"))}
    if page == "subjects":
        return {"subjects": _subjects(subjects)}
    if page == "necessity":
        return _ground(row)
    if page == "confidential_information":
        return {"is_confidential": _yes_no(_("Is confidential information likely to be obtained?"))}
    return _source(people) if page == "source" else {}


def _yes_no(question: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=question, choices=YES_NO, required=False, widget=forms.RadioSelect)


def _subjects(subjects: Iterable[tuple[Subject, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Whom does it name?"),
        help_text=_(
            "Subjects of the investigation. Somebody who is not named or described here is not covered."
        ),
        choices=[(str(subject.id), called) for subject, called in subjects],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _ground(row: Authorisation) -> dict[str, forms.Field]:
    labels = dict(Ground.choices)
    open_to = [(one, labels[one]) for one in grounds_of(row.kind, nation=row.nation)]
    ground = forms.ChoiceField(
        label=_("On which ground is it necessary?"), choices=open_to, required=False, widget=forms.RadioSelect
    )
    if row.kind == AuthorisationKind.NON_RIPA:
        why = forms.ChoiceField(
            label=_("Why can RIPA not be used?"),
            choices=WhyNotRipa.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        return {"ground": ground, "why_not_ripa": why}
    known = [(one.id, f"{one.title} ({one.act}, {one.section})") for one in offences(on=today())]
    offence = forms.ChoiceField(
        label=_("Which offence is investigated?"),
        help_text=_(
            "From the register of offences. The page that checks your answers says whether it meets the threshold."
        ),
        choices=[("", _("None, or not known yet")), *sorted(known, key=lambda one: one[1])],
        required=False,
        widget=forms.Select,
    )
    return {"ground": ground, "offence": offence}


def _source(people: Iterable[Person]) -> dict[str, forms.Field]:
    choices = [("", ""), *((str(person.id), person.name) for person in people)]

    def somebody(question: Any) -> forms.ChoiceField:
        return forms.ChoiceField(label=question, choices=choices, required=False, widget=forms.Select)

    return {
        "pseudonym": forms.CharField(
            label=_("Pseudonym of the source"),
            help_text=_("Never the real name: that belongs in the source’s own records."),
            max_length=80,
            required=False,
        ),
        "born": DayField(label=_("When was the source born?"), what=_("the day of birth"), required=False),
        "is_vulnerable": _yes_no(_("Is the source vulnerable?")),
        "is_against_parent": _yes_no(
            _("Would the source inform on a parent or somebody with parental responsibility?")
        ),
        "is_accompanied": _yes_no(_("Is an appropriate adult at every meeting? Only of a source under 16.")),
        "handler": somebody(_("Handler: day-to-day contact, security and welfare")),
        "controller": somebody(_("Controller: general oversight; another person than the handler")),
        "record_keeper": somebody(_("Who keeps the source’s records?")),
    }


class AuthorisationReasonForm(GovukForm):
    """A reason."""

    why = text_box(_("Why?"), required=_("Enter the reason"), rows=4)


class CommentsForm(GovukForm):
    """What the co-ordinator says to the applicant or to the officer."""

    comments = text_box(_("Comments"), rows=5)
