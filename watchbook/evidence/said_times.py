"""Times at which pages were captured, as the file says that was made elsewhere: told beside the moment at which we took it in.

Nobody checked them. A time that is written as none that we know is shown as it stands, and one after we took the file in is warned of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.capture.foreign_record import named
from watchbook.capture.foreign_times import moment_of
from watchbook.web.wording import day

LONGEST = 80  # characters of a time as it is kept; a record may have two
WEB_BEGAN = datetime(1991, 8, 6, tzinfo=UTC)  # when the first page was announced


@dataclass(frozen=True)
class SaidTimes:
    """The first and the last time that the pages of a file have, each as it is spelled, and how many have none that can be read."""

    first: str = ""
    last: str = ""
    without: int = 0
    unread: str = ""  # the first that cannot be read

    def in_words(self) -> str:
        """The time, or from which to which; nothing where the file holds no page."""
        if not self.first:
            none = _("the file does not say") if self.without else ""
            return in_words(self.unread) if self.unread else none
        said = [in_words(self.first)]
        if self.last != self.first:
            said = [_("{first} to {last}").format(first=in_words(self.first), last=in_words(self.last))]
        if self.without:
            told = ngettext("{count} page has no time that we can read", "{count} pages have no time that we can read", self.without)  # fmt: skip
            said.append(told.format(count=f"{self.without:,}"))
        return "; ".join(said)

    def warning(self, taken_in: datetime) -> str:
        """Say that the first time is before there was a web, or the last after we took the file in; else nothing."""
        first, last = moment_of(self.first), moment_of(self.last)
        if first is not None and first < WEB_BEGAN:
            return _(
                "The file says that it was captured on {when}, before the web existed. A clock was wrong, or somebody changed "
                "the time. We cannot tell which."
            ).format(when=in_words(self.first))
        if last is None or last <= taken_in:
            return ""
        return _(
            "The file says that it was captured on {when}, which is after we received it. A clock was wrong, or somebody "
            "changed the time. We cannot tell which."
        ).format(when=in_words(self.last))


def of(spelled: Sequence[str]) -> SaidTimes:
    """The times of pages, taken together."""
    kept = [one[:LONGEST] for one in spelled]
    read = sorted((moment, one) for one in kept if (moment := moment_of(one)))
    unread = next((one for one in kept if one and not moment_of(one)), "")
    if not read:
        return SaidTimes(without=len(kept), unread=unread)
    return SaidTimes(read[0][1], read[-1][1], len(kept) - len(read), unread)


def told(said: Mapping[str, Any]) -> SaidTimes:
    """The times as an envelope or a bundle holds them; of a bundle of an earlier release those of the pages that it names."""
    if "captured" in said:
        return SaidTimes(**said["captured"])
    pages = said.get("pages")
    return of([one.get("at", "") for one in pages]) if isinstance(pages, list) else SaidTimes()


def in_words(spelled: str) -> str:
    """20 November 2026, 10:00:00 UTC; what is no time that we can read, in quotation marks."""
    if not spelled:
        return _("no time is given")
    moment = moment_of(spelled)
    if moment is None:
        return _("{spelled}, which we cannot read as a time").format(spelled=named(spelled))
    return f"{day(moment.date())}, {moment:%H:%M:%S} UTC"
