"""A document that is a zip file, looked at before it is kept; what is amiss with it in words for whoever chose it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.files.refused import Refused
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable
from watchbook.reading.text.refusals import ArchiveFault, RefusalValue

READER = "watchbook.reading.text.archive:fault_of"

WORDS: dict[ArchiveFault, Promise] = {
    ArchiveFault.NOT_WHAT_IT_IS_NAMED: _(
        "The file’s name ends in {ending}, but its content is of another kind. Open it and save it as {ending} again."
    ),
    ArchiveFault.LOCKED: _(
        "The file is locked with a password, so we cannot check its content. Save it without the password and choose it again."
    ),
    ArchiveFault.OLD_FORMAT: _(
        "The file is in the format that Office used before 2007. Open it, save it as {ending} and choose that file."
    ),
    ArchiveFault.GROWS_TOO_MUCH: _(
        "Unpacked, the file would have {size} MB in {parts} parts, more than a document needs. Save it again with fewer pictures or sheets."
    ),
    ArchiveFault.GROWS_AS_A_BOMB: _(
        "Unpacked, the file would be {times} times as large, so it may have been made to do harm. If you trust the file, open it in the program that "
        "made it and save it again."
    ),
    ArchiveFault.MACROS: _(
        "The document contains macros, which are programs. Save it without macros, or as PDF."
    ),
}
UNREADABLE: dict[ReadingFault, Promise] = {
    ReadingFault.COSTLY: _(
        "The file takes too much time or memory to read, so we stopped. Save it again, or upload it in parts."
    ),
    ReadingFault.BROKEN: _(
        "The file is damaged, or it was made to crash programs. Open it, save it again and upload the new copy."
    ),
    ReadingFault.BUSY: _(
        "You cannot upload this file now: Watchbook is reading too many other files. Upload the file again in a minute."
    ),
}


def look_at_archive(data: bytes, *, ending: str) -> None:
    """Refuse what is no document of its ending, what would grow beyond bounds, what is locked, what holds macros."""
    try:
        found = child.ask(READER, data, ending)
    except Unreadable as failure:
        raise Refused(str(UNREADABLE[failure.why])) from None
    if "fault" in found:
        raise Refused(in_words(ArchiveFault(found["fault"]), found["values"]))


def not_what_it_is_named(ending: str) -> Refused:
    """The refusal of a file whose content is not what its ending says."""
    return Refused(in_words(ArchiveFault.NOT_WHAT_IT_IS_NAMED, {"ending": ending}))


def in_words(fault: ArchiveFault, values: Mapping[str, RefusalValue]) -> str:
    """Say what is amiss with a document, and what to do."""
    return str(WORDS[fault]).format(**values)
