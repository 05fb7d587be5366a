"""Letters from oversight bodies by spreadsheet: the register's columns and how a row of them becomes a letter.

`reply` is `sent`, `none_asked` or empty (not known yet). Files are named as they were sent with the spreadsheet.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.letter_received import ReceivedLetter
from watchbook.governance.letters.models import Body, LetterReceived
from watchbook.governance.letters.permissions import may_record_letter
from watchbook.organisation.models import Person
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column(
        "sender", gettext_lazy("Who wrote it"), ColumnKind.CHOICE, choices=dict(Body.choices), example="osc"
    ),
    Column(
        "subject",
        gettext_lazy("What it is about"),
        example=gettext_lazy("Use of social media in investigations"),
        explains=gettext_lazy("A few words, as on the letter’s subject line."),
    ),
    Column(
        "concerns_social_media",
        gettext_lazy("Concerns the use of social media in investigations"),
        ColumnKind.YES_NO,
        example="yes",
    ),
    Column("dated_on", gettext_lazy("Date on the letter"), ColumnKind.DAY, example="2017-03-20"),
    Column("received_on", gettext_lazy("Date it was received"), ColumnKind.DAY, example="2017-03-22"),
    Column(
        "reply",
        gettext_lazy("What became of it"),
        ColumnKind.CHOICE,
        required=False,
        choices={"sent": gettext_lazy("a reply was sent"), "none_asked": gettext_lazy("none was asked for")},
        example="none_asked",
        explains=gettext_lazy(
            "Empty where it is not known yet. Only the senior responsible officer can import “none_asked”."
        ),
    ),
    Column(
        "reply_sent_on",
        gettext_lazy("Date the reply was sent"),
        ColumnKind.DAY,
        required=False,
        explains=gettext_lazy("Only where “reply” is “sent”."),
    ),
    Column(
        "file",
        gettext_lazy("File of the letter"),
        ColumnKind.FILE,
        required=False,
        explains=gettext_lazy("The name of a file that is sent with the spreadsheet."),
    ),
    Column(
        "reply_file",
        gettext_lazy("File of the reply"),
        ColumnKind.FILE,
        required=False,
        explains=gettext_lazy("The name of a file that is sent with the spreadsheet."),
    ),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> LetterReceived:
    """One letter, with what became of it."""
    reply = cells["reply"]
    if reply != "sent":
        _refuse_filled(cells, "reply_sent_on", "reply_file")
    elif cells["reply_sent_on"] is None:
        raise Refused(_("“reply” is “sent”, but “reply_sent_on” is empty. Write the day it was sent."))
    particulars = ReceivedLetter(
        sender=cells["sender"],
        subject=cells["subject"],
        concerns_social_media=cells["concerns_social_media"],
        dated_on=cells["dated_on"],
        received_on=cells["received_on"],
    )
    letter = letter_received.add(particulars, file=cells["file"], by=by, at=at)
    if reply == "sent":
        letter_received.answer(letter, sent_on=cells["reply_sent_on"], file=cells["reply_file"], by=by, at=at)
    elif reply == "none_asked":
        letter_received.confirm_no_reply(letter, by=by, at=at)
    return letter


def _refuse_filled(cells: Mapping[str, Any], *columns: str) -> None:
    """What would be read by nobody is refused rather than dropped."""
    for column in columns:
        if cells[column]:
            raise Refused(_("“{column}” is filled, but “reply” is not “sent”.").format(column=column))


LETTERS_RECEIVED = Register(
    name="letters_received",
    title=gettext_lazy("letters from oversight bodies"),
    columns=COLUMNS,
    may=may_record_letter,
    import_row=_import_row,
    home="governance:letters",
)
