"""What waits for a person about looks: to close, to sign, to see to."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.authorisations.permissions import may_sign_plans
from watchbook.authorisations.queries.overt_plans import plans_to_sign
from watchbook.home.waiting import WaitingMatter
from watchbook.looks.permissions import (
    may_decide_re_triages,
    may_open_looks,
    may_see_all_looks,
    may_supervise_looks,
)
from watchbook.looks.queries.looks import (
    open_looks_of,
    re_triages_to_decide,
    supervised,
    to_tell_again,
    without_basis,
)
from watchbook.organisation.models import Person


def _to_close(person: Person, _on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("Look {reference}, open").format(reference=row.reference),
            to_do=_("close it: four facts"),
            href=reverse("looks:look", args=[row.reference]),
        )
        for row in open_looks_of(person)
    ]


def _plans(person: Person, _on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("Overt plan {reference}").format(reference=row.reference),
            to_do=_("sign it, or say why not"),
            href=reverse("overt_plans:plan", args=[row.reference]),
        )
        for row in plans_to_sign(person)
    ]


def _re_triages(person: Person, _on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("Re-triage {reference}").format(reference=row.reference),
            to_do=_("sign that it is no directed surveillance, or do not sign"),
            href=reverse("looks:re_triage", args=[row.reference]),
        )
        for row in re_triages_to_decide(person)
    ]


def _without_basis(person: Person, _on: date) -> list[WaitingMatter]:
    """One line for all of them: the page lists each."""
    count = len(without_basis(supervised(person, sees_all=can(may_see_all_looks, person))))
    if not count:
        return []
    what = ngettext(
        "{count} look was made without a basis, or was more than looking",
        "{count} looks were made without a basis, or were more than looking",
        count,
    ).format(count=count)
    return [
        WaitingMatter(
            what=what, to_do=_("see whether it is an error to report"), href=reverse("looks:service")
        )
    ]


def _to_tell(person: Person, on: date) -> list[WaitingMatter]:
    rows = supervised(person, sees_all=can(may_see_all_looks, person))
    return [
        WaitingMatter(
            what=_("Look {reference}: the person was not told yet").format(reference=one.look.reference),
            to_do=_("see whether they can be told now"),
            href=reverse("looks:look", args=[one.look.reference]),
            by=one.review_on,
        )
        for one in to_tell_again(rows, on=on)
    ]


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[WaitingMatter]]], ...] = (
    (may_open_looks, _to_close),
    (may_sign_plans, _plans),
    (may_decide_re_triages, _re_triages),
    (may_supervise_looks, _without_basis),
    (may_supervise_looks, _to_tell),
)
