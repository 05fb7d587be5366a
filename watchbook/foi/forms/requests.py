"""Shapes of a request as an officer takes it in (FOIA s.8), of what is done to its pieces, and of who asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import unquote_to_bytes

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.files.upload import Content, Refused, look_at_bytes, safe_name
from watchbook.files.upload import read as bytes_of
from watchbook.foi.forms.dated_mail import DatedMailForm
from watchbook.foi.request import source_file
from watchbook.foi.request.cut import KINDS, CutPiece, divided, joined, marked, marks_in, renumbered
from watchbook.foi.request.question_cut import Cut
from watchbook.foi.request.refusals import on_one_line
from watchbook.foi.request.requester import ADDRESS_LENGTH, NAME_LENGTH, Contact
from watchbook.law.clocks import answer_due
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today
from watchbook.reading.text.mail_facts import AttachedFile
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.request import looked_at
from watchbook.reading.text.source import MAILS, SourceText
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_file


class RequestText(forms.CharField):
    """The requester's words, untouched but for the line ends that browsers put in; a refusal keeps what was pasted."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []  # looked_at says more than Django's check for NULs

    def to_python(self, value: Any) -> str:
        """A browser sends every line end as CR LF; the requester wrote one character."""
        return str(value or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        """Too long, binary or a page's source: one clear message each. An empty one may have come as a file."""
        try:
            looked_at(value if value.strip() else "-")
        except NotARequest as refusal:
            raise forms.ValidationError(on_one_line(refusal)) from None


class RequestForm(DatedMailForm):
    """The request, the day it came, the law it falls under, and where the answer goes if that is known."""

    text = RequestText(
        label=_("The request, as the requester wrote it"),
        help_text=_(
            "Paste the whole request. We keep it unchanged, and split it into questions for you to check."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        required=False,
    )
    file = ask_file(
        _("Or choose the file of the request"),
        accept=".txt,.eml,.msg,.docx,.pdf",
        hint=_(
            "A .txt, .eml, .msg, .docx or .pdf file. We keep it unchanged and split its text into questions. If you also paste the request above, we take the "
            "questions from what you pasted."
        ),
    )
    received_on = DayField(
        label=_("When was the request received?"),
        help_text=_(
            "Enter the date on which you received the request, even at a weekend or on a holiday. The time to answer runs from the next working day."
        ),
        what=_("the date on which the request was received"),
    )
    regime = forms.ChoiceField(
        label=_("Which law applies to the request?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the law that applies to the request")},
    )
    requester_name = forms.CharField(
        label=_("Requester’s name (you can add it later)"),
        help_text=_("We store the name separately from the request. Only information officers see it."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    requester_address = forms.CharField(
        label=_("Email or postal address for the answer"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, regimes: list[str], lost_characters: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lost_characters = lost_characters
        self.mail: tuple[SourceText, bytes, str] | None = None
        choice = self.fields["regime"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # said for the type checker
        choice.choices = [(value, label) for value, label in Regime.choices if value in regimes]

    @property
    def contact(self) -> Contact | None:
        """Who asks and where the answer goes, where both were given."""
        told = self.cleaned_data
        if not told["requester_name"]:
            return None
        return Contact(name=told["requester_name"], address=told["requester_address"])

    @property
    def attached(self) -> tuple[AttachedFile, ...] | None:
        """Files that came with the mail; None where no mail was read."""
        return self.mail[0].attached if self.mail and self.mail[0].format in MAILS else None

    def clean_text(self) -> str:
        """Letters that were replaced on the way are not the requester's: refused, and nothing else is lost."""
        if self.lost_characters:
            raise forms.ValidationError(on_one_line(NotARequest(RequestFault.NOT_UTF_8)))
        text: str = self.cleaned_data["text"]
        return text

    def clean_file(self) -> Content | None:
        """The file as it is kept. Where no text was pasted, its own is the request's."""
        upload = self.sent(self.cleaned_data["file"])
        if upload is None:
            return None
        try:
            data, name = bytes_of(upload), safe_name(str(upload.name))
            if self.has_error("text") or self.cleaned_data["text"].strip():
                return look_at_bytes(data, name=name)
            read = source_file.read(name, data)
        except NotARequest as refusal:
            raise forms.ValidationError(on_one_line(refusal)) from None
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        self.cleaned_data["text"], self.mail = read.text, (read, data, name)
        return Content(data=data, name=name, media_type="application/octet-stream")

    def clean(self) -> dict[str, Any]:
        """No request at all, a day to come or without a calendar, half a contact: refused here, and nothing is lost."""
        told: dict[str, Any] = super().clean() or {}
        self._want_a_request()
        if self.mail and not self.errors:
            read, data, name = self.mail
            self.propose_the_mails_day(read, data=data, name=name)
        self._want_a_day_of_the_law()
        if bool(told.get("requester_name")) != bool(told.get("requester_address")):
            missing = "requester_address" if told.get("requester_name") else "requester_name"
            if not self.has_error(missing):
                self.add_error(missing, _("Enter both the name and the address, or leave both blank"))
        return told

    def keep_the_file(self) -> None:
        """Keep what was chosen on the page that is shown again."""
        if held := getattr(self, "cleaned_data", {}).get("file"):
            self.keep(held.data, name=held.name)

    def _want_a_request(self) -> None:
        if self.has_error("text") or self.has_error("file"):
            return
        text = self.cleaned_data["text"]
        if not text.strip() and (name := self.not_kept()):
            said = _("Choose {name} again: the file is larger than 1 MB, so this page could not keep it.")
            self.add_error("file", said.format(name=name))
            return
        try:
            looked_at(text)
        except NotARequest as refusal:
            self.add_error("text", on_one_line(refusal))

    def _want_a_day_of_the_law(self) -> None:
        told = self.cleaned_data
        if told.get("received_on", date.min) > today():
            self.add_error("received_on", _("Enter a date of receipt that is not in the future"))
        elif {"received_on", "regime"} <= told.keys():
            try:
                answer_due(told["received_on"], regime=told["regime"])
            except Refusal as refusal:
                self.add_error("received_on", refused(refusal))


JOIN, SPLIT, NUMBER, AGAIN = "join", "split", "number", "again"


class RecutForm(GovukForm):
    """One button pressed on one piece of the cut that holds, or an earlier cut taken again; `pieces` is what it makes."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in (JOIN, SPLIT, NUMBER, AGAIN, *KINDS)],
        error_messages={"required": _("Select one of the buttons beside a piece of the text")},
        widget=forms.HiddenInput,
    )
    cut = forms.IntegerField(
        error_messages={
            "required": _(
                "You cannot change this split: the form is incomplete. Open the page again and select the button there"
            )
        },
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
        raise WrongState(
            str(_("You cannot choose this split: it is not on this page. Choose a split from this page."))
        )

    def _changed(self) -> list[CutPiece]:
        told, pieces = self.cleaned_data, self.cuts[0].pieces
        nth = next((nth for nth, piece in enumerate(pieces) if piece.start == told["start"]), None)
        if nth is None:
            said = _(
                "You cannot split this piece: it no longer exists, because somebody split the request again. Look at the new split first."
            )
            raise WrongState(str(said))
        if told["do"] == JOIN:
            return joined(pieces, nth)
        if told["do"] == SPLIT:
            return self._divided(nth)
        if told["do"] == NUMBER:
            return renumbered(pieces, nth, number=told["number"])
        return marked(pieces, nth, kind=KINDS[told["do"]])

    def _divided(self, nth: int) -> list[CutPiece]:
        pieces = self.cuts[0].pieces
        start, end = pieces[nth].start, pieces[nth].end
        within = marks_in(self.whole[start:end], marked=self.cleaned_data["text"])
        return divided(pieces, nth, places=[start + place for place in within], text=self.whole)


class RequesterForm(GovukForm):
    """Who asks and where the answer goes."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("Enter the name as it is in the request."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the requester’s name")},
    )
    address = forms.CharField(
        label=_("Email or postal address"),
        max_length=ADDRESS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": _("Enter an email or postal address")},
    )


LOST = "\N{REPLACEMENT CHARACTER}"
URLENCODED = "application/x-www-form-urlencoded"


def lost_characters(request: HttpRequest) -> bool:
    """Whether something of what was sent was replaced. A mark that somebody wrote in UTF-8 is what they wrote.

    Only a form with files comes in parts, whose bytes are gone by now: there the mark itself counts.
    """
    if request.content_type != URLENCODED:
        return any(LOST in value for _, values in request.POST.lists() for value in values)
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError:
        return True
    return False
