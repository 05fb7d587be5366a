"""Page views: each page opened in the sitting of a look, so that its depth can be seen beside the count."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.queries.in_force import BasisInForce, in_force_for
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import RecognisedAddress, recognise, recognised
from watchbook.investigations.models import Subject
from watchbook.investigations.together import together_under
from watchbook.keys import envelope
from watchbook.looks.models import About, Look, PageView, ReTriage
from watchbook.looks.namesakes import check_further_page
from watchbook.looks.permissions import may_go_on_with_look
from watchbook.looks.queries.drift import bound_by, drift_of
from watchbook.looks.rules.assessed import (
    AUTHORISATIONS,
    PLAN,
    OpeningFacts,
    assessed_elsewhere,
    by_assessment,
    by_elsewhere,
)
from watchbook.looks.rules.drift import Level
from watchbook.looks.sitting_check import check_its_own, could_search_for_somebody, is_somebodys_page
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person

JUST = timedelta(minutes=10)  # in which the same page is more often a second press than a second visit
ADDED = Kind(
    "page_view.added",
    fields=("reference", "number", "platform", "is_of_another"),
    says=gettext_lazy("Another page was added to the look."),
)


@transaction.atomic
def add(look: Look, pasted: str, *, by: Person, at: datetime) -> PageView:
    """Add a page of this sitting."""
    rows = Look.objects.select_for_update(of=("self",)).select_related("subject")
    row = rows.get(pk=look.pk)
    may_go_on_with_look(by, row)
    found = check_adding(row, pasted, at=at)
    row.pages += 1
    view = PageView(
        look=row,
        number=row.pages,
        platform=found.platform,
        is_of_another=_is_of_another(row, found),
        viewed_at=at,
    )
    envelope.put(view, {"address": found.exact})
    view.save(force_insert=True)
    row.save(update_fields=["pages"])
    record_row(
        ADDED, row, by=by, at=at, number=view.number, platform=view.platform, is_of_another=view.is_of_another
    )
    return view


def check_adding(look: Look, pasted: str, *, at: datetime) -> RecognisedAddress:
    """Return the page; refuse what `add` refuses. Within a transaction: it locks the subject."""
    if look.state != LookState.OPEN:
        raise WrongState(_("You cannot add a page: this look is closed. Open a new look for the page."))
    found = recognise(pasted)
    check_goes_on(look, found, at=at)
    return found


def just_added(look: Look, pasted: str, *, at: datetime) -> PageView | None:
    """The newest view of this very page in the look, if it was added a few minutes ago."""
    rows = list(
        PageView.objects.filter(look=look, viewed_at__gte=at - JUST)
        .select_related("look")
        .order_by("-number")
    )
    said = envelope.opened_all(rows)
    found = recognised(pasted)
    same = {found.exact if found else "", pasted.strip()}
    return next((row for row in rows if said[row.id]["address"] in same), None)


def check_goes_on(look: Look, page: RecognisedAddress, *, at: datetime) -> None:
    """Refuse a further page where the newest assessment of whose page it is, or of the subject, is stricter than the look."""
    if look.subject is not None:
        locked(look.subject)  # the end of what it rests on holds it, and so does an assessment
        own = _own_basis(look, look.subject, at=at)
        _refuse_without_it(look, own)
        _refuse_laxer(look, _bound(look, look.subject, own=own, at=at))
        check_its_own(look.subject, page, theirs=_theirs(look.subject))
    elif is_somebodys_page(page, about=look.about):
        raise WrongState(cannot(_("You cannot go on with this look"), not_at_nobody()))
    elif could_search_for_somebody(look.about, page, said=envelope.opened(look).get("searched", "")):
        why = _(
            "This page is a search. Open a separate look at it, and say there what you are searching for."
        )
        raise WrongState(cannot(_("You cannot go on with this look"), why))
    named = items_named(page)
    if named and (look.subject is None or _is_of_another(look, page)):
        theirs = together_under(named)
        _refuse_laxer(look, bound_by(drift_of(None, service=look.service_id, at=at, whole=theirs)))
    if look.about != About.OWN_PAGE and not (look.subject and named & _theirs(look.subject)):
        check_further_page(look, page)


def _own_basis(look: Look, subject: Subject, *, at: datetime) -> tuple[BasisInForce, ...]:
    """The authorisation or plan on which the look was opened, while it is in force; a plan counts although it is used up."""
    return tuple(one for one in in_force_for(subject, at=at) if one.id == look.basis_id)


def _bound(look: Look, subject: Subject, *, own: tuple[BasisInForce, ...], at: datetime) -> dict[str, Any]:
    """Give what binds the rest of a look. Nothing covers it but what it was opened on: another basis opens a look of its own."""
    stands = drift_of(subject, service=look.service_id, at=at)
    signed = ReTriage.objects.filter(used_by=look).first()
    return bound_by(replace(stands, in_force=own, re_triage=signed))


def _refuse_without_it(look: Look, own: tuple[BasisInForce, ...]) -> None:
    """Refuse to go on where the authorisation or plan of the look has ended, been stopped or cancelled since."""
    if look.basis in {PLAN, *AUTHORISATIONS} and not own:
        raise WrongState(
            cannot(
                _("You cannot go on with this look"),
                _(
                    "The plan or authorisation for this look is no longer in force. Close the look. If you have already opened the "
                    "page, record it as a look that you have made."
                ),
            )
        )


def _refuse_laxer(look: Look, bound: Mapping[str, Any]) -> None:
    asked = OpeningFacts(outcomes=tuple(look.outcomes), level=Level.NONE, **bound)
    if not by_elsewhere(asked).is_met:
        raise WrongState(cannot(_("You cannot go on with this look"), assessed_elsewhere()))
    if not by_assessment(asked).is_met:
        raise WrongState(
            _(
                "You cannot go on with this look: the newest assessment, {reference}, has a stricter outcome than this look. Close the look. If you have already "
                "opened the page, record it as a look that you have made."
            ).format(reference=asked.assessment)
        )


def _theirs(subject: Subject) -> set[UUID]:
    return set(subject.accounts.filter(parted_at=None).values_list("id", flat=True))


def _is_of_another(look: Look, found: RecognisedAddress) -> bool:
    """Whether the page is somebody else's: an account that is none of the subject's, or a page that was noted as another's."""
    named = items_named(found)
    if look.subject is None or (found.account is None and not named):
        return False
    theirs = _theirs(look.subject)
    return not named <= theirs if found.may_be else not named & theirs


def not_at_nobody() -> str:
    """Say why a further page belongs to no look at nobody in particular."""
    return _(
        "The look is at no one in particular, but this page belongs, or may belong, to somebody. Open a separate look at that "
        "subject. If you have already opened the page, record it as a look that you have made."
    )
