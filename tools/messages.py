"""Marked sentences, found by Babel in Python and in both kinds of template, and the catalogues of their translations.

`messages.py` writes every marked sentence with its places into locale/django.pot, from which a translator begins;
`messages.py --tidy` leaves only translated sentences that are still marked in each catalogue. Set-up compiles them.
"""

import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "watchbook"
LOCALE = PACKAGE / "locale"
# Which arguments of a marking function are sentences; "c" is a context.
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "numbered": (2, 3),
}
MARKS = re.compile("|".join(rf"\b{name}\b" for name in KEYWORDS).encode())
# As watchbook/config/templates.py makes the environment of our pages; a test compares the two.
JINJA = {
    "extensions": "jinja2.ext.do",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*(?:![ras])?\}")
Found = Iterator[tuple[int, str, Any, list[str]]]  # line, function, its texts, comments: what Babel asks for


def jinja_page(file: IO[bytes], keywords: Any, tags: Any, options: dict[str, str]) -> Found:
    """Sentences of a Jinja2 page, with the words given to the filter `numbered`, which Jinja2 does not look into."""
    yield from babel_extract(file, keywords, tags, options)
    file.seek(0)
    text = file.read().decode()
    if "numbered" not in text:
        return
    page = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(text)
    for call in page.find_all(nodes.Filter):
        if call.name == "numbered" and call.args:
            yield call.lineno, "ngettext", tuple(word.as_const() for word in call.args), []


def python(file: IO[bytes], keywords: Any, tags: Any, options: dict[str, str]) -> Found:
    """Sentences of a module; Babel reads no further where a module names no function that marks any."""
    if MARKS.search(file.read()):
        file.seek(0)
        yield from extract_python(file, keywords, tags, options)


def django_page(file: IO[bytes], keywords: Any, tags: Any, options: dict[str, str]) -> Found:
    """Sentences of a Django template, which Django itself turns into calls that read like Python."""
    lines = templatize(file.read().decode()).splitlines()
    calls = "\n".join(line.lstrip() for line in lines)  # an indent would have to be right
    return extract_python(io.BytesIO(calls.encode()), keywords, tags, {})


METHODS: list[tuple[str, Any]] = [
    ("**/migrations/**", "ignore"),
    ("**.py", python),
    ("**/jinja2/**.*", jinja_page),
    ("**/templates/**.*", django_page),
]


@cache
def marked(folder: Path = PACKAGE) -> Catalog:
    """Every marked sentence below a folder, with the places where it stands."""
    found = Catalog(project="Watchbook", header_comment="# Every marked sentence of Watchbook.")
    options = {"**/jinja2/**.*": JINJA}
    for place, line, texts, _comments, context in extract_from_dir(
        folder, method_map=METHODS, options_map=options, keywords=KEYWORDS
    ):
        found.add(texts, locations=[(f"{folder.name}/{place}", line)], context=context)
    return found


def catalogues() -> list[Path]:
    """The .po file of each language that the product is translated into."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def catalogue(text: str) -> Catalog:
    """A catalogue as a .po file holds it; what is marked obsolete in it counts as gone."""
    return read_po(io.BytesIO(text.encode()), ignore_obsolete=True, abort_invalid=True)


def faults(translated: Catalog, sentences: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue: sentences that are gone, untranslated, or translated with other placeholders."""
    for message in (one for one in translated if one.id):
        name = _texts(message.id)[0]
        there = sentences.get(message.id, message.context)
        if there is None or there.id != message.id:
            yield f"No longer marked in the code: {name}"
        elif message.fuzzy or not all(_texts(message.string)):
            yield f"Not translated, so it does not belong in the catalogue: {name}"
        elif message.check(translated) or not _placeholders_agree(message):
            yield f"Translated with other placeholders: {name}"
        elif message.locations:
            yield f"A place in the code, which changes with every edit: {name}"


def _texts(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders_agree(message: Message) -> bool:
    """Whether each form names what the sentence names; a form of number may leave the figure out, as “one” does."""
    asked = {name for text in _texts(message.id) for name in PLACEHOLDER.findall(text)}
    given = [set(PLACEHOLDER.findall(text)) for text in _texts(message.string)]
    return all(names <= asked if message.pluralizable else names == asked for names in given)


def tidied(text: str, sentences: Catalog) -> str:
    """A .po file with its own header and only its translated sentences that are still marked."""
    translated = catalogue(text)
    for message in list(translated):
        there = sentences.get(message.id, message.context)
        if message.id and (message.fuzzy or not all(_texts(message.string)) or not there):
            translated.delete(message.id, message.context)
    header = text.partition("\n\n")[0]
    return f"{header}\n\n{_written(translated, no_location=True, omit_header=True)}"


def _written(one: Catalog, **options: bool) -> str:
    file = io.BytesIO()
    write_po(file, one, width=0, sort_output=True, ignore_obsolete=True, **options)
    return file.getvalue().decode().strip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write the template, or tidy the catalogues."""
    if arguments == ["--tidy"]:
        for path in catalogues():
            path.write_text(tidied(path.read_text(encoding="utf-8"), marked()), encoding="utf-8")
        return 0
    template = LOCALE / "django.pot"
    template.write_text(_written(marked()), encoding="utf-8")
    print(f"Written: {template.relative_to(ROOT)}, {len(marked())} sentences", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
