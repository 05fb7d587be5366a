"""Shapes of what is typed about courses and sessions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.training.models import TrainingSession
from watchbook.governance.training.queries import attended
from watchbook.governance.training.rules import LONGEST_MONTHS
from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.forms import RegisterForm, YesNoField, initial_of
from watchbook.web.day_field import DayField
from watchbook.web.questions import ask_choices, ask_line, ask_text


class CourseForm(RegisterForm):
    """What a course is, who gives it, for whom, and how long it counts."""

    title = ask_line(_("What is the course called?"), missing=_("Enter the course’s title"))
    provider = ask_line(
        _("Who gives the course?"),
        missing=_("Enter the provider of the course"),
        hint=_("Enter a company, or a service of the authority."),
    )
    covers = ask_text(
        _("What does the course cover?"), longest=1000, missing=_("Enter what the course covers")
    )
    covers_social_media = YesNoField(
        label=_("Does the course cover the use of social media in investigations?"),
        error_messages={"required": _("Select yes if the course covers social media")},
    )
    for_duties = ask_choices(
        _("Which duties is the course for?"),
        [(kind.value, TITLES[kind]) for kind in DutyKind],
        hint=_("The course counts as training for these duties and no others."),
    )
    counts_for_months = forms.IntegerField(
        label=_("For how many months does the training count?"),
        help_text=_(
            "The authority decides how long the training counts. Leave blank if there is no time limit."
        ),
        min_value=1,
        max_value=LONGEST_MONTHS,
        required=False,
    )
    material_reference = forms.ChoiceField(label=_("Training material on file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material_reference"].choices = [("", _("None")), *_materials()]  # type: ignore[attr-defined]  # a choice field's


class SessionForm(RegisterForm):
    """When a course was given, by whom, and who took part."""

    held_on = DayField(label=_("When was the session held?"), what=_("the date of the session"))
    trainer = ask_line(_("Who gave the session?"))
    people = ask_choices(
        _("Who took part?"),
        hint=_(
            "The list shows everybody with an open account in Watchbook. You can add other people once they have an account."
        ),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.id): one for one in people}
        self.fields["people"].choices = [(key, _named(one)) for key, one in self.offered.items()]  # type: ignore[attr-defined]  # a choice field's

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the acts take it."""
        told = super().values()
        return told | {"people": [self.offered[key] for key in told["people"]]}


def session_form(request: HttpRequest, session: TrainingSession | None) -> SessionForm:
    """The form with everybody who has an open account, and those on record whose account was closed since."""
    there = attended(session.reference)[session.reference] if session else []
    people = list(Person.objects.active().select_related("service"))
    people += [one.person for one in there if one.person not in people]
    initial = initial_of(SessionForm, session) | {"people": [str(one.person_id) for one in there]}
    return SessionForm(request.POST or None, initial=initial, people=people)


def _named(person: Person) -> str:
    """A name, and the service that tells two of one name apart."""
    return f"{person.name}, {person.service.name}" if person.service else person.name


def _materials() -> list[tuple[str, str]]:
    """The training material that is on file, by reference, each once."""
    rows = Document.objects.as_at(None).filter(kind=DocumentKind.TRAINING_MATERIAL, is_struck=False)
    titles = {row.reference: row.title for row in rows.order_by("reference", "edition")}
    return [(reference, f"{reference}: {title}") for reference, title in titles.items()]
