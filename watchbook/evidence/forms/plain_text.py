"""A field for words of a person: what no paper prints, such as marks that turn the order of letters, is left out on entry."""

from typing import Any

from django import forms

from watchbook.files.document.characters import printable


class PlainText(forms.CharField):
    """Words, as every page and paper carries them; of marks alone nothing is left, and the field counts as empty."""

    def to_python(self, value: Any) -> str:
        """The words without them."""
        return printable(super().to_python(value) or "")
