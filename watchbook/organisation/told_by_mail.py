"""Messages to the owner of an account about a change to their sign-in; of a recovery also to the officers who are told.

A message names nobody but the authority, has no link that anybody could imitate, and lets nobody in. Its subject says nothing of the change.
"""

import smtplib
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.models import Event
from watchbook.organisation.administration import OF_OFFICERS
from watchbook.organisation.administration import OFFICERS as ALL_OFFICERS
from watchbook.organisation.models import Lost, Person, Recovery
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES
from watchbook.organisation.queries import holders_of, the_authority, today
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.wording import day, moment

# What the owner reads, by the kind of event.
OWNER: dict[str, str | Promise] = {
    "recovery.asked": gettext_lazy(
        "A system administrator asked to recover your account, so that {lost} can be replaced. A second person must agree first."
    ),
    "recovery.agreed": gettext_lazy(
        "A second person agreed to recover your account, so that {lost} can be replaced. The recovery can be completed from {opens}. "
        "Until somebody completes the recovery, you can stop it."
    ),
    "recovery.declined": gettext_lazy(
        "The recovery of your account was declined. Your sign-in has not changed."
    ),
    "recovery.stopped": gettext_lazy(
        "The recovery of your account was stopped. Your sign-in has not changed."
    ),
    "recovery.disowned": gettext_lazy(
        "You, or somebody who is signed in as you, stopped the recovery of your account."
    ),
    "recovery.link_made": gettext_lazy("A link was made to set a new password for your account."),
    "recovery.factor_removed": gettext_lazy(
        "Your second factor was removed while your account was being recovered. Sign in with your password now, and set up another second factor."
    ),
    "recovery.used": gettext_lazy(
        "A new password was set for your account. The recovery of your account is complete, and you are signed out everywhere else."
    ),
    "sign_in.link_made": gettext_lazy(
        "A one-time link was made for your account. The person who made the link will hand it to you. Use the link to choose your password."
    ),
    "sign_in.password_set": gettext_lazy(
        "A password was set for your account. You are signed out everywhere else."
    ),
    "sign_in.factor_changed": "{what}.",
    "sign_in.factor_failed": gettext_lazy(
        "Somebody entered your password and then a wrong second factor. If it was not you, change your password in Watchbook at once."
        " We email you about this once a day at most."
    ),
    "sign_in.code_failed": gettext_lazy(
        "Somebody entered a wrong second factor for your account. They used a browser in which you are signed in, or they had already signed in with your council "
        "account. We email you about this once a day at most."
    ),
    "person.sessions_ended": gettext_lazy(
        "A system administrator ended your sessions. You can sign in again at any time."
    ),
    "person.closed": gettext_lazy(
        "Your account was closed. Your sessions ended, and you can no longer sign in."
    ),
    "person.reopened": gettext_lazy("Your account was opened again. You can sign in."),
    "duty.granted": gettext_lazy(
        "You were given a duty: {duty}. One person proposed it, and another granted it."
    ),
    "duty.ended": gettext_lazy("Your duty of {duty} now has a last date: {day}."),
    "duty.shortened": gettext_lazy("Your duty of {duty} now has an earlier last date: {day}."),
    "council_account.linked": gettext_lazy("A council account was linked to your account."),
    "council_account.unlinked": gettext_lazy("The link from your account to a council account was removed."),
}
# What the senior responsible officer and the data protection officer read. A page of theirs says whose account or duty it is.
OFFICERS: dict[str, str | Promise] = {
    "recovery.asked": gettext_lazy("A system administrator asked to recover somebody’s account."),
    "recovery.agreed": gettext_lazy(
        "A second person agreed to recover somebody’s account. The recovery can be completed from {opens}. Until somebody completes the recovery, you can stop it."
    ),
    "recovery.stopped": gettext_lazy("The recovery of somebody’s account was stopped."),
    "recovery.disowned": gettext_lazy(
        "The owner of an account stopped its recovery. Somebody else may have tried to take over the account."
    ),
    "recovery.factor_removed": gettext_lazy(
        "Somebody’s second factor was removed while their account was being recovered."
    ),
    "recovery.used": gettext_lazy("The recovery of an account was completed with a new password."),
    "duty.granted": gettext_lazy("A colleague was given the duty of {duty}."),
    "duty.ended": gettext_lazy("A colleague’s duty of {duty} now has a last date: {day}."),
    "duty.shortened": gettext_lazy("A colleague’s duty of {duty} now has an earlier last date: {day}."),
}
WHAT: dict[str, str | Promise] = {
    "passkey_added": gettext_lazy("A passkey was added to your account"),
    "passkey_removed": gettext_lazy("A passkey was removed from your account"),
    "codes_from_an_app_set_up": gettext_lazy("Codes from an app were set up for your account"),
    "codes_from_an_app_stopped": gettext_lazy("Codes from an app were turned off for your account"),
    "new_recovery_codes_made": gettext_lazy(
        "New recovery codes were made for your account. Earlier codes no longer work"
    ),
}
LOST: dict[str, str | Promise] = {
    Lost.PASSWORD: gettext_lazy("your password"),
    Lost.SECOND_FACTOR: gettext_lazy("your second factor"),
}
STOPPABLE = frozenset({"recovery.asked", "recovery.agreed"})
ONCE_A_DAY = frozenset(
    {"sign_in.factor_failed", "sign_in.code_failed"}
)  # whoever has the password could otherwise fill a mailbox


class NotSent(Exception):
    """The mail server did not take a message. It says no more: a server's answer names the address."""


def recipients(event: Event) -> Iterator[UUID]:
    """Yield who hears of an event by mail: the account's owner first, then the officers who did not act themselves.

    Of a duty the officers hear where it is one of theirs or an administrator's: who removes or adds them could otherwise go on unseen.
    """
    if event.name not in OWNER or _is_nothing(event):
        return
    owner = _owner_of(event)
    yield owner
    told = ALL_OFFICERS if event.name in OF_OFFICERS else TOLD_OF_RECOVERIES
    if event.name in OFFICERS and event.fields.get("duty") in (None, *ALL_OFFICERS):
        for kind in told:
            yield from (
                one.id
                for one in holders_of(kind, on=today())
                if one.is_active and one.id not in {owner, event.by}
            )


def send(event: Event, *, to: Person) -> None:
    """Write to one person about an event. Raises NotSent."""
    words = _to_owner(event) if to.id == _owner_of(event) else _to_officer(event)
    write_to(to, subject=_("Watchbook: a message about your account or duties"), words=words)


def write_to(to: Person, *, subject: str, words: list[str]) -> None:
    """Write these paragraphs to one person. Raises NotSent where the mail server does not take them, or cannot be reached."""
    if to.is_system or not to.name:  # a person whose name was deleted in the meantime has no address
        return
    authority = the_authority()
    message = EmailMessage(
        subject=subject,
        body="\n\n".join([*words, _no_link(), authority.name if authority else "Watchbook"]),
        from_email=settings.MAIL_FROM,
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as why:
        raise NotSent(type(why).__name__) from None


def _owner_of(event: Event) -> UUID:
    return UUID(event.fields.get("holder") or str(event.subject_id))


def _is_nothing(event: Event) -> bool:
    """Whether nothing changed for the owner, or they were told of the same within a day."""
    if event.fields.get("sessions") == 0:
        return True
    earlier = Event.objects.filter(
        subject_id=event.subject_id, name=event.name, at__gt=event.at - timedelta(days=1)
    )
    return event.name in ONCE_A_DAY and earlier.exclude(pk=event.pk).exists()


def _to_owner(event: Event) -> list[str]:
    officer = officer_to_tell({_owner_of(event), event.by, *_who_took_part(event)})
    stop = _(
        "If you did not ask for this recovery, sign in to Watchbook and stop it under “Your work”. If you cannot sign in, tell the "
        "{officer} at once: in person, or on a number that you already have."
    ).format(officer=officer)
    check = _(
        "If this is not what you expected, tell the {officer} at once: in person, or on a number that you already have."
    ).format(officer=officer)
    if "duty" in event.fields:  # the officer to be told may be the one whose duty this is
        check = _(
            "If this is not what you expected, tell the person who appointed you about it at once: in person, or on a number that you already have."
        )
    return [_said(OWNER, event), stop if event.name in STOPPABLE else check]


def officer_to_tell(besides: Collection[UUID | None]) -> str:
    """Name the officer to be told when something is wrong: one who is not the owner of the account and had no part in it."""
    for kind in TOLD_OF_RECOVERIES:
        if any(one.is_active and one.id not in besides for one in holders_of(kind, on=today())):
            return str(TITLES[kind])
    return _("IT department")


def _who_took_part(event: Event) -> set[UUID | None]:
    if not event.name.startswith("recovery."):
        return set()
    row = Recovery.objects.get(pk=event.subject_id)
    return {row.asked_by_id, row.decided_by_id}


def _to_officer(event: Event) -> list[str]:
    see = _(
        "Sign in to Watchbook. “Your work” shows the account, the people who took part and the steps to take."
    )
    if "duty" in event.fields:
        see = _(
            "Sign in to Watchbook. “Actions by administrators” shows the person with the duty and the administrator who changed it."
        )
    if event.name in OF_OFFICERS:
        see = _(
            "Sign in to Watchbook. “Your work” shows the person with the duty and the administrator who changed it."
        )
    return [_said(OFFICERS, event), see]


def _said(sentences: dict[str, str | Promise], event: Event) -> str:
    """The sentence, with when it was."""
    said = str(sentences[event.name]).format(
        lost=LOST.get(str(event.fields.get("lost")), ""),
        what=WHAT.get(str(event.fields.get("what")), ""),
        opens=_opens(event),
        duty=_duty(event),
        day=_last_date(event),
    )
    return _("{time}: {said}").format(time=moment(event.at), said=said)


def _opens(event: Event) -> str:
    if event.name != "recovery.agreed":
        return ""
    opens = opens_at(Recovery.objects.get(pk=event.subject_id))
    return moment(opens) if opens else ""


def _duty(event: Event) -> str:
    duty = event.fields.get("duty")
    return str(TITLES[DutyKind(duty)]) if duty else ""


def _last_date(event: Event) -> str:
    until = event.fields.get("until_on")
    return day(date.fromisoformat(until)) if until else ""


def _no_link() -> str:
    return _(
        "This message has no link, and Watchbook never asks for your password by email. Open Watchbook in your usual way."
    )
