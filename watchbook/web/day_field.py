"""A day asked for in three boxes, and one clear sentence for each way of filling them wrongly."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BOXES = ("day", "month", "year")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
DIGITS = re.compile(r"[0-9]{1,9}")  # not \d: int() would also read Arabic-Indic or full-width digits


class DayWidget(forms.MultiWidget):
    """Three text boxes named …_day, …_month and …_year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({box: forms.TextInput() for box in BOXES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """The boxes' texts of a day."""
        return [str(getattr(value, box)) if isinstance(value, date) else "" for box in BOXES]


class DayField(forms.Field):
    """A day. `what` names it inside a sentence: “the date the letter was received”."""

    widget = DayWidget

    def __init__(self, *, what: Any, **options: Any) -> None:
        self.what = what
        sentences = {"required": format_lazy(gettext_lazy("Enter {what}"), what=what)}
        super().__init__(error_messages=sentences | options.pop("error_messages", {}), **options)

    def to_python(self, value: Any) -> date | None:
        """The day in the three boxes; None if all are empty; else a sentence about the first thing wrong."""
        if isinstance(value, date) or value is None:
            return value
        texts = [str(text or "").strip() for text in value]
        if not any(texts):
            return None
        self._refuse_gaps(texts)
        numbers = self._numbers(texts)
        return self._real_day(*numbers)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was entered; what cannot be read counts as a change."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def _refuse_gaps(self, texts: Sequence[str]) -> None:
        missing = [box for box, text in zip(BOXES, texts, strict=True) if not text]
        if not missing:
            return
        names = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
        listed = _(" and ").join(names[box] for box in missing)
        raise self._error(_("%(what)s must include %(missing)s"), missing, missing=listed)

    def _numbers(self, texts: Sequence[str]) -> list[int]:
        day, month, year = texts
        month = str(_month_named(month) or month)
        wrong = [
            box for box, text in zip(BOXES, (day, month, year), strict=True) if not DIGITS.fullmatch(text)
        ]
        if wrong:
            raise self._error(_("%(what)s must be written in numbers, such as 7 10 2019"), wrong)
        return [int(day), int(month), int(year)]

    def _real_day(self, day: int, month: int, year: int) -> date:
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            sentence = _("The year of %(this)s must be between %(earliest)s and %(latest)s, in four digits")
            raise self._error(sentence, ["year"], earliest=str(EARLIEST_YEAR), latest=str(LATEST_YEAR))
        if not 1 <= month <= len(MONTHS):
            raise self._error(_("The month of %(this)s must be between 1 and 12"), ["month"])
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            sentence = _("%(what)s must be a real date: %(month)s %(year)s has only %(last)s days")
            raise self._error(sentence, ["day"], month=str(MONTHS[month]), year=str(year), last=str(last))
        return date(year, month, day)

    def _error(self, sentence: str, boxes: Sequence[str], **values: str) -> ValidationError:
        """The sentence, with the boxes to mark; the summary's link leads to the first of them."""
        named = {"what": capfirst(str(self.what)), "this": str(self.what), "boxes": tuple(boxes)}
        return ValidationError(sentence, code="day", params=named | values)


def year_in(text: str, *, until: int) -> int:
    """The year that an address asks for, up to a last one; where it asks for none of these, that one."""
    is_year = re.fullmatch("[0-9]{4}", text) and EARLIEST_YEAR <= int(text) <= until
    return int(text) if is_year else until


def _month_named(text: str) -> int | None:
    """The month's number from its name, whole or short, in the page's language: October, Oct."""
    wanted = text.casefold().rstrip(".")
    for number in MONTHS:
        if wanted in {str(MONTHS[number]).casefold(), str(MONTHS_3[number]).casefold()}:
            return number
    return None
