"""Letters from oversight bodies by spreadsheet: the register's columns and how a row of them becomes a letter.

`reply` is `sent`, `none_asked` or empty (not known yet). Files are named as they were sent with the spreadsheet.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.letter_received import ReceivedLetter
from watchbook.governance.letters.models import Body, LetterReceived
from watchbook.governance.letters.permissions import may_record_letter
from watchbook.organisation.models import Person
from watchbook.register.entry import facts_of
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column("sender", _("Sender"), ColumnKind.CHOICE, choices=dict(Body.choices), example="osc"),
    Column(
        "subject",
        _("Subject"),
        example=_("Use of social media in investigations"),
        explains=_("Enter a few words, as in the letter’s subject line."),
    ),
    Column(
        "concerns_social_media",
        _("Concerns the use of social media in investigations"),
        ColumnKind.YES_NO,
        example="yes",
    ),
    Column("dated_on", _("Date on the letter"), ColumnKind.DAY, example="2017-03-20"),
    Column("received_on", _("Date of receipt"), ColumnKind.DAY, example="2017-03-22"),
    Column(
        "reply",
        _("Reply"),
        ColumnKind.CHOICE,
        required=False,
        choices={"sent": _("a reply was sent"), "none_asked": _("no reply was asked for")},
        example="none_asked",
        explains=_(
            "Optional. Leave blank if you do not know. Only the senior responsible officer can import “none_asked”."
        ),
    ),
    Column(
        "reply_sent_on",
        _("Date the reply was sent"),
        ColumnKind.DAY,
        required=False,
        explains=_("Enter a date only if “reply” is “sent”."),
    ),
    Column(
        "file",
        _("File of the letter"),
        ColumnKind.FILE,
        required=False,
        explains=_("Enter the name of a file that you upload with the spreadsheet."),
    ),
    Column(
        "reply_file",
        _("File of the reply"),
        ColumnKind.FILE,
        required=False,
        explains=_("Enter the name of a file that you upload with the spreadsheet."),
    ),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> LetterReceived:
    """One letter, with what became of it."""
    reply = cells["reply"]
    if reply != "sent":
        _refuse_filled(cells, "reply_sent_on", "reply_file")
    elif cells["reply_sent_on"] is None:
        raise Refused(
            _(
                "You cannot import this row: “reply” is “sent”, but “reply_sent_on” is blank. Enter the date on which the reply was sent."
            )
        )
    particulars = facts_of(ReceivedLetter, cells)
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
            raise Refused(
                _(
                    "You cannot import this row: “{column}” has an entry, but “reply” is not “sent”. Correct “reply”, or leave “{column}” blank."
                ).format(column=column)
            )


LETTERS_RECEIVED = Register(
    name="letters_received",
    title=_("letters from oversight bodies"),
    columns=COLUMNS,
    may=may_record_letter,
    import_row=_import_row,
    home="governance:letters",
)
