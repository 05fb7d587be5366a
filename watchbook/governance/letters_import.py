"""Letters imported from a CSV file with fixed columns: all rows or none, each refused row with its reason.

Columns: sender, subject, concerns_social_media, dated_on, received_on, reply, reply_sent_on, file, reply_file.
`reply` is `sent`, `none_asked` or empty (not known yet). Files are named as they lie beside the CSV file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from watchbook.files.spreadsheet import Row, read_csv
from watchbook.files.upload import Content, Refused
from watchbook.governance import letter_received
from watchbook.governance.letter_received import Particulars
from watchbook.governance.models import Body, LetterReceived
from watchbook.governance.permissions import may_record_letter
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import NotPermitted
from watchbook.organisation.states import WrongState

COLUMNS = ("sender", "subject", "concerns_social_media", "dated_on", "received_on", "reply")
OPTIONAL = ("reply_sent_on", "file", "reply_file")
REPLIES = ("", "sent", "none_asked")
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class RowRefused:
    """Why one row cannot be imported."""

    line: int
    reason: str


class ImportRefused(Exception):
    """Nothing was imported; `rows` says why, row by row."""

    def __init__(self, rows: list[RowRefused]) -> None:
        super().__init__(_("Nothing was imported. Mend the rows below and import the file again."))
        self.rows = rows


@transaction.atomic
def import_letters(
    data: bytes, *, files: Mapping[str, Content], by: Person, at: datetime
) -> list[LetterReceived]:
    """Import every row, or none: raises ImportRefused with the reason of each refused row, Refused for the file."""
    may_record_letter(by)
    refused: list[RowRefused] = []
    added: list[LetterReceived] = []
    for row in read_csv(data, columns=COLUMNS, optional=OPTIONAL):
        try:
            with transaction.atomic():
                added.append(_import_row(row, files=files, by=by, at=at))
        except (NotPermitted, WrongState, Refused) as refusal:
            refused.append(RowRefused(line=row.line, reason=str(refusal)))
    if refused:
        raise ImportRefused(refused)
    return added


def _import_row(row: Row, *, files: Mapping[str, Content], by: Person, at: datetime) -> LetterReceived:
    reply = _choice(row, "reply", REPLIES)
    if reply != "sent":
        _refuse_filled(row, "reply_sent_on", "reply_file")
    particulars = Particulars(
        sender=_choice(row, "sender", tuple(Body.values)),
        subject=_filled(row, "subject", longest=200),
        concerns_social_media=YES_NO[_choice(row, "concerns_social_media", tuple(YES_NO))],
        dated_on=_day(row, "dated_on"),
        received_on=_day(row, "received_on"),
    )
    letter = letter_received.add(particulars, file=_file(row, "file", files), by=by, at=at)
    if reply == "sent":
        letter_received.answer(
            letter, sent_on=_day(row, "reply_sent_on"), file=_file(row, "reply_file", files), by=by, at=at
        )
    elif reply == "none_asked":
        letter_received.confirm_no_reply(letter, by=by, at=at)
    return letter


def _choice(row: Row, column: str, known: tuple[str, ...]) -> str:
    value = row.cells[column].lower()
    if value not in known:
        raise Refused(
            _("“{column}” is “{value}”. It takes {known}.").format(
                column=column, value=value[:40], known=", ".join(word or _("nothing") for word in known)
            )
        )
    return value


def _refuse_filled(row: Row, *columns: str) -> None:
    """What would be read by nobody is refused rather than dropped."""
    for column in columns:
        if row.cells.get(column):
            raise Refused(_("“{column}” is filled, but “reply” is not “sent”.").format(column=column))


def _filled(row: Row, column: str, *, longest: int) -> str:
    value = row.cells[column]
    if not 0 < len(value) <= longest:
        raise Refused(_("“{column}” needs 1 to {longest} characters.").format(column=column, longest=longest))
    return value


def _day(row: Row, column: str) -> date:
    value = row.cells.get(column, "")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(
            _("“{column}” is “{value}”. Write the day as 2017-03-20 (year, month, day).").format(
                column=column, value=value[:40]
            )
        ) from None


def _file(row: Row, column: str, files: Mapping[str, Content]) -> Content | None:
    name = row.cells.get(column, "")
    if not name:
        return None
    if name not in files:
        raise Refused(
            _("“{column}” names “{name}”, which was not sent with the file.").format(
                column=column, name=name[:80]
            )
        )
    return files[name]
