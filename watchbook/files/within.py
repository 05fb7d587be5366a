"""Things that a kept file holds besides what it shows, in words for whoever is about to open it."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.reading import child
from watchbook.reading.child import Unreadable
from watchbook.reading.held import WithinKind

READER = "watchbook.reading.within.look:found_in"
WORDS: dict[WithinKind, Promise] = {
    WithinKind.PROGRAM: gettext_lazy("A program: {name}"),
    WithinKind.FILE: gettext_lazy("Another file: {name}"),
    WithinKind.FETCHED: gettext_lazy("A link that opens by itself when you open the file: {name}"),
    WithinKind.SCRIPT: gettext_lazy("JavaScript, which can run when the file is opened"),
    WithinKind.FIELDS: gettext_lazy(
        "Form fields that check or add up what you type; their scripts do nothing else"
    ),
    WithinKind.STARTS: gettext_lazy("An instruction to start a program or open another file"),
    WithinKind.PAGE: gettext_lazy("A web page or drawing that can run scripts when it is opened: {name}"),
    WithinKind.SECOND: gettext_lazy("Two files joined into one, the second of a different kind: {name}"),
    WithinKind.FORM: gettext_lazy("An XFA form, which can run scripts and send your answers elsewhere"),
    WithinKind.UNREAD: gettext_lazy(
        "A part that we could not read because it is cut off, locked, damaged or too large: {name}"
    ),
    WithinKind.MORE: gettext_lazy("Number of further items that are not listed here: {name}"),
}


def held_in(content: bytes, *, name: str) -> list[str]:
    """A line for each thing; empty where there is none. Of a file that cannot be looked into, the line says that."""
    try:
        return lines(child.ask(READER, content, name))
    except Unreadable:
        return [
            _(
                "We could not check the file: it takes too long to read, or we are busy with other files. Try again in a minute"
            )
        ]


def found_in(file: BinaryIO, *, name: str) -> list[list[str]]:
    """Each thing by its kind, name and place, to be kept; a file that cannot be looked into holds something unread."""
    try:
        return [list(one) for one in child.ask(READER, file, name)]
    except Unreadable:
        return [[WithinKind.UNREAD, name, ""]]


def lines(found: Iterable[Sequence[str]]) -> list[str]:
    """A line for each thing that was found."""
    return [_line(*one) for one in found]


def _line(kind: str, what: str, where: str) -> str:
    line = str(WORDS[WithinKind(kind)]).format(name=what or _("without a name"))
    return _("{thing} – inside {file}").format(thing=line, file=where) if where else line
