"""Shapes of what is typed about courses and sessions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.training.course import CourseFacts
from watchbook.governance.training.models import Course
from watchbook.governance.training.rules import LONGEST_MONTHS
from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class CourseForm(GovukForm):
    """What a course is, who gives it, for whom, and how long it counts."""

    title = forms.CharField(
        label=_("What is the course called?"),
        max_length=200,
        error_messages={"required": _("Enter the course’s title")},
    )
    provider = forms.CharField(
        label=_("Who gives it?"),
        help_text=_("A company, or a service of the authority."),
        max_length=200,
        error_messages={"required": _("Enter who gives the course")},
    )
    covers = forms.CharField(
        label=_("What does it cover?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what the course covers")},
    )
    covers_social_media = forms.ChoiceField(
        label=_("Does it cover the use of social media in investigations?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes if it covers social media")},
    )
    for_duties = forms.MultipleChoiceField(
        label=_("For which duties is it meant?"),
        help_text=_("It counts as training for these duties and no others."),
        choices=[(kind.value, TITLES[kind]) for kind in DutyKind],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    counts_for_months = forms.IntegerField(
        label=_("For how many months does it count?"),
        help_text=_("The authority’s own choice. Leave empty if it counts for good."),
        min_value=1,
        max_value=LONGEST_MONTHS,
        required=False,
    )
    material_reference = forms.ChoiceField(label=_("Training material on file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material_reference"].choices = [("", _("None")), *_materials()]  # type: ignore[attr-defined]  # a choice field's

    def facts(self) -> CourseFacts:
        """What was typed, as the act takes it."""
        told = self.cleaned_data
        return CourseFacts(
            title=told["title"],
            provider=told["provider"],
            covers=told["covers"],
            covers_social_media=told["covers_social_media"] == "yes",
            for_duties=tuple(told["for_duties"]),
            counts_for_months=told["counts_for_months"],
            material_reference=told["material_reference"],
        )


class SessionForm(GovukForm):
    """When a course was given, by whom, and who took part."""

    held_on = DayField(label=_("When was it held?"), what=_("the day of the session"))
    trainer = forms.CharField(label=_("Who gave it?"), max_length=200, required=False)
    people = forms.MultipleChoiceField(
        label=_("Who took part?"),
        help_text=_("Everybody with an open account here. Others can be added once they have one."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.id): one for one in people}
        self.fields["people"].choices = [(key, _named(one)) for key, one in self.offered.items()]  # type: ignore[attr-defined]  # a choice field's

    def facts(self) -> dict[str, Any]:
        """What was typed, as the acts take it."""
        told = self.cleaned_data
        return {
            "held_on": told["held_on"],
            "trainer": told["trainer"],
            "people": [self.offered[key] for key in told["people"]],
        }


def initial_of(course: Course) -> dict[str, Any]:
    """What a course's entry says, as the form shows it."""
    return {
        "title": course.title,
        "provider": course.provider,
        "covers": course.covers,
        "covers_social_media": "yes" if course.covers_social_media else "no",
        "for_duties": course.for_duties,
        "counts_for_months": course.counts_for_months,
        "material_reference": course.material_reference,
    }


def _named(person: Person) -> str:
    """A name, and the service that tells two of one name apart."""
    return f"{person.name}, {person.service.name}" if person.service else person.name


def _materials() -> list[tuple[str, str]]:
    """The training material that is on file, by reference, each once."""
    rows = Document.objects.as_at(None).filter(kind=DocumentKind.TRAINING_MATERIAL, is_struck=False)
    titles = {row.reference: row.title for row in rows.order_by("reference", "edition")}
    return [(reference, f"{reference}: {title}") for reference, title in titles.items()]
