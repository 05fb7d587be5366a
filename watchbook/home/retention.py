"""Tasks of a person about how long things are kept: decisions on relevance, records without dates, and what is overdue."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check_applications, may_read_central_record
from watchbook.authorisations.queries.undated import undated
from watchbook.evidence.queries.captures import undecided_of
from watchbook.home.waiting import Lists, Matters, Several, WaitingMatter, first_of, in_lines, matter, several
from watchbook.looks.permissions import may_open_looks
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.register.asked_together import SqlQuestion, Wants
from watchbook.register.written import written
from watchbook.retention.deletion import queue, restored
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_decide_some_deletion, may_propose_deletion
from watchbook.retention.deletion.queries import sent_back_to, waiting_for
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.legal_hold.queries import to_tell
from watchbook.retention.permissions import may_place_hold


@written
def _undecided(person: Person, _on: date) -> SqlQuestion:
    return several(undecided_of(person), "ended_at")


def _to_decide(person: Person, on: date) -> Matters:
    """One line for all of them: the page lists each."""
    found = Several(_undecided(person, on))
    yield Wants(found.asked)
    if count := found.count:
        what = ngettext(
            "{count} of your captures has no decision on relevance",
            "{count} of your captures have no decision on relevance",
            count,
        ).format(count=found.said)
        yield matter(
            what,
            _(
                "decide whether the investigation needs each capture: its retention period begins with your decision"
            ),
            "evidence:undecided",
            since=found.since,
        )


@written
def _without_dates(_person: Person, on: date) -> QuerySet[Authorisation]:
    return first_of(undated(on=on))


def _undated(person: Person, on: date) -> Matters:
    rows = _without_dates(person, on)
    yield Wants(rows)
    page = "authorisations:record" if can(may_read_central_record, person) else ""
    yield from in_lines(
        rows, _without_end, others=_("imported authorisations without an end date"), page=page
    )


def _without_end(row: Authorisation) -> WaitingMatter:
    what = _("Imported authorisation {reference} has no end date").format(reference=row.reference)
    to_do = _("record when the authorisation ended: the retention period cannot begin until you do")
    return matter(what, to_do, "authorisations:authorisation", row.reference)


@written
def _proposed_lists(person: Person, _on: date) -> QuerySet[DeletionList]:
    return first_of(waiting_for(person).order_by("proposed_at"))


def _deletions(person: Person, on: date) -> Matters:
    rows = _proposed_lists(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _deletion, others=_("deletion lists"), page="retention:deletions")


def _deletion(row: DeletionList) -> WaitingMatter:
    what = _("Deletion list {reference}, proposed by {name}").format(
        reference=row.reference, name=row.proposed_by.name
    )
    to_do = _("open the sample of records and decide")
    return matter(what, to_do, "retention:deletion", row.reference, since=row.proposed_at)


@written
def _returned_lists(person: Person, _on: date) -> QuerySet[DeletionList]:
    return first_of(sent_back_to(person).order_by("proposed_at"))


def _sent_back(person: Person, on: date) -> Matters:
    rows = _returned_lists(person, on)
    yield Wants(rows)
    yield from in_lines(
        rows, _returned, others=_("deletion lists that were sent back"), page="retention:deletions"
    )


def _returned(row: DeletionList) -> WaitingMatter:
    what = _("Deletion list {reference} was sent back").format(reference=row.reference)
    return matter(what, str(row.get_change_display()), "retention:deletion", row.reference)


@written
def _holds_to_tell(person: Person, _on: date) -> QuerySet[LegalHold]:
    return first_of(to_tell(person).order_by("ended_at"))


def _ended_holds(person: Person, on: date) -> Matters:
    rows = _holds_to_tell(person, on)
    yield Wants(rows)
    yield from in_lines(
        rows,
        _ended_hold,
        others=_("legal holds that you placed and that somebody else ended"),
        page="retention:holds",
    )


def _ended_hold(row: LegalHold) -> WaitingMatter:
    what = _("{name} ended legal hold {reference}, which you placed").format(
        reference=row.reference, name=row.ended_by.name if row.ended_by else ""
    )
    to_do = _("read the reason, and place a new hold if the case needs it")
    return matter(what, to_do, "retention:hold", row.reference)


@written
def _newest_loss(_person: Person, _on: date) -> QuerySet[Event]:
    return restored.losses()[:1]


def _restored(person: Person, on: date) -> Matters:
    losses = _newest_loss(person, on)
    yield Wants(losses)
    lost = restored.time_lost(losses[0]) if losses else None
    if lost and lost.waits_for(person):
        what = (
            _(
                "The register was restored from a backup: we do not know how many entries made after the backup are lost"
            )
            if lost.entries is None
            else ngettext(
                "The register was restored from a backup: {count} entry made after the backup is lost",
                "The register was restored from a backup: {count} entries made after the backup are lost",
                lost.entries,
            ).format(count=lost.entries)
        )
        to_do = _(
            "record your holds and requests again, then confirm: Watchbook deletes nothing until you do"
        )
        yield matter(what, to_do, "retention:restored")
    elif lost and lost.to_stand_in(person, at=timezone.now()):
        what = _("The restore from a backup is not fully confirmed, so nothing can be deleted")
        yield matter(what, _("stand in for a duty whose holder is away"), "retention:restored_stand_in")


def may_see_overdue(person: Person) -> None:
    """The records manager is told of what can be proposed for deletion; others find it on its page."""
    require_duty(person, DutyKind.RECORDS_MANAGER, to=_("see overdue records"))


def _overdue(_person: Person, on: date) -> Matters:
    """One line for all of them: the page has them by class and owner. Where none of the longest overdue is free, it may have others."""
    to_do = _(
        "propose the records for deletion, or ask a line manager or the co-ordinator to propose them; another person must approve"
    )
    for one in queue.longest_free(on=on):
        if isinstance(one, Wants):
            yield one
        elif one.first_free_on:
            yield matter(_("Overdue records"), to_do, "retention:deletions", by=one.first_free_on)
        elif not one.are_all:
            what = _(
                "Overdue records: none of the {count} longest overdue can be proposed for deletion now"
            ).format(count=one.count)
            yield matter(
                what,
                _("check whether you can propose any of the other records for deletion"),
                "retention:deletions",
            )
        elif one.are_kept:
            what = _(
                "Overdue records: each is held by a request, under a legal hold or on a deletion list, so you cannot propose any now"
            )
            yield matter(what, _("see what holds each record, and until when"), "retention:due")


LISTS: Lists = (
    (may_place_hold, _restored),
    (may_see_overdue, _overdue),
    (may_decide_some_deletion, _deletions),
    (may_propose_deletion, _sent_back),
    (may_place_hold, _ended_holds),
    (may_open_looks, _to_decide),
    (may_check_applications, _undated),
)
