"""Does a figure tell of so few covert human intelligence sources that one could be found out? (FOIA s.30(2), (3), s.38; FOISA s.34, s.39)."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.foi.checks.answers import Check, CheckedAnswer, checks_of_each, gives
from watchbook.foi.checks.figures import counts, is_hidden
from watchbook.foi.checks.table_rows import told_of_each
from watchbook.law.parameters import number
from watchbook.reading.answer_letter.wording import figures, sentences
from watchbook.reading.bounded import bounded

_SOURCES = bounded(
    r"\b(?:chis(?:es)?|covert human intelligence|(?:covert|confidential|human|juvenile|child|young|vulnerable|registered) sources?"
    r"|sources? (?:under (?:18|eighteen)|authoris\w+)|(?:(?:use|conduct|number) of )sources?|informants?|informers?|undercover (?:agents?|officers?))\b",
    re.IGNORECASE,
)
_NARROW = bounded(
    r"\b(?:juveniles?|child(?:ren)?|young|under[- ](?:18|eighteen)s?|aged|vulnerable|(?:by|per|each|which|every) (?:\w+ )?"
    r"(?:services?|departments?|teams?|wards?|areas?|towns?|offences?|crimes?)|(?:trading standards|housing|planning|licensing|"
    r"environmental health|benefits?|fraud|revenues|environment) (?:team|service|department)?)\b",
    re.IGNORECASE,
)
# Of those who look after sources, of papers and of lengths of time: no figure of these is of a source.
_OTHERS = bounded(
    r"\b(?:handlers?|controllers?|train(?:ed|ing)|polic(?:y|ies)|courses?|pages?|editions?|procedures?|reviews?|cost|spen[dt])\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b(\w+) (?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)


def few_sources(said: Sequence[CheckedAnswer], *, on: date) -> list[Check]:
    """Very small numbers of sources: of all of them a warning; of some kind, service or place it keeps the letter back."""
    below = number("authority.small_numbers.below", on=on)
    kept_back = _(
        "{number}: “{answer}” shows fewer than {below} covert sources of one kind, service or place. Somebody could identify "
        "a source and harm them. Say “fewer than {below}”, or refuse the question and consider whether to neither confirm nor deny (FOIA "
        "s.30(3), s.38; Scotland s.18, s.39)."
    )
    warned = _(
        "{number}: “{answer}” shows fewer than {below} covert sources. Councils mostly publish totals, but ask the officer "
        "who runs these sources whether a source could be identified. If so, say “fewer than {below}”, or refuse the question and "
        "consider whether to neither confirm nor deny (FOIA s.30(3), s.38; Scotland s.18, s.39)."
    )
    few = [one for one in said if _tells_of_few(one, below=below)]
    rule = "few_sources"
    return [
        *checks_of_each(rule, few, when=_is_narrow, message=kept_back, below=below),
        *checks_of_each(
            rule, few, when=lambda one: not _is_narrow(one), message=warned, blocks=False, below=below
        ),
    ]


def _tells_of_few(one: CheckedAnswer, *, below: int) -> bool:
    if not gives(one):
        return False
    is_asked = bool(_SOURCES.search(one.question)) and not _OTHERS.search(one.question)
    told = (text for text in (*sentences(one.answer), *told_of_each(one.answer)) if not _OTHERS.search(text))
    return any(_is_few(text, below=below) for text in told if is_asked or _SOURCES.search(text))


def _is_few(text: str, *, below: int) -> bool:
    lengths = {word.casefold() for word in _LENGTH.findall(text)}
    shown = (one for one in figures(text) if not is_hidden(one) and one.casefold() not in lengths)
    return any(0 < count < below for one in shown for count in counts(one))


def _is_narrow(one: CheckedAnswer) -> bool:
    return bool(_NARROW.search(f"{one.question} {one.answer}"))
