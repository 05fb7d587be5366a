"""A document that is a zip file, looked at before it is kept; what is amiss with it in words for whoever chose it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.files.refused import Refused
from watchbook.reading.text import archive
from watchbook.reading.text.refusals import ArchiveFault, ArchiveRefused, RefusalValue

WORDS: dict[ArchiveFault, Promise] = {
    ArchiveFault.NOT_WHAT_IT_IS_NAMED: _(
        "The file is named {ending} but its content is not. Open it and save it as {ending} again."
    ),
    ArchiveFault.LOCKED: _(
        "The file is locked with a password, so its content cannot be checked. Save it without the password and choose it again."
    ),
    ArchiveFault.OLD_FORMAT: _(
        "The file is in the format that Office used before 2007. Open it, save it as {ending} and choose that file."
    ),
    ArchiveFault.GROWS_TOO_MUCH: _(
        "The file would grow to {size} MB in {parts} parts when it is opened, more than a document needs. It was not opened. Save it again, or send a PDF."
    ),
    ArchiveFault.MACROS: _(
        "The document holds macros, which are programs. Save it without macros, or as PDF."
    ),
}


def look_at_archive(data: bytes, *, ending: str) -> None:
    """Refuse what is no document of its ending, what would grow beyond bounds, what is locked, what holds macros."""
    try:
        archive.look_at_archive(data, ending=ending)
    except ArchiveRefused as refusal:
        raise Refused(in_words(refusal.fault, refusal.values)) from None


def not_what_it_is_named(ending: str) -> Refused:
    """The refusal of a file whose content is not what its ending says."""
    return Refused(in_words(ArchiveFault.NOT_WHAT_IT_IS_NAMED, {"ending": ending}))


def in_words(fault: ArchiveFault, values: Mapping[str, RefusalValue]) -> str:
    """Say what is amiss with a document, and what to do."""
    return str(WORDS[fault]).format(**values)
