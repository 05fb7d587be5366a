"""The day that a mail bears, proposed as the day of receipt, and a chosen file kept on the page while a form is shown again (FOIA s.10)."""

from base64 import b64decode, b64encode
from binascii import Error
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from watchbook.figures.sentences import in_words
from watchbook.law.clocks import answer_due
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today
from watchbook.reading.text.mail_facts import ForwardedMail
from watchbook.reading.text.source import MAILS, SourceText
from watchbook.web.forms import GovukForm

# Bytes of a file that goes to the page and back; no browser keeps a chosen file, and a longer one is chosen again.
KEPT_UP_TO = 1024 * 1024
_HEADERS = {
    "Received": _("according to the last mail server"),
    "Date": _("according to the email itself"),
    "Dates": _("according to the first of several dates in the email"),
}


_SAID = ("earlier", "later")  # the days of a mail within, as its sentences call them
_AGAIN = _("Then record the request again.")
NO_DAY = "none"  # as the page says that it could propose none


class DatedMailForm(GovukForm):
    """A form that takes a mail and the day it came; `confirmed` is the mail's day that a page has shown."""

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def sent(self, upload: "UploadedFile[Any] | None") -> "UploadedFile[Any] | None":
        """The file that was chosen, else the one that the page kept."""
        if upload is not None:
            self._put({"kept": "", "kept_name": ""})
        if upload is not None or not self.data.get("kept"):
            return upload
        try:
            data = b64decode(str(self.data["kept"]), validate=True)
        except Error:
            return None
        return SimpleUploadedFile(str(self.data.get("kept_name", "")) or "request.eml", data)

    def propose_the_mails_day(self, read: SourceText, *, data: bytes, name: str) -> None:
        """Put the mail's day into the boxes, with the reason, where another stands there and the officer has not seen it."""
        proposed, why = self._proposed(read)
        entered = self.cleaned_data.get("received_on")
        seen = proposed.isoformat() if proposed else NO_DAY
        if not why or self.data.get("confirmed") == seen or entered == proposed:
            return
        if not proposed and entered != today():
            return  # the officer has entered one
        boxes: dict[str, Any] = {"confirmed": seen} | (_boxes(proposed) if proposed else {})
        self._put(boxes)
        self.keep(data, name=name)
        self.add_error("received_on", f"{why} {_AGAIN}")

    def _proposed(self, read: SourceText) -> tuple[date | None, str]:
        """The day on which a mail may have come and why, and whether the time to answer from then is over; or why none is proposed."""
        day, why = self._day_of(read)
        if not day or answer_due(day, regime=self.cleaned_data.get("regime") or Regime.FOIA).on >= today():
            return day, why
        said = _(
            "The time to answer a request received on {day} is over. Find out whether you received the request on that date."
        )
        return day, f"{why} {said.format(day=in_words(day))}"

    def _day_of(self, read: SourceText) -> tuple[date | None, str]:
        if read.format not in MAILS:
            return None, ""
        if not read.dated:
            return None, str(
                _("This email has no date that we can use. Enter the date on which you received it.")
            )
        dated = in_words(read.dated)
        if read.dated > today():
            why = _(
                "The email is dated {day}, which is in the future. Enter the date on which you received it."
            )
            return None, why.format(day=dated)
        if not _is_of_the_law(read.dated, regime=self.cleaned_data.get("regime") or Regime.FOIA):
            why = _(
                "The email is dated {day}, which cannot be the date on which you received it. Enter the date of receipt."
            )
            return None, why.format(day=dated)
        if read.forwards:
            return _of_the_mail_within(read.forwards, read.dated)
        why = _(
            "The email is dated {day} ({header}, London time), so we entered that as the date on which it was received. If the "
            "email reached the authority on another date, change the date."
        )
        return read.dated, why.format(day=dated, header=_HEADERS[read.dated_by])

    def keep(self, data: bytes, *, name: str) -> None:
        """Keep a file on the page, if it is small enough to go there and back; say which it is, or that it must be chosen again."""
        said = _(
            "Choose the file {name} again: it is larger than 1 MB, and browsers do not keep a chosen file."
        )
        self._put({"kept": "", "kept_name": name})
        if len(data) <= KEPT_UP_TO:
            self._put({"kept": b64encode(data).decode()})
            said = _(
                "We still have the file {name}. Choose a file here only if you want to use another file instead."
            )
        self["file"].help_text = said.format(name=name)

    def not_kept(self) -> str:
        """The name of a file that was chosen before, was too large to stay on the page, and was not chosen again; else nothing."""
        is_there = self.files.get("file") or self.data.get("kept")
        return "" if is_there else str(self.data.get("kept_name", ""))

    def _lost_file(self, name: str) -> list[str]:
        """Say that a file must be chosen again, unless the page keeps it or says so itself."""
        return [] if name == "file" and self.data.get("kept_name") else super()._lost_file(name)

    def _put(self, boxes: dict[str, Any]) -> None:
        self.data = {**{box: self.data[box] for box in self.data}, **boxes}


def _boxes(on: date) -> dict[str, str]:
    return {
        "received_on_day": str(on.day),
        "received_on_month": str(on.month),
        "received_on_year": str(on.year),
    }


def _of_the_mail_within(within: ForwardedMail, dated: date) -> tuple[date, str]:
    """The day in the head of a mail that another one forwards, which is when the time to answer may have begun."""
    said = sorted({one for one in (within.day, within.other) if one})
    possible = [one for one in said if one <= dated]
    days = {"day": in_words(dated)} | {
        name: in_words(one) for name, one in zip(_SAID, possible or said, strict=False)
    }
    if not said:
        why = _(
            "The email is dated {day}, so we entered that as the date on which it was received. It seems to forward another "
            "email, whose date we cannot read. If the forwarded email reached the authority earlier, enter that date: the time "
            "to answer runs from then."
        )
        return dated, why.format(**days)
    if not possible:
        why = _(
            "The email is dated {day}, so we entered that as the date on which it was received. It seems to forward another "
            "email with a later date, {earlier}. If the forwarded email reached the authority on another date, enter that "
            "date: the time to answer runs from then."
        )
        return dated, why.format(**days)
    if len(possible) > 1:
        why = _(
            "The email is dated {day} and seems to forward an email dated {earlier} or {later}: some programs write the month "
            "before the day. We entered the earlier date, because the time to answer runs from the day on which a request "
            "reaches the authority. Find out which date is right."
        )
        return possible[0], why.format(**days)
    why = _(
        "The email is dated {day} and seems to forward an email dated {earlier}. We entered the earlier date, because the time "
        "to answer runs from the day on which a request reaches the authority. If you received the request on another date, "
        "change the date."
    )
    return possible[0], why.format(**days)


def _is_of_the_law(day: date, *, regime: str) -> bool:
    """Whether a time to answer can be counted from a day."""
    try:
        answer_due(day, regime=regime)
    except Refusal:
        return False
    return True
