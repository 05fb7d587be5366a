"""Count each matter that the registers held in a period: what a signer is shown and is held to.

What stands in a part above this one is counted there, by the settings' `STATED_ABOVE`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.module_loading import import_string

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.documents.models import DocumentKind, Extent
from watchbook.governance.documents.queries import HeldDocument, editions
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.software.models import Tool
from watchbook.governance.statements.models import Matter
from watchbook.register.models.totals import RegisterTotal


def held(matters: Iterable[str], *, service: UUID | None, first_on: date, last_on: date) -> Mapping[str, int]:
    """For each of these matters that has a register: how many a period holds. One query for each at most."""
    asked = set(matters)
    found: dict[str, int] = {}
    if {Matter.TOOLS, Matter.METHODS} & asked:
        found |= _tools(service, first_on=first_on, last_on=last_on)
    if Matter.FORMS in asked:
        found[Matter.FORMS.value] = _forms(service, first_on=first_on, last_on=last_on)
    if Matter.LETTERS in asked:
        standing = LetterReceived.objects.as_at(None).filter(is_struck=False)
        received = standing.filter(received_on__range=(first_on, last_on))
        found[Matter.LETTERS.value] = received.filter(concerns_social_media=True).count()
    if Matter.LOOKS in asked:
        found[Matter.LOOKS.value] = _looks(service, first_on=first_on, last_on=last_on)
    found |= import_string(settings.STATED_ABOVE)(asked, first_on=first_on, last_on=last_on)
    return {matter: count for matter, count in found.items() if matter in asked}


@asked_once
def _looks(service: UUID | None, *, first_on: date, last_on: date) -> int:
    """The looks of a service, as the register totals count them: a statement speaks of whole months."""
    rows = RegisterTotal.objects.filter(register="looks", service=service, month__range=(first_on, last_on))
    return int(rows.aggregate(sum=Sum("count", default=0))["sum"])


@asked_once
def _tools(service: UUID | None, *, first_on: date, last_on: date) -> dict[str, int]:
    """What a service used on some day of the period, what the whole authority uses included."""
    in_use = Q(from_on__lte=last_on) & (Q(until_on=None) | Q(until_on__gte=first_on))
    theirs = Q(whole_authority=True) | Q(services__contains=[service])
    kinds = list(
        Tool.objects.as_at(None).filter(in_use, theirs, is_struck=False).values_list("kind", flat=True)
    )
    methods = kinds.count(Tool.Kind.IN_HOUSE_METHOD)
    return {Matter.TOOLS.value: len(kinds) - methods, Matter.METHODS.value: methods}


@asked_once
def _forms(service: UUID | None, *, first_on: date, last_on: date) -> int:
    """Forms in force on some day of the period, whose editions count once."""
    theirs = Q(service=None) | Q(service=service)
    about = Q(kind=DocumentKind.FORM) & ~Q(concerns_social_media=Extent.NO)
    forms = editions(about & theirs)
    return len({one.document.reference for one in forms if _met(one, first_on=first_on, last_on=last_on)})


def _met(form: HeldDocument, *, first_on: date, last_on: date) -> bool:
    begun = form.in_force_from is not None and form.in_force_from <= last_on
    return begun and (form.ended is None or form.ended.on > first_on)
