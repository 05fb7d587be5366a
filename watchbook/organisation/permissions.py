"""Who may do what to accounts, services and duties; and `can`, by which every page asks the same functions."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.lone_administrator import is_for_the_sro, is_only_administrator
from watchbook.organisation.models import Authority, Duty, Person, Recovery
from watchbook.organisation.operator_decision import only_the_operator_decides
from watchbook.organisation.queries import duties_of, in_force_between, other_administrators, today
from watchbook.organisation.rules import TITLES, DutyKind, joinings_of
from watchbook.organisation.session_store import Session
from watchbook.organisation.want_of_duty import want_of_duty

OFFICERS_READERS = (
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.SOLICITOR,
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
    DutyKind.ELECTED_MEMBER,
    DutyKind.RECORDS_MANAGER,
    DutyKind.SYSTEM_ADMINISTRATOR,
)
TOLD_OF_RECOVERIES = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.DATA_PROTECTION_OFFICER)
CONFIRM_WELSH = (DutyKind.SYSTEM_ADMINISTRATOR, DutyKind.INFORMATION_OFFICER)
CONFIRM_OWN_PAGES = (DutyKind.RIPA_COORDINATOR, DutyKind.SENIOR_RESPONSIBLE_OFFICER)


def require_duty(person: Person, *kinds: DutyKind, to: str) -> None:
    """Raise NotPermitted unless the person holds one of these duties today. The system person holds none."""
    held = duties_of(person, on=today()) if person.is_active else frozenset[str]()
    if held & {kind.value for kind in kinds}:
        return
    raise want_of_duty(held, kinds, to=to)


def may_amend_authority(person: Person) -> None:
    """A system administrator looks after the authority's name, colour and services."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("change the authority’s settings"))


def may_confirm_welsh(person: Person) -> None:
    """A system administrator or the information officer confirms that a translator has checked our Welsh."""
    require_duty(person, *CONFIRM_WELSH, to=_("confirm that a translator has checked the Welsh"))


def may_see_own_pages(person: Person) -> None:
    """System administrators list the authority's own pages, and the co-ordinator and the SRO confirm them: all see the list."""
    duties = (DutyKind.SYSTEM_ADMINISTRATOR, *CONFIRM_OWN_PAGES)
    require_duty(person, *duties, to=_("see the list of the authority’s own pages"))


def may_propose_own_pages(person: Person) -> None:
    """A system administrator lists the authority's own pages; a second person confirms."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("change the list of the authority’s own pages"))


def may_decide_own_pages(person: Person, authority: Authority) -> None:
    """The RIPA co-ordinator or the SRO decides which pages are looked at as the authority's own: never who proposed them."""
    require_duty(person, *CONFIRM_OWN_PAGES, to=_("confirm or decline the authority’s own pages"))
    if authority.own_pages_proposed_by_id == person.id:
        raise NotPermitted(
            _("You cannot confirm or decline these pages: you proposed them. Another officer must decide.")
        )


def may_add_person(person: Person) -> None:
    """A system administrator makes accounts."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("add people"))


def may_see_people(person: Person) -> None:
    """A system administrator, or the SRO who answers for the whole, sees accounts and duties."""
    require_duty(
        person,
        DutyKind.SYSTEM_ADMINISTRATOR,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        to=_("see accounts and duties"),
    )


def may_close_account(person: Person, whose: Person) -> None:
    """A system administrator closes an account, never their own: somebody must be left to open it again. The SRO closes an administrator's."""
    if not _answers_for(person, whose):
        require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("close or open accounts"))
    if whose == person:
        raise NotPermitted(_("You cannot close your own account. Ask another system administrator."))
    if whose.is_system:
        raise NotPermitted(
            _("You cannot close this account: Watchbook uses it for its own jobs. Choose another account.")
        )


def _answers_for(person: Person, whose: Person) -> bool:
    """Whether one is the senior responsible officer and the other an administrator."""
    return _is_sro(person) and DutyKind.SYSTEM_ADMINISTRATOR in duties_of(whose, on=today())


def _is_sro(person: Person) -> bool:
    return person.is_active and DutyKind.SENIOR_RESPONSIBLE_OFFICER in duties_of(person, on=today())


def may_end_session(person: Person, session: Session) -> None:
    """A person ends their own sessions and nobody else’s."""
    if session.person_id != person.id or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot end this session: it is not yours. A system administrator can end all of a person’s sessions."
            )
        )


def may_end_sessions_of(person: Person, whose: Person) -> None:
    """A system administrator ends all sessions of a person; Watchbook's own account has none."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("end another person’s sessions"))
    if whose.is_system:
        raise NotPermitted(
            _(
                "You cannot end these sessions: Watchbook uses this account for its own jobs. Choose another account."
            )
        )


def may_propose_duty(person: Person) -> None:
    """A system administrator proposes; another grants."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("propose duties"))


def may_propose_duty_for(person: Person, whose: Person) -> None:
    """A duty is proposed for somebody who can sign in: never for the system person or a closed account."""
    may_propose_duty(person)
    if whose.is_system:
        raise NotPermitted(
            _(
                "You cannot propose a duty for this account: Watchbook uses it for its own jobs. Choose another person."
            )
        )
    if not whose.is_active:
        raise NotPermitted(
            _(
                "You cannot propose a duty for this person: the account is closed. Open the account again first."
            )
        )


def may_decide_duty(person: Person, duty: Duty) -> None:
    """A second system administrator decides, for the only one left the SRO: never the holder, never the one who proposed it."""
    if not (_is_sro(person) and is_for_the_sro(duty)):
        require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("grant or decline duties"))
    if duty.person_id == person.id:
        raise NotPermitted(
            _(
                "You cannot grant or decline this duty: you would hold the duty yourself. Another system administrator must decide."
            )
        )
    if duty.proposed_by_id == person.id:
        raise NotPermitted(
            _(
                "You cannot grant or decline this duty: you proposed it. Another system administrator must decide."
            )
        )


def may_hold_together(duty: Duty) -> None:
    """The duties whose days meet this one's must not make a pair that may never be joined (organisation.rules)."""
    held = Duty.objects.filter(in_force_between(duty.from_on, duty.until_on), person=duty.person)
    forbidden = [
        met for met in joinings_of({*held.values_list("kind", flat=True), duty.kind}) if met.forbidden
    ]
    if forbidden:
        first, second = sorted(str(TITLES[kind]) for kind in forbidden[0].pair)
        raise NotPermitted(
            _(
                "You cannot give one person the duties of {first} and {second}. {why} End the other duty first."
            ).format(first=first, second=second, why=forbidden[0].why)
        )


def may_end_duty(person: Person, duty: Duty) -> None:
    """A system administrator ends a duty; nobody ends their own administration unnoticed."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("end duties"))
    if duty.person_id == person.id and duty.kind == DutyKind.SYSTEM_ADMINISTRATOR:
        raise NotPermitted(
            _("You cannot end your own duty as system administrator. Ask another system administrator.")
        )


def may_record_appointment(person: Person) -> None:
    """Those who keep the list of officers record in which rank and by which minute somebody was appointed."""
    require_duty(
        person,
        DutyKind.SYSTEM_ADMINISTRATOR,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        DutyKind.RIPA_COORDINATOR,
        to=_("record an appointment to a duty"),
    )


def may_read_officers(person: Person) -> None:
    """Everyone who governs, answers or checks sees who holds which office and who held it when."""
    require_duty(person, *OFFICERS_READERS, to=_("read the list of officers"))


def may_read_addresses_of_officers(person: Person) -> None:
    """An elected member sees who holds an office, without the email address."""
    others = [kind for kind in OFFICERS_READERS if kind is not DutyKind.ELECTED_MEMBER]
    require_duty(person, *others, to=_("read the officers’ email addresses"))


def may_import_people(person: Person) -> None:
    """A system administrator brings in people and proposals by spreadsheet; another grants the duties."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("import people"))


def may_ask_recovery(person: Person, whose: Person) -> None:
    """A system administrator asks for another's account, never for their own; the SRO for that of the only administrator."""
    if not (_is_sro(person) and is_only_administrator(whose)):
        require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("ask to recover an account"))
    if whose.id == person.id:
        raise NotPermitted(
            _(
                "You cannot ask to recover your own account. Change your password, or ask another system administrator."
            )
        )
    if whose.is_system or not whose.is_active:
        raise NotPermitted(
            _("You cannot ask to recover this account: it is not open. Open the account again first.")
        )


def may_decide_recovery(person: Person, recovery: Recovery) -> None:
    """A second system administrator agrees or declines; where there is none, the senior responsible officer."""
    may_see_recovery(person, recovery)
    if person.id in {recovery.asked_by_id, recovery.person_id}:
        raise NotPermitted(
            _(
                "You cannot decide on this recovery: you asked for it, or the account is yours. Somebody else must decide."
            )
        )
    kinds = duties_of(person, on=today())
    if DutyKind.SYSTEM_ADMINISTRATOR in kinds:
        return
    is_sro = DutyKind.SENIOR_RESPONSIBLE_OFFICER in kinds
    if person.is_system or (is_sro and not other_administrators(recovery)):
        return
    raise NotPermitted(
        _(
            "You cannot decide on this recovery: a second system administrator must decide. You can stop the recovery if something is wrong."
        )
    )


def may_complete_recovery(person: Person, recovery: Recovery) -> None:
    """The person who agreed completes it, never the person who asked."""
    may_see_recovery(person, recovery)
    if person.id != recovery.decided_by_id:
        raise NotPermitted(
            _("You cannot complete this recovery: only the person who agreed to it can. Ask that person.")
        )


def may_stop_recovery(person: Person, recovery: Recovery) -> None:
    """The holder of the account stops it, and everybody who is told of it."""
    may_see_recovery(person, recovery)


def may_see_recoveries(person: Person) -> None:
    """System administrators, and those who are told: the senior responsible officer and the data protection officer."""
    require_duty(person, *TOLD_OF_RECOVERIES, DutyKind.SYSTEM_ADMINISTRATOR, to=_("see account recoveries"))


def may_see_administration(person: Person) -> None:
    """The senior responsible officer and the data protection officer see what administrators did."""
    require_duty(person, *TOLD_OF_RECOVERIES, to=_("see the actions by administrators"))


def may_see_recovery(person: Person, recovery: Recovery) -> None:
    """The same people, and the holder of the account; the operator where nobody else can decide."""
    if person.is_system and only_the_operator_decides(recovery):
        return
    if person.id != recovery.person_id or not person.is_active:
        may_see_recoveries(person)
