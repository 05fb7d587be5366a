"""The copy of the data that an answer encloses: the text of each record that is given, as the officer who answers has checked it (UK GDPR art 15(3))."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.keys import envelope
from watchbook.keys.envelope import Enveloped, words_of
from watchbook.organisation.letterhead import letterhead
from watchbook.organisation.models import Person
from watchbook.reading.name_spelling import is_named
from watchbook.retention.letter import Addressed, KeptLetter, Section, paper
from watchbook.retention.rights_request.found_thing import parts_of
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.told_records import numbered, told_before, told_items
from watchbook.web import wording

LONGEST = 20_000  # letters of one record; a longer one is copied by hand
WORD = re.compile(r"\w+|[^\w\s]")  # a word, or a sign
GAP = "[…]"  # stands in a copy where words of the record stood
LEFT_OUT = re.compile(r"sha256|digest|media_type|file_size|^id$|^envelope$")
FLAGS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # an email address
    re.compile(r"\+?\d[\d ()/-]{8,}\d"),  # a telephone number
    re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+))+"),  # two words or more with capitals
)
NO_PERSON = re.compile(r"\d{4}-\d\d-\d\d|(?:UK )?GDPR|.*\b(?:Act|Regulations?)")  # a day, or a law


def drafted(item: FoundItem) -> str:
    """Return the text of a record as its fields hold it, a line each; "" where it is gone, or too long to check on a page."""
    table: Any = apps.get_model(item.table) if item.table else None
    row = table._default_manager.filter(pk=item.thing).first() if table else None
    if row is None:
        return ""
    rows = [row, *parts_of(row)]
    sealed = envelope.opened_all([one for one in rows if isinstance(one, Enveloped)])
    text = "\n\n".join("\n".join(dict.fromkeys(_lines(one, sealed.get(one.pk, {})))) for one in rows).strip()
    return text if len(text) <= LONGEST else ""


def is_made_by_hand(item: FoundItem) -> bool:
    """Whether a record is to be erased too: a copy kept with the answer would outlive what the person wants gone."""
    rows = FoundItem.objects.filter(request=item.request, thing=item.thing)
    return rows.filter(decision=ItemDecision.ERASE).exists()


def words_added(item: FoundItem, text: str) -> list[str]:
    """Return the words of a copy that its record does not hold in that place: a copy may only leave words out."""
    there = iter(WORD.findall(drafted(item)))
    return [word for word in WORD.findall(text) if word not in there]


def marked(item: FoundItem, text: str) -> str:
    """Return a copy with a mark in each place where words of its record were taken out, so that it cannot say the contrary unseen."""
    there, made, at, begin = WORD.findall(drafted(item)), "", 0, 0
    for word in WORD.finditer(text):
        place = there.index(word.group(), at)  # a copy has no word that the record does not have there
        made += text[begin : word.start()] + (f"{GAP} " if place > at else "") + word.group()
        at, begin = place + 1, word.end()
    return made + text[begin:] + (f" {GAP}" if at < len(there) else "")


def about_others(text: str, names: Collection[str]) -> list[str]:
    """Return what in a text may be about somebody else: addresses, telephone numbers, and what reads like a name but is not theirs."""
    staff = Person.objects.exclude(name="").values_list("name", flat=True)
    found = [one for flag in FLAGS for one in flag.findall(text)] + [one for one in staff if one in text]
    ours = " ".join(letterhead()["reached"])  # how anybody reaches the authority
    others = [one for one in dict.fromkeys(found) if not NO_PERSON.fullmatch(one) and one not in ours]
    return [one for one in others if not any(is_named(name, one) for name in names)]


def copy_of_records(row: RightsRequest, texts: Mapping[int, str], to: Addressed) -> KeptLetter:
    """Return the copy as it is kept with its letter: each record under its number in the letter."""
    items = told_items(row)
    records = numbered(items, told_before(row))
    given = {one.number: one for one in items if not one.is_protected}
    sections = [
        Section(
            (*marked(one, texts[number]).split("\n"), _left_out(one, texts[number])),
            heading=_("Record {number}: {words}").format(
                number=records[one.thing].number, words=records[one.thing].words
            ),
        )
        for number, one in sorted(given.items())
        if number in texts
    ]
    return paper(
        _("Copy of data, enclosed with our answer {reference}").format(reference=row.reference), to, *sections
    )


def _left_out(item: FoundItem, text: str) -> str:
    """Say how much a copy leaves out of a record; "" where it is whole."""
    count = len(WORD.findall(drafted(item))) - len(WORD.findall(text))
    if not count:
        return ""
    told = ngettext(
        "(We left out {count} word or character. “{gap}” marks the place.)",
        "(We left out {count} words and characters. “{gap}” marks each place.)",
        count,
    )
    return told.format(count=count, gap=GAP)


def _lines(row: models.Model, sealed: Mapping[str, Any]) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        if not LEFT_OUT.search(field.name) and not field.is_relation and (said := _said(row, field)):
            yield f"{_label(field.name)}: {said}"
    for name, value in sealed.items():
        if said := "; ".join(word for word in words_of(value) if word.strip()):
            yield f"{_label(name)}: {said}"


def _said(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    if isinstance(value, datetime):
        return wording.day(london_day(value))
    if isinstance(value, date):
        return wording.day(value)
    if not isinstance(field, models.CharField | models.TextField):
        return ""
    return str(getattr(row, f"get_{field.name}_display")() if field.choices else value or "")


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
