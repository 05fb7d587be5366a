"""Who applies, who checks, who decides, who records what a court ordered, who reads.

Nobody decides on their own application: that is refused here, by the rules of the grant and by a constraint of the table.
"""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can, cannot
from watchbook.authorisations.models import Authorisation, CovertProfile
from watchbook.authorisations.states import AuthorisationKind
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import (
    may_change_investigation,
    may_read_investigation,
    why_not_to_know,
)
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

INV, CO, AO, HEAD, SRO = (
    DutyKind.INVESTIGATOR,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
)
OF_INFORMATION = (DutyKind.INFORMATION_OFFICER, DutyKind.DATA_PROTECTION_OFFICER)
READERS = (CO, AO, HEAD, SRO, DutyKind.SOLICITOR, DutyKind.INTERNAL_AUDITOR, DutyKind.INSPECTOR)


def may_apply(person: Person, investigation: Investigation) -> None:
    """Only an investigator who works on the investigation can apply."""
    require_duty(person, INV, to=_("apply for an authorisation"))
    may_change_investigation(person, investigation)


def may_write_application(person: Person, authorisation: Authorisation) -> None:
    """The applicant alone writes and withdraws their application."""
    require_duty(person, INV, to=_("write an application"))
    if authorisation.applicant_id != person.id:
        why = _(
            "You cannot change this application: only its applicant can. Ask the applicant, or write your own application."
        )
        raise NotPermitted(why)


def may_check_applications(person: Person) -> None:
    """The RIPA co-ordinator checks the quality of applications and decides none."""
    require_duty(person, CO, to=_("check applications"))


def may_check(person: Person, authorisation: Authorisation) -> None:
    """The RIPA co-ordinator returns an application with comments or passes it on; never their own."""
    may_check_applications(person)
    if authorisation.applicant_id == person.id:
        raise NotPermitted(
            _("You cannot check this application: you applied for it. Ask another RIPA co-ordinator.")
        )


def may_check_or_decide(person: Person) -> None:
    """The co-ordinator and the deciding officers read what an application says about a source."""
    require_duty(person, CO, AO, HEAD, to=_("read what an application says about a source"))


def may_decide(person: Person, authorisation: Authorisation) -> None:
    """An authorising officer, or the head of paid service, decides, reviews, renews and cancels; never their own."""
    require_duty(person, AO, HEAD, to=_("decide on applications"))
    if authorisation.applicant_id == person.id:
        raise NotPermitted(
            _("You cannot decide on this application: you applied for it. Ask another authorising officer.")
        )


def may_send_report(person: Person, authorisation: Authorisation) -> None:
    """The applicant, or another investigator who works on the investigation, reports on it to the officer."""
    require_duty(person, INV, to=_("report on an authorisation"))
    may_read_authorisation(person, authorisation)
    matter = authorisation.investigation
    imported = _("The entry was imported without an investigation. The officer decides without a report.")
    if why := why_not_to_know(person, matter) if matter else imported:
        raise NotPermitted(cannot(_("You cannot report on this authorisation"), why))


def may_record_order(person: Person, authorisation: Authorisation) -> None:
    """The RIPA co-ordinator, or the applicant who needs to know, records the court's order; never the officer who decided."""
    if authorisation.decided_by_id == person.id:
        why = _(
            "You cannot record the court’s order: you decided on this application. Ask the applicant or the RIPA co-ordinator to record it."
        )
        raise NotPermitted(why)
    to = _("record a court’s order on an authorisation")
    _require_co_ordinator_or_applicant(person, authorisation, to=to)


def may_record_partner(person: Person, authorisation: Authorisation) -> None:
    """The RIPA co-ordinator, or the applicant who needs to know, records who else works under it."""
    to = _("record a partner who works under an authorisation")
    _require_co_ordinator_or_applicant(person, authorisation, to=to)


def _require_co_ordinator_or_applicant(person: Person, authorisation: Authorisation, *, to: str) -> None:
    matter = authorisation.investigation
    if matter is None or authorisation.applicant_id != person.id or can(may_check_applications, person):
        require_duty(person, CO, to=_("{do} that another officer applied for").format(do=to))
        return
    require_duty(person, INV, CO, to=to)
    # Emergency access is no help: it lets somebody read, and what is recorded here may put a power in force.
    if why := why_not_to_know(person, matter):
        raise NotPermitted(cannot(_("You cannot {do} in this investigation").format(do=to), why))


def may_instruct_stop(person: Person, authorisation: Authorisation) -> None:
    """An authorising officer instructs to stop at once; so may the SRO."""
    require_duty(person, AO, HEAD, SRO, to=_("give the instruction to stop"))
    if authorisation.applicant_id == person.id:
        why = _(
            "You cannot give this instruction: you applied for the authorisation. Stop looking now, and ask another authorising officer or the SRO to record it."
        )
        raise NotPermitted(why)


def may_read_central_record(person: Person) -> None:
    """Who checks, decides, answers for it or inspects it reads the central record, without what envelopes hold."""
    require_duty(person, *READERS, *OF_INFORMATION, to=_("read the central record"))


def may_export_names(person: Person) -> None:
    """Those whose duty is to check, decide or inspect take the central record with its names."""
    require_readers(person)


def may_import_central_record(person: Person) -> None:
    """The RIPA co-ordinator, who keeps the central record, brings an earlier one in."""
    require_duty(person, CO, to=_("import an earlier central record"))


def may_read_authorisation(person: Person, authorisation: Authorisation) -> None:
    """Who checks, decides or inspects, and who may read the investigation."""
    matter = authorisation.investigation  # an imported one has none: refused in the same words
    may = can(require_readers, person) or (matter is not None and can(may_read_investigation, person, matter))
    if not may:
        raise NotPermitted(
            _(
                "You cannot read this authorisation: you do not have access to it. Check the reference, or ask the RIPA co-ordinator."
            )
        )


def require_readers(person: Person) -> None:
    """Those whose duty is to check, decide or inspect."""
    require_duty(person, *READERS, to=_("read authorisations"))


def may_keep_source_records(person: Person, authorisation: Authorisation) -> None:
    """Handler, controller and record-keeper write into the source's own records; nobody else, whatever their duty."""
    if not _runs(person, authorisation):
        why = _(
            "You cannot add to the records of this source: only its handler, its controller and its record-keeper can. Ask one of them."
        )
        raise NotPermitted(why)


def may_open_source_records(person: Person, authorisation: Authorisation, is_opened: bool) -> None:
    """Those three, the officer who authorised, and an inspector to whom that officer opened them, while that lasts."""
    if _runs(person, authorisation) or can(may_answer_for_source, person, authorisation):
        return
    to = _("open the records of a covert source")
    require_duty(person, DutyKind.INSPECTOR, to=to)
    if not is_opened:
        why = _(
            "You cannot read the records of this source: you do not have access to them today. Ask the officer who authorised the source to give you access."
        )
        raise NotPermitted(why)


def may_read_source_text(person: Person, authorisation: Authorisation, is_opened: bool) -> None:
    """The applicant, those who check and those who decide read the page about a source; others need the right to its own records."""
    if authorisation.applicant_id == person.id or can(may_check_or_decide, person):
        may_read_authorisation(person, authorisation)
    else:
        may_open_source_records(person, authorisation, is_opened)


def may_answer_for_source(person: Person, authorisation: Authorisation) -> None:
    """The officer who authorised answers for the source: sets who runs it, and opens its records to an inspector."""
    require_duty(person, AO, HEAD, to=_("manage a covert source"))
    if authorisation.decided_by_id != person.id:
        raise NotPermitted(
            _("You cannot manage this source: only the officer who authorised it can. Ask that officer.")
        )


def _runs(person: Person, authorisation: Authorisation) -> bool:
    keepers = (authorisation.handler_id, authorisation.controller_id, authorisation.record_keeper_id)
    return person.is_active and not person.is_system and person.id in keepers


def may_remind(person: Person) -> None:
    """The system person alone tells by the clock what is due."""
    if not person.is_system:
        raise NotPermitted(
            _("You cannot send reminders: Watchbook sends them automatically. “Your work” shows what is due.")
        )


def may_have_calendar(person: Person) -> None:
    """Those who see to authorisations have their dates as a feed for a calendar."""
    require_duty(person, INV, CO, AO, HEAD, SRO, to=_("see the dates of authorisations in a calendar"))


def may_read_profiles(person: Person) -> None:
    """Who reads the central record reads the register of covert profiles, which is a part of it."""
    may_read_central_record(person)


def may_keep_profiles(person: Person) -> None:
    """The RIPA co-ordinator keeps the register of covert profiles."""
    require_duty(person, CO, to=_("keep the register of covert profiles"))


def may_approve_profile(person: Person, profile: CovertProfile) -> None:
    """An authorising officer or the SRO approves a profile; never who entered it."""
    require_duty(person, AO, SRO, to=_("approve covert profiles"))
    if profile.proposed_by_id == person.id:
        raise NotPermitted(
            _("You cannot approve this profile: you entered it. Ask another authorising officer or the SRO.")
        )


def may_review_profile(person: Person) -> None:
    """The RIPA co-ordinator reviews whether a profile is still needed."""
    require_duty(person, CO, to=_("review covert profiles"))


def may_assess_risk(person: Person, user: Person) -> None:
    """The RIPA co-ordinator assesses the risk to somebody who uses a shared profile; nobody assesses their own."""
    require_duty(person, CO, to=_("assess the risk to a user of a covert profile"))
    if user.id == person.id:
        raise NotPermitted(
            _("You cannot assess the risk to yourself. Ask another RIPA co-ordinator to assess it.")
        )


def may_audit_profile(person: Person) -> None:
    """The SRO audits the use of profiles."""
    require_duty(person, SRO, to=_("audit covert profiles"))


def may_retire_profile(person: Person) -> None:
    """The RIPA co-ordinator retires a profile."""
    require_duty(person, CO, to=_("retire covert profiles"))


def may_know_whom_it_names(person: Person, authorisation: Authorisation) -> None:
    """Let those who may read it know whom it names; of a source those who read its records, and before a grant who checks or decides."""
    if authorisation.kind != AuthorisationKind.CHIS:
        return may_read_authorisation(person, authorisation)
    may_read = may_read_source_text if authorisation.decided_by_id is None else may_open_source_records
    return may_read(person, authorisation, False)
