"""Questions of our forms, each with the sentence for a missing answer; a question without that sentence may be left empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PAPERS = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt,.eml,.msg"
KEPT = _("PDF, DOCX, ODT, PNG, JPEG or plain text, up to 20 MB. We keep it unchanged and never overwrite it.")


def ask_line(
    label: Any, missing: Any = None, *, hint: Any = "", longest: int = 200, too_long: Any = None, **own: Any
) -> forms.CharField:
    """Ask for a line; `too_long` is the sentence for one that is longer, where “this” would not be understood."""
    field = forms.CharField(label=label, help_text=hint, max_length=longest, **_needed(missing), **own)
    if too_long is not None:
        field.error_messages["max_length"] = too_long
    return field


def ask_text(
    label: Any, missing: Any = None, *, longest: int, hint: Any = "", rows: int = 5, **own: Any
) -> forms.CharField:
    """Ask for some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return ask_line(label, missing, hint=hint, longest=longest, widget=widget, **own)


def ask_choice(
    label: Any, choices: Any = (), missing: Any = None, *, hint: Any = "", initial: Any = None
) -> forms.ChoiceField:
    """Ask for one of several answers, all of them shown."""
    widget = forms.RadioSelect()
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, initial=initial, widget=widget, **_needed(missing)
    )


def ask_choices(
    label: Any, choices: Any = (), missing: Any = None, *, hint: Any = ""
) -> forms.MultipleChoiceField:
    """Ask for any number of answers."""
    widget = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=hint, widget=widget, **_needed(missing)
    )


def ask_tick(label: Any, missing: Any) -> forms.BooleanField:
    """Ask a person to tick a sentence."""
    return forms.BooleanField(label=label, **_needed(missing))


def ask_file(label: Any, missing: Any = None, *, accept: str, hint: Any = "") -> forms.FileField:
    """Ask for a file whose name ends in one of these."""
    widget = forms.FileInput(attrs={"accept": accept})
    return forms.FileField(label=label, help_text=hint, widget=widget, **_needed(missing))


def ask_paper(label: Any) -> forms.FileField:
    """Ask for a copy of a paper, if there is one."""
    return ask_file(label, accept=PAPERS, hint=KEPT)


def _needed(missing: Any) -> dict[str, Any]:
    return {"required": False} if missing is None else {"error_messages": {"required": missing}}
