"""The day that a mail bears, proposed as the day of receipt, and a chosen file kept on the page while a form is shown again (FOIA s.10)."""

from base64 import b64decode, b64encode
from binascii import Error
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from watchbook.figures.sentences import in_words
from watchbook.organisation.queries import today
from watchbook.reading.text.source import SourceText
from watchbook.web.forms import GovukForm

# Bytes of a file that goes to the page and back; no browser keeps a chosen file, and a longer one is chosen again.
KEPT_UP_TO = 1024 * 1024
_HEADERS = {
    "Received": _("by the mark of the last mail server"),
    "Date": _("by its own date"),
}


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
        entered = self.cleaned_data.get("received_on")
        is_seen = read.dated and self.data.get("confirmed") == read.dated.isoformat()
        if not read.dated or is_seen or read.dated == entered or read.dated > today():
            return
        boxes: dict[str, Any] = {"confirmed": read.dated.isoformat()} | _boxes(read.dated)
        self._put(boxes)
        self.keep(data, name=name)
        why = _(
            "The mail is dated {day} ({header}, London time), so we entered that as the date on which it was received. "
            "If it reached the authority on another date, change it. Then record the request again."
        )
        self.add_error("received_on", why.format(day=in_words(read.dated), header=_HEADERS[read.dated_by]))

    def keep(self, data: bytes, *, name: str) -> None:
        """Keep a file on the page, if it is small enough to go there and back; say which it is, or that it must be chosen again."""
        said = _("Choose {name} again: it is larger than 1 MB, and no browser keeps a chosen file.")
        self._put({"kept": "", "kept_name": name})
        if len(data) <= KEPT_UP_TO:
            self._put({"kept": b64encode(data).decode()})
            said = _("We still have {name}. Choose a file here only to send another one instead.")
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
