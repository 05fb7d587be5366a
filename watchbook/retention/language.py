"""The language of the letters about a person's own data: as its case keeps it, sealed with what else tells of them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watchbook.web.questions import ask_choice


def ask_language() -> forms.ChoiceField:
    """Ask in which language the person's letters are."""
    return ask_choice(
        _("Which language should we use to write to the person?"), settings.LANGUAGES, initial=settings.LANGUAGE_CODE,
        hint=_("Select Welsh if the person wrote in Welsh or asked for Welsh. Watchbook does not translate the words that you add to a letter."),
    )  # fmt: skip


def language_in(said: Mapping[str, Any]) -> str:
    """Return the language in which a case has its letters; one from before there was a choice has them in English."""
    return said.get("language") or settings.LANGUAGE_CODE


def in_language_of(said: Mapping[str, Any]) -> translation.override:
    """Speak the language in which a case has its letters."""
    return translation.override(language_in(said))


def language_words(said: Mapping[str, Any]) -> str:
    """Name the language in which a case has its letters."""
    return str(dict(settings.LANGUAGES)[language_in(said)])
