"""The sentences of forms in place of Django's own: what to enter, and numbers with commas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

# Instead of Django's own sentences. "required" has none: each field says itself what to enter.
SENTENCES = {
    "max_length": gettext_lazy("Enter %(limit_value)s characters or fewer: your answer has %(show_value)s"),
    "min_length": gettext_lazy("Enter at least %(limit_value)s characters: your answer has %(show_value)s"),
    "max_value": gettext_lazy("Enter a number that is %(limit_value)s or less"),
    "min_value": gettext_lazy("Enter a number that is %(limit_value)s or more"),
    "invalid_choice": gettext_lazy("Select one of the answers on this page"),
    "invalid_list": gettext_lazy("Select from the answers on this page"),
    "invalid_pk_value": gettext_lazy("Select from the answers on this page"),
    "null_characters_not_allowed": gettext_lazy("Remove the characters that cannot be printed"),
    "missing": gettext_lazy("Select a file: we did not receive one"),
    "empty": gettext_lazy("Select a file that is not empty"),
    "contradiction": gettext_lazy("Either select a file or tick the box to remove it, not both"),
    "invalid_image": gettext_lazy("Select a picture: this file is not a picture, or is damaged"),
    "max_digits": gettext_lazy("Enter a number with at most %(max)s digits"),
    "max_decimal_places": gettext_lazy("Enter a number with at most %(max)s decimal places"),
    "max_whole_digits": gettext_lazy("Enter a number with at most %(max)s digits before the decimal point"),
}
MISSING = gettext_lazy("Answer this question")
SENTENCES_OF: dict[type[forms.Field], dict[str, Any]] = {
    forms.EmailField: {"invalid": gettext_lazy("Enter an email address, like name@example.com")},
    forms.IntegerField: {"invalid": gettext_lazy("Enter a whole number in digits, such as 12")},
    forms.DecimalField: {"invalid": gettext_lazy("Enter a number in digits, such as 12.50")},
    forms.FloatField: {"invalid": gettext_lazy("Enter a number in digits, such as 12.5")},
    forms.TimeField: {"invalid": gettext_lazy("Enter a time on the 24-hour clock, such as 14:05")},
    forms.URLField: {"invalid": gettext_lazy("Enter a full web address, like https://www.example.com/page")},
    forms.UUIDField: {"invalid": gettext_lazy("Select one of the answers on this page")},
    forms.FileField: {
        "invalid": gettext_lazy("Select the file again: your browser did not send it as a file"),
        "max_length": gettext_lazy(
            "Give the file a name of at most %(max)s characters: its name now has %(length)s"
        ),
    },
}


class WithCommas(int):
    """A number as a sentence says it: with commas."""

    def __str__(self) -> str:
        return f"{int(self):,}"


def with_figures(params: Any) -> Any:
    """Return what a sentence is filled with, its numbers as sentences say them."""
    if not params:
        return params
    return {name: WithCommas(value) if type(value) is int else value for name, value in params.items()}


def put_sentences(field: forms.Field) -> bool:
    """Replace Django's own sentences where the field has none; tell whether it is required and does not say what to enter."""
    kinds = type(field).__mro__
    djangos = [
        sentence
        for kind in kinds
        if kind.__module__.startswith("django.")
        for sentence in getattr(kind, "default_error_messages", {}).values()
    ]
    own = next((SENTENCES_OF[kind] for kind in kinds if kind in SENTENCES_OF), {})
    for code, sentence in (SENTENCES | own).items():
        theirs = field.error_messages.get(code)
        if theirs is None or any(theirs is one for one in djangos):
            field.error_messages[code] = sentence
    return field.required and any(field.error_messages["required"] is one for one in djangos)
