"""A box for words of several lines, as a form declares it."""

from typing import Any

from django import forms

LONGEST = 8000  # characters


def text_box(
    question: Any, *, hint: Any = "", required: Any = None, rows: int = 3, longest: int = LONGEST
) -> forms.CharField:
    """Return a box for a text; `required` is the sentence that asks for it, and without one it may stay empty."""
    return forms.CharField(
        label=question,
        help_text=hint,
        max_length=longest,
        required=required is not None,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": required} if required is not None else {},
    )
