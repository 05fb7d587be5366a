"""Answers carried from an assessment, which a page shows and does not ask; and profiles chosen from their register."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from watchbook.authorisations.models import CovertProfile
from watchbook.authorisations.models.covert_profiles import NO_PROFILE, SEPARATOR


class CarriedAnswer(NamedTuple):
    """A question that the assessment has answered: its field, its words, and the answer as a person reads it."""

    name: str
    question: str
    answer: str


class ProfilesField(forms.MultipleChoiceField):
    """Profiles of the register, or none; kept as their references on one line."""

    def prepare_value(self, value: Any) -> Any:
        """Tick what was chosen."""
        return value.split(SEPARATOR) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """Return the references on one line."""
        return SEPARATOR.join(super().clean(value))


def ask_profiles(form: forms.Form, profiles: Iterable[CovertProfile]) -> None:
    """Let the page that asks for profiles offer those of the register."""
    if asked := form.fields.get("profiles"):
        choices = [(one.reference, f"{one.reference}, {one.platform}") for one in profiles]
        form.fields["profiles"] = ProfilesField(
            label=asked.label,
            help_text=asked.help_text,
            choices=[*choices, (NO_PROFILE, _("No covert profile is used"))],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


def set_aside(form: forms.Form, kept: Mapping[str, str], *, asked: Collection[str]) -> list[CarriedAnswer]:
    """Take off a page what was carried and still stands, unless it is asked again; return it to be shown."""
    stands = [
        name
        for name, value in kept.items()
        if name in form.fields and name not in asked and form.initial.get(name) in (value, [value])
    ]
    return [_shown(name, form.fields.pop(name), kept[name]) for name in stands]


def _shown(name: str, field: forms.Field, value: str) -> CarriedAnswer:
    words = dict(getattr(field, "choices", ())).get(value, value)
    return CarriedAnswer(name, str(field.label), str(words))
