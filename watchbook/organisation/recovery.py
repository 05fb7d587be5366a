"""Recoveries: asked for, agreed or declined, stopped; the link an hour later; ended by the new password."""

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.organisation.credential import had_credential, holds_before_taken
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Lost, Person, Recovery
from watchbook.organisation.operator_decision import only_the_operator_decides
from watchbook.organisation.permissions import (
    TOLD_OF_RECOVERIES,
    may_ask_recovery,
    may_complete_recovery,
    may_decide_recovery,
    may_stop_recovery,
)
from watchbook.organisation.queries import holders_of, open_recovery_of, today
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.session_store import Session
from watchbook.organisation.states import IN_PERSON, KNOWS, IdentityCheck, RecoveryState, check_recovery_move
from watchbook.organisation.turn import take_turn
from watchbook.web.wording import moment

FIELDS = ("holder", "lost", "state")
DAY = timedelta(days=1)
ASKED = Kind(
    "recovery.asked",
    fields=(*FIELDS, "identity"),
    choices=KNOWS,
    says=gettext_lazy("Somebody asked for a recovery of the account."),
)
AGREED = Kind(
    "recovery.agreed",
    fields=FIELDS,
    is_grave=True,
    says=gettext_lazy("A second person agreed to the recovery of the account."),
)
DECLINED = Kind(
    "recovery.declined", fields=FIELDS, says=gettext_lazy("The recovery of the account was declined.")
)
FACTOR_REMOVED = Kind(
    "recovery.factor_removed",
    fields=(*FIELDS, "identity"),
    choices=KNOWS,
    is_grave=True,
    says=gettext_lazy("The account’s second factor was removed while the account was being recovered."),
)
FACTOR_TAKEN_OFF = Kind(
    "person.factor_removed",
    says=gettext_lazy("The person’s second factor was removed to recover the account."),
)
LINK_MADE = Kind(
    "recovery.link_made",
    fields=("identity", "holder"),
    choices=KNOWS,
    says=gettext_lazy("A recovery link was made."),
)
STOPPED = Kind(
    "recovery.stopped", fields=FIELDS, says=gettext_lazy("The recovery of the account was stopped.")
)
DISOWNED = Kind(
    "recovery.disowned",
    fields=FIELDS,
    says=gettext_lazy("The owner stopped the recovery of the account."),
)


@transaction.atomic
def ask(person: Person, *, lost: Lost, identity: IdentityCheck, by: Person, at: datetime) -> Recovery:
    """Ask for a way back into an account whose holder lost their password or their second factor."""
    take_turn(by)
    person = locked(person)
    may_ask_recovery(by, person)
    _check_had(person, lost=lost)
    row = Recovery(person=person, lost=lost, asked_by=by, asked_at=at)
    _check_an_officer_hears(row, by=by)
    if open_recovery_of(person):
        raise WrongState(
            _(
                "You cannot ask for this recovery: another recovery of this account is under way. Open it in the list of account recoveries."
            )
        )
    _check_not_too_often(person, identity=identity, by=by, at=at)
    row.save(force_insert=True)
    event = record_row(ASKED, row, by=by, at=at, holder=row.person_id, identity=identity.value)
    tell_soon(event)
    return row


@transaction.atomic
def agree(recovery: Recovery, *, by: Person, at: datetime) -> Recovery:
    """The second person's yes: an hour from now they can make the link."""
    take_turn(by)
    recovery = locked(recovery)
    may_decide_recovery(by, recovery)
    check_recovery_move(RecoveryState(recovery.state), to=RecoveryState.AGREED)
    _check_still_wanted(recovery)
    _check_an_officer_hears(recovery, by=by)
    recovery.state, recovery.decided_by, recovery.decided_at = RecoveryState.AGREED, by, at
    recovery.save(update_fields=["state", "decided_by", "decided_at"])
    tell_soon(record_row(AGREED, recovery, by=by, at=at, holder=recovery.person_id))
    return recovery


@transaction.atomic
def decline(recovery: Recovery, *, by: Person, at: datetime) -> Recovery:
    """The second person's no."""
    take_turn(by)
    recovery = locked(recovery)
    may_decide_recovery(by, recovery)
    check_recovery_move(RecoveryState(recovery.state), to=RecoveryState.DECLINED)
    recovery.state, recovery.decided_by, recovery.decided_at = RecoveryState.DECLINED, by, at
    recovery.save(update_fields=["state", "decided_by", "decided_at"])
    tell_soon(record_row(DECLINED, recovery, by=by, at=at, holder=recovery.person_id))
    return recovery


@transaction.atomic
def stop(recovery: Recovery, *, by: Person, at: datetime) -> Recovery:
    """End it: a link made before lets nobody in any more. Its owner's stop is the sign that somebody else wanted in."""
    take_turn(by)
    recovery = locked(recovery)
    may_stop_recovery(by, recovery)
    check_recovery_move(RecoveryState(recovery.state), to=RecoveryState.STOPPED)
    recovery.state, recovery.ended_by, recovery.ended_at = RecoveryState.STOPPED, by, at
    recovery.save(update_fields=["state", "ended_by", "ended_at"])
    kind = DISOWNED if by.id == recovery.person_id else STOPPED
    tell_soon(record_row(kind, recovery, by=by, at=at, holder=recovery.person_id))
    return recovery


@transaction.atomic
def make_link(recovery: Recovery, *, identity: IdentityCheck, by: Person, at: datetime) -> str:
    """The path of the page where the holder sets a new password, once the wait is over. It signs nobody in."""
    take_turn(by)
    recovery = locked(recovery)
    may_complete_recovery(by, recovery)
    _check_due(recovery, lost=Lost.PASSWORD, at=at)
    holder = recovery.person_id
    event = record(LINK_MADE, subject=recovery, by=by, at=at, identity=identity.value, holder=holder)
    tell_soon(event)
    return path_of_link(recovery.person)


def path_of_link(person: Person) -> str:
    """The path of the page on which a person sets a password once."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )


@transaction.atomic
def remove_second_factor(
    recovery: Recovery, *, identity: IdentityCheck, by: Person, at: datetime
) -> Recovery:
    """Remove what the holder lost, once the wait is over: they sign in with their password and set up another."""
    take_turn(by)
    recovery = locked(recovery)
    may_complete_recovery(by, recovery)
    _check_due(recovery, lost=Lost.SECOND_FACTOR, at=at)
    Authenticator.objects.filter(user=recovery.person_id).delete()
    Session.objects.filter(person=recovery.person_id).delete()  # one may be open on the phone that was lost
    recovery.state, recovery.ended_by, recovery.ended_at = RecoveryState.USED, by, at
    recovery.save(update_fields=["state", "ended_by", "ended_at"])
    holder = recovery.person_id
    event = record_row(FACTOR_REMOVED, recovery, by=by, at=at, holder=holder, identity=identity.value)
    tell_soon(event)
    record(FACTOR_TAKEN_OFF, subject=recovery.person, by=by, at=at)
    return recovery


def _check_an_officer_hears(recovery: Recovery, *, by: Person) -> None:
    """Refuse a recovery of which no officer would hear, such as after two administrators ended the officers' duties.

    Of one that the operator alone can agree to, everybody hears.
    """
    hear = [one for kind in TOLD_OF_RECOVERIES for one in holders_of(kind, on=today())]
    if not any(one.is_active and one != by for one in hear) and not only_the_operator_decides(recovery):
        raise WrongState(
            _(
                "You cannot go on with this recovery: we have no senior responsible officer or data protection officer to tell. Grant "
                "one of these duties to somebody else first."
            )
        )


def _check_not_too_often(person: Person, *, identity: IdentityCheck, by: Person, at: datetime) -> None:
    """Refuse one more recovery of an account within a day: each is a message to its owner and to officers.

    Anybody can call and say that they are the owner, so these calls use up one limit of the account. Whoever met the owner has a
    limit of their own, in which no recovery counts that a third person stopped: neither callers nor one administrator shut an owner out.
    """
    of_late = Recovery.objects.filter(person=person, asked_at__gt=at - DAY).order_by("-asked_at")
    met = identity in IN_PERSON
    if met:
        by_others = Q(state=RecoveryState.STOPPED) & ~Q(ended_by__in=[by, person])
        of_late = of_late.filter(asked_by=by).exclude(by_others)
    asked = Event.objects.filter(name=ASKED.name, subject_id__in=of_late.values("id"))
    in_person = set(asked.filter(fields__identity__in=IN_PERSON).values_list("subject_id", flat=True))
    counted = [row.asked_at for row in of_late if (row.id in in_person) == met]
    if len(counted) < settings.RECOVERIES_A_DAY:
        return
    refused = (
        _(
            "You cannot ask for this recovery yet: you have asked to recover this account too often in the last 24 hours (limit: {count}). "
            "Ask another system administrator, or try again after {time}."
        )
        if met
        else _(
            "You cannot ask for this recovery yet: administrators who had not met the owner asked too often in the last 24 hours "
            "(limit: {count}). Meet the owner and check their staff pass, or try again after {time}."
        )
    )
    opens = moment(counted[settings.RECOVERIES_A_DAY - 1] + DAY)
    raise WrongState(refused.format(count=settings.RECOVERIES_A_DAY, time=opens))


def _check_had(person: Person, *, lost: Lost) -> None:
    if lost == Lost.PASSWORD and not (had_credential(person) or holds_before_taken(person)):
        raise WrongState(
            _(
                "You cannot recover this account: it has never had a password. Make a one-time link and give it to the owner."
            )
        )
    if lost == Lost.SECOND_FACTOR and not Authenticator.objects.filter(user=person).exists():
        raise WrongState(
            _(
                "You cannot recover the second factor: this account has none. The owner can set one up after signing in. If they have lost their password, ask for "
                "a recovery of the password instead."
            )
        )


def _check_still_wanted(recovery: Recovery) -> None:
    """Refuse one for which nobody could ask today: one person and one who left are not two people."""
    if not can(may_ask_recovery, recovery.asked_by, recovery.person):
        raise WrongState(
            _(
                "You cannot go on with this recovery: the person who asked for it no longer has the right to ask, or the account was "
                "closed. Stop this recovery. If the owner still needs access, ask for a new recovery."
            )
        )


def _check_due(recovery: Recovery, *, lost: Lost, at: datetime) -> None:
    _check_still_wanted(recovery)
    opens = opens_at(recovery)
    if recovery.state != RecoveryState.AGREED or opens is None or recovery.lost != lost:
        raise WrongState(
            _(
                "You cannot complete this recovery: it has ended, nobody has agreed to it, or it is for something else that the owner lost (the password and not "
                "the second factor, or the reverse). Ask for a new recovery."
            )
        )
    if at < opens:
        raise WrongState(
            _(
                "You cannot complete this recovery before {time}: the owner and others have until then to stop it. Come back after that time."
            ).format(time=moment(opens))
        )
