"""Questions of a form, each with the sentence for a missing answer; a question without that sentence may be left empty."""

from typing import Any

from django import forms


def line(
    label: Any, *, missing: Any = None, hint: Any = "", longest: int = 200, **own: Any
) -> forms.CharField:
    """A question that is answered on one line."""
    return forms.CharField(label=label, help_text=hint, max_length=longest, **_needed(missing), **own)


def text(label: Any, longest: int, *, missing: Any = None, hint: Any = "", rows: int = 4) -> forms.CharField:
    """A question that is answered on several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return line(label, missing=missing, hint=hint, longest=longest, widget=widget)


def radios(label: Any, choices: Any = (), *, missing: Any = None, hint: Any = "") -> forms.ChoiceField:
    """A question with one answer of several."""
    widget = forms.RadioSelect
    return forms.ChoiceField(label=label, help_text=hint, choices=choices, widget=widget, **_needed(missing))


def checkboxes(
    label: Any, choices: Any = (), *, missing: Any = None, hint: Any = ""
) -> forms.MultipleChoiceField:
    """A question with any number of answers."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=choices, widget=widget, **_needed(missing)
    )


def tick(label: Any, missing: Any) -> forms.BooleanField:
    """A sentence that a person must tick."""
    return forms.BooleanField(label=label, **_needed(missing))


def _needed(missing: Any) -> dict[str, Any]:
    if missing is None:
        return {"required": False}
    return {"error_messages": {"required": missing}}
