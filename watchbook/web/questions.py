"""Questions of our forms: a line, some lines of text, one of several answers. Each says itself what to enter.

A question without the sentence that asks for an answer may be left empty.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

type Sentence = Any  # translated when the page is shown


def ask_line(
    label: Sentence, enter: Sentence | None = None, *, longest: int, help_text: Sentence = ""
) -> forms.CharField:
    """Ask for a line."""
    return forms.CharField(label=label, max_length=longest, help_text=help_text, **_needed(enter))


def ask_text(
    label: Sentence, enter: Sentence | None = None, *, longest: int, help_text: Sentence = "", rows: int = 5
) -> forms.CharField:
    """Ask for some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, widget=widget, **_needed(enter)
    )


def ask_choice(
    label: Sentence,
    choices: Iterable[Any],
    select: Sentence | None = None,
    *,
    help_text: Sentence = "",
    initial: object = None,
) -> forms.ChoiceField:
    """Ask for one of several answers, all of them shown."""
    widget = forms.RadioSelect()
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, initial=initial, widget=widget, **_needed(select)
    )


def _needed(enter: Sentence | None) -> dict[str, Any]:
    return {"required": False} if enter is None else {"error_messages": {"required": enter}}
