"""Things that a kept file holds besides what it shows, in words for whoever is about to open it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.reading import child
from watchbook.reading.child import Unreadable
from watchbook.reading.held import WithinKind

READER = "watchbook.reading.within:found_in"
WORDS: dict[WithinKind, Promise] = {
    WithinKind.PROGRAM: gettext_lazy("A program: {name}"),
    WithinKind.FILE: gettext_lazy("Another file: {name}"),
    WithinKind.FETCHED: gettext_lazy(
        "Something that is fetched from elsewhere when the file is opened: {name}"
    ),
    WithinKind.SCRIPT: gettext_lazy("JavaScript, which can run when the file is opened"),
    WithinKind.STARTS: gettext_lazy("An instruction to start a program or open another file"),
    WithinKind.SECOND: gettext_lazy("A second file of another kind in the same bytes: {name}"),
}


def held_in(content: bytes, *, name: str) -> list[str]:
    """A line for each thing; empty where there is none. Of a file that cannot be looked into, the line says that."""
    try:
        found = child.ask(READER, content, name)
    except Unreadable:
        return [_("We could not look into it: it takes too long to read, or we are reading other files")]
    return [str(WORDS[WithinKind(kind)]).format(name=what) for kind, what in found]
