"""A form that comes back with what was typed into it: the boxes of a page as text, whichever template wrote them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

type SentFields = dict[str, list[str]]
type Attrs = dict[str, str | None]

TICKED = {"checkbox", "radio"}
# A file cannot be put into a box; a password must not stand in a page; what is hidden was written by the page itself.
LEFT_ALONE = {"file", "password", "hidden", "submit", "button", "image", "reset"}


@dataclass
class _Form:
    """A form of the page: where its content begins, what it hides, and what is to be written where into it."""

    begins: int
    sent: SentFields
    hidden: list[tuple[str, str]] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def next_of(self, name: str) -> str:
        """Return what was sent for the next box of this name."""
        return self.sent[name].pop(0) if self.sent.get(name) else ""

    def is_the_one(self, sent: SentFields) -> bool:
        """Whether what it hides is what was sent with it."""
        return all(value in sent[name] for name, value in self.hidden if name in sent)


class _Forms(HTMLParser):
    """The forms of a page that lead to the address at which something was sent."""

    def __init__(self, page: str, sent: SentFields, *, leads_there: Callable[[str], bool]) -> None:
        super().__init__()
        self.found: list[_Form] = []
        self._open: _Form | None = None
        self._select, self._text = "", ("", 0)
        self._sent, self._leads_there = sent, leads_there
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is to be written into a box."""
        told: Attrs = dict(attrs)
        if tag == "form":
            posts = (told.get("method") or "").lower() == "post"
            if posts and self._leads_there(told.get("action") or ""):
                self._open = _Form(self._ends(), {name: [*values] for name, values in self._sent.items()})
                self.found.append(self._open)
        elif self._open is None:
            return
        elif tag == "input":
            self._input(self._open, told)
        elif tag == "select":
            self._select = told.get("name") or ""
        elif tag == "option" and self._select:
            is_chosen = (told.get("value") or "") in self._sent.get(self._select, [])
            self._write(self._open, tag, _marked(told, "selected", is_it=is_chosen))
        elif tag == "textarea":
            self._text = told.get("name") or "", self._ends()

    def handle_endtag(self, tag: str) -> None:
        """Write the text of a larger box; end a list, or the form."""
        name, begins = self._text
        if tag == "textarea" and name and self._open:
            # A browser leaves out the line end that stands first in a box.
            self._open.edits.append((begins, self._begins(), f"\n{escape(self._open.next_of(name))}"))
            self._text = "", 0
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = None

    def _input(self, form: _Form, told: Attrs) -> None:
        kind, name = (told.get("type") or "text").lower(), told.get("name") or ""
        if kind == "hidden":
            form.hidden.append((name, told.get("value") or ""))
        elif kind in TICKED:
            is_ticked = (told.get("value") or "on") in self._sent.get(name, [])
            self._write(form, "input", _marked(told, "checked", is_it=is_ticked))
        elif kind not in LEFT_ALONE and name:
            self._write(form, "input", told | {"value": form.next_of(name)})

    def _write(self, form: _Form, tag: str, told: Attrs) -> None:
        written = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in told.items()
        )
        form.edits.append((self._begins(), self._ends(), f"<{tag}{written}>"))

    def _begins(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _ends(self) -> int:
        return self._begins() + len(self.get_starttag_text() or "")


def fill(page: str, sent: SentFields, *, leads_there: Callable[[str], bool], says: str) -> str | None:
    """Return the page with what was sent in the boxes of its form, and a sentence before them; None where it has no such form.

    Of several forms with one address it is the one that hides what was sent with it.
    """
    forms = _Forms(page, sent, leads_there=leads_there).found
    found = [one for one in forms if one.is_the_one(sent)] if len(forms) > 1 else forms
    if len(found) != 1:
        return None
    (form,) = found
    edits = [(form.begins, form.begins, f'<div class="govuk-inset-text">{escape(says)}</div>'), *form.edits]
    for begins, ends, text in reversed(edits):
        page = f"{page[:begins]}{text}{page[ends:]}"
    return page


def _marked(told: Attrs, mark: str, *, is_it: bool) -> Attrs:
    """The tag with or without such a mark."""
    others = {name: value for name, value in told.items() if name != mark}
    return others | {mark: None} if is_it else others
