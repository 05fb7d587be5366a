"""Shapes of what an officer does to a request's pieces, and of who asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.foi.request import cut_mark
from watchbook.foi.request.cut import KINDS, CutPiece, divided, joined, marked, renumbered
from watchbook.foi.request.cuts import Cut
from watchbook.foi.request.requester import ADDRESS_LENGTH, NAME_LENGTH
from watchbook.web.forms import GovukForm

JOIN, SPLIT, NUMBER, AGAIN = "join", "split", "number", "again"


class RecutForm(GovukForm):
    """One button pressed on one piece of the cut that holds, or an earlier cut taken again; `pieces` is what it makes."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in (JOIN, SPLIT, NUMBER, AGAIN, *KINDS)],
        error_messages={"required": _("Press one of the buttons beside a piece")},
        widget=forms.HiddenInput,
    )
    cut = forms.IntegerField(
        error_messages={"required": _("Open the page again and press the button there")},
        widget=forms.HiddenInput,
    )
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    asks_nothing = forms.BooleanField(required=False)

    def __init__(self, *args: Any, text: str, cuts: Sequence[Cut], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole, self.cuts = text, cuts
        self.pieces: list[CutPiece] = []

    def clean(self) -> dict[str, Any]:
        """The pieces as the button makes them, or what keeps it from doing so."""
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        try:
            self.pieces = self._cut_again() if told["do"] == AGAIN else self._changed()
        except WrongState as refusal:
            self.add_error(None, str(refusal))
        return told

    @property
    def over(self) -> int | None:
        """The cut from which the pieces were made; None where an earlier one is taken as it was."""
        return None if self.cleaned_data["do"] == AGAIN else self.cleaned_data["cut"]

    def _cut_again(self) -> list[CutPiece]:
        for cut in self.cuts:
            if cut.number == self.cleaned_data["cut"]:
                return list(cut.pieces)
        raise WrongState(str(_("There is no such cut. Choose one of those on this page.")))

    def _changed(self) -> list[CutPiece]:
        told, pieces = self.cleaned_data, self.cuts[0].pieces
        nth = next((nth for nth, piece in enumerate(pieces) if piece.start == told["start"]), None)
        if nth is None:
            raise WrongState(
                str(
                    _("This piece is not there any more: the request was cut anew. Look at it and cut again.")
                )
            )
        if told["do"] == JOIN:
            return joined(pieces, nth)
        if told["do"] == SPLIT:
            return self._divided(nth)
        if told["do"] == NUMBER:
            return renumbered(pieces, nth, number=told["number"])
        return marked(pieces, nth, kind=KINDS[told["do"]])

    def _divided(self, nth: int) -> list[CutPiece]:
        pieces = self.cuts[0].pieces
        piece = pieces[nth]
        within = cut_mark.places(self.whole[piece.start : piece.end], marked=self.cleaned_data["text"])
        places = [piece.start + place for place in within]
        return divided(pieces, nth, places=places, text=self.whole)


class RequesterForm(GovukForm):
    """Who asks and where the answer goes."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As it stands in the request."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the requester’s name")},
    )
    address = forms.CharField(
        label=_("Email or postal address"),
        max_length=ADDRESS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": _("Enter where the answer goes")},
    )
