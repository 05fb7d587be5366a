"""Who opens, closes, reads and checks looks; who signs a re-triage; who sees how often a subject was looked at.

A look that has happened is always recorded: everybody with an account may record their own.
"""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import (
    CHECKERS,
    OF_THE_SERVICE,
    broken_glass,
    may_change_investigation,
    may_read_investigation,
)
from watchbook.looks.models import Look, ReTriage
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.rules import DutyKind

INV, MAN, CO, AO, SRO = (
    DutyKind.INVESTIGATOR,
    DutyKind.LINE_MANAGER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
)
# Those who see the looks of the whole authority: whoever keeps the whole in order, and whoever checks.
OF_THE_WHOLE = (CO, SRO, *CHECKERS)


def may_open_looks(person: Person) -> None:
    """Investigators and line managers look; the page for it is theirs."""
    require_duty(person, *OF_THE_SERVICE, to=_("open looks"))


def may_look_at(person: Person, subject: Subject) -> None:
    """Whoever works on the subject’s investigation."""
    may_open_looks(person)
    may_change_investigation(person, subject.investigation)


def may_record_look(person: Person) -> None:
    """Everybody records a look that they made: what happened is never refused."""
    if not person.is_active or person.is_system:
        raise NotPermitted(
            _(
                "You cannot record a look with this account: it is closed, or belongs to Watchbook itself. Sign in with your own account."
            )
        )


def may_go_on_with_look(person: Person, look: Look) -> None:
    """Whoever opened it adds pages to it, closes it and says what was kept."""
    if look.opened_by_id != person.id or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot go on with this look: another officer opened it. Ask that officer to go on with the look."
            )
        )


def may_read_look(person: Person, look: Look) -> None:
    """Whoever opened it, the line manager of its service, those who may read its investigation, and whoever checks."""
    if look.opened_by_id == person.id and person.is_active:
        return
    if look.service_id is not None and look.service_id in services_led_by(person, on=today()):
        return
    if look.investigation is not None or not can(may_see_all_looks, person):
        require_access_to_look(person, look)


def require_access_to_look(person: Person, look: Look) -> None:
    """Let those with access to its investigation; of a look outside any nobody, and in the same words."""
    way = None
    if look.investigation is not None:
        try:
            return may_read_investigation(person, look.investigation)
        except NotPermitted as refusal:
            way = refusal.way
    why = _(
        "You cannot read this look: you did not make it, and you do not have access to its investigation. Check the reference, or ask the RIPA co-ordinator."
    )
    if can(may_see_all_looks, person):
        why = _(
            "You cannot read this look: you are not on the list of people with access to its investigation. "
            "Check the reference. To be added to the list, ask the line manager of the service that made the look."
        )
    raise NotPermitted(why, way=way)


def may_supervise_looks(person: Person) -> None:
    """A line manager sees their services’ looks; the co-ordinator, the SRO and whoever checks see those of all."""
    require_duty(person, MAN, *OF_THE_WHOLE, to=_("see the looks of a service"))


def may_see_all_looks(person: Person) -> None:
    """The co-ordinator, the SRO and whoever checks."""
    require_duty(person, *OF_THE_WHOLE, to=_("see the looks of the whole authority"))


def require_readers(person: Person) -> None:
    """Refuse everybody but those who read every look, on whatever list they are: who check."""
    require_duty(person, *CHECKERS, to=_("read every look"))


def may_read_look_figures(person: Person) -> None:
    """Let those who manage, govern or answer read figures without a person in them, small ones too; members have their report."""
    readers = (DutyKind.INFORMATION_OFFICER, DutyKind.DATA_PROTECTION_OFFICER)
    require_duty(
        person, MAN, AO, DutyKind.HEAD_OF_PAID_SERVICE, *OF_THE_WHOLE, *readers, to=_("read figures on looks")
    )


def may_see_drift(person: Person, investigation: Investigation) -> None:
    """How often a subject was looked at: whoever reads its investigation, and those who see all looks."""
    if not can(may_see_all_looks, person):
        may_read_investigation(person, investigation)


def may_evaluate_look(person: Person, look: Look) -> None:
    """Whoever made the look, or the line manager of its service, says what became of it."""
    if look.opened_by_id == person.id and person.is_active:
        return
    require_duty(person, MAN, to=_("record the outcome of another officer’s look"))
    if look.service_id not in services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot record the outcome of this look: it belongs to a service that you do not lead. Ask the officer who looked, or their line manager."
            )
        )


def may_check_looks(person: Person) -> None:
    """A line manager, the co-ordinator and the SRO check looks; whoever audits or inspects changes nothing."""
    require_duty(person, MAN, CO, SRO, to=_("check a look"))


def may_check_look(person: Person, look: Look) -> None:
    """Of those who may read it a line manager, the co-ordinator or the SRO; never whoever made it, nor through broken glass."""
    may_check_looks(person)
    may_read_look(person, look)
    if look.opened_by_id == person.id:
        raise NotPermitted(
            _(
                "You cannot check this look: you made it. Ask another line manager or the RIPA co-ordinator to check it."
            )
        )
    if look.investigation is not None and broken_glass(person, look.investigation) is not None:
        raise NotPermitted(
            _(
                "You cannot check this look: you are reading it through emergency access, which does not let you change anything. "
                "Ask the RIPA co-ordinator to check it."
            )
        )


def may_read_re_triage(person: Person, re_triage: ReTriage) -> None:
    """An authorising officer, and whoever works on the subject’s investigation: they must know what was signed."""
    if not can(may_decide_re_triages, person):
        may_look_at(person, re_triage.subject)


def may_decide_re_triages(person: Person) -> None:
    """An authorising officer signs re-triages."""
    require_duty(person, AO, to=_("sign a re-triage"))


def may_decide_re_triage(person: Person, re_triage: ReTriage) -> None:
    """An authorising officer signs or declines; never one that they asked for."""
    may_decide_re_triages(person)
    if re_triage.asked_by_id == person.id:
        raise NotPermitted(
            _("You cannot sign this re-triage: you asked for it. Another authorising officer must sign it.")
        )


def may_set_standing_purposes(person: Person) -> None:
    """A line manager sets for what and under which power their service looks."""
    require_duty(person, MAN, to=_("set the purpose of a service’s looks"))


def may_set_standing_purpose(person: Person, service: Service) -> None:
    """The line manager of the service."""
    may_set_standing_purposes(person)
    if service.id not in services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot set the purpose of this service’s looks: you do not lead the service. Ask the service’s line manager to set it."
            )
        )


def may_import_looks(person: Person) -> None:
    """A line manager or the co-ordinator brings in a log that was kept before."""
    require_duty(person, MAN, CO, to=_("import earlier logs of looks"))


def may_import_looks_of(person: Person, service: Service) -> None:
    """The co-ordinator for every service, a line manager for those they lead."""
    may_import_looks(person)
    if CO in duties_of(person, on=today()) or service.id in services_led_by(person, on=today()):
        return
    raise NotPermitted(
        _(
            "You cannot import looks of this service: you do not lead it. Ask its line manager or the RIPA co-ordinator to import them."
        )
    )
