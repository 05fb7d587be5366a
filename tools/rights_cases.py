"""The things that each question of rights is tried on: somebody's own and another's, in each state that matters."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from tools import rights_investigations, rights_looking, rights_retention, rights_sign_in
from tools.rights_things import (
    Things,
    a_duty,
    a_duty_of_a_second_administrator,
    a_person,
    a_plan,
    a_plan_within,
    a_recommendation,
    a_recovery,
    a_standing,
    an_administrator,
    an_application,
    an_investigation,
)
from watchbook.authorisations.models import Authorisation, CovertProfile
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.states import DocumentState
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.governance.letters.models import LetterAnswer
from watchbook.governance.software.models import Tool
from watchbook.organisation.models import Authority, Person, Service
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit

OF_ANOTHER_AND_THEIR_OWN: Sequence[tuple[str, Things]] = (
    ("another's, of their service, not on its list", lambda me: [an_application(a_person(), me.service_id)]),
    ("their own", lambda me: [an_application(me, me.service_id, listed=me)]),
)


def a_source(applicant: Person, service: UUID | None) -> Authorisation:
    """An application for a source."""
    row = an_application(applicant, service)
    row.kind = "chis"
    return row


ACCOUNTS: Sequence[tuple[str, Things]] = (
    ("another's account", lambda me: [a_person()]),
    ("their own account", lambda me: [a_person(id=me.id)]),
    ("a closed account", lambda me: [a_person(is_active=False)]),
)
# The things that each act is tried on.
CASES: dict[str, Sequence[tuple[str, Things]]] = {
    **rights_investigations.CASES,
    **rights_looking.CASES,
    **rights_retention.CASES,
    **rights_sign_in.CASES,
    "may_close_account": (
        ("another's account", lambda me: [a_person()]),
        ("an administrator's account", lambda me: [an_administrator()]),
        ("their own account", lambda me: [me]),
        ("the system person's", lambda me: [a_person(is_system=True)]),
    ),
    "may_make_link": ACCOUNTS,
    "may_ask_recovery": (
        *ACCOUNTS,
        ("the only administrator's account", lambda me: [an_administrator(is_only_administrator=True)]),
    ),
    **{
        may: (
            ("a third person asked for", lambda me: [a_recovery(a_person(), asked_by=a_person())]),
            ("they asked for", lambda me: [a_recovery(a_person(), asked_by=me)]),
            ("of their own account", lambda me: [a_recovery(me, asked_by=a_person())]),
        )
        for may in ("may_see_recovery", "may_decide_recovery", "may_stop_recovery")
    },
    "may_complete_recovery": (
        ("they agreed to", lambda me: [a_recovery(a_person(), asked_by=a_person(), decided_by=me)]),
        ("another agreed to", lambda me: [a_recovery(a_person(), asked_by=me, decided_by=a_person())]),
    ),
    "may_set_password": (
        ("another's account", lambda me: [a_person()]),
        ("their own account", lambda me: [me]),
    ),
    "may_propose_duty_for": (
        ("another's account", lambda me: [a_person()]),
        ("a closed account", lambda me: [a_person(is_active=False)]),
        ("the system person's", lambda me: [a_person(is_system=True)]),
    ),
    "may_decide_duty": (
        ("a third person's proposal for another", lambda me: [a_duty(a_person(), proposed_by=a_person())]),
        ("a third person's proposal for themselves", lambda me: [a_duty(me, proposed_by=a_person())]),
        ("their own proposal", lambda me: [a_duty(a_person(), proposed_by=me)]),
        (
            "the only administrator's, of a second one",
            lambda me: [a_duty_of_a_second_administrator(a_person(), proposed_by=an_administrator())],
        ),
        (
            "the only administrator's, of themselves as a second one",
            lambda me: [a_duty_of_a_second_administrator(me, proposed_by=an_administrator())],
        ),
    ),
    "may_decide_own_pages": (
        ("another's proposal", lambda me: [Authority(own_pages_proposed_by=a_person())]),
        ("their own proposal", lambda me: [Authority(own_pages_proposed_by=me)]),
    ),
    "may_end_duty": (
        ("another's duty", lambda me: [a_duty(a_person(), proposed_by=a_person())]),
        ("their own, but administration", lambda me: [a_duty(me, kind="investigator", proposed_by=me)]),
        ("their own administration", lambda me: [a_duty(me, proposed_by=a_person())]),
    ),
    **dict.fromkeys(
        ("may_write_application", "may_check", "may_decide", "may_instruct_stop", "may_record_partner"),
        OF_ANOTHER_AND_THEIR_OWN,
    ),
    "may_read_authorisation": (
        *OF_ANOTHER_AND_THEIR_OWN,
        ("one of an earlier record", lambda me: [Authorisation(is_imported=True)]),
    ),
    "may_know_whom_it_names": (
        *OF_ANOTHER_AND_THEIR_OWN,
        ("an undecided source of another", lambda me: [a_source(a_person(), me.service_id)]),
        ("a source that they authorised", lambda me: [Authorisation(kind="chis", decided_by=me)]),
        (
            "a source that they run",
            lambda me: [Authorisation(kind="chis", decided_by=a_person(), handler=me)],
        ),
        ("another's source", lambda me: [Authorisation(kind="chis", decided_by=a_person())]),
    ),
    "may_keep_source_records": (
        ("a source that they run", lambda me: [Authorisation(handler=me)]),
        ("another's", lambda me: [Authorisation(handler=a_person(), decided_by=me)]),
    ),
    "may_answer_for_source": (
        ("what they authorised", lambda me: [Authorisation(decided_by=me)]),
        ("what another authorised", lambda me: [Authorisation(decided_by=a_person(), controller=me)]),
    ),
    "may_open_source_records": (
        ("a source that they run", lambda me: [Authorisation(record_keeper=me), False]),
        ("another's, opened to them", lambda me: [Authorisation(decided_by=a_person()), True]),
        ("another's", lambda me: [Authorisation(decided_by=a_person()), False]),
    ),
    "may_read_source_text": (
        ("their own application", lambda me: [an_application(me, me.service_id, listed=me), False]),
        ("their own, but not on its list", lambda me: [an_application(me, me.service_id), False]),
        ("another's", lambda me: [an_application(a_person(), me.service_id), False]),
        ("another's, opened to them", lambda me: [an_application(a_person(), me.service_id), True]),
    ),
    "may_send_report": (
        *OF_ANOTHER_AND_THEIR_OWN,
        (
            "another's, on whose list they are",
            lambda me: [an_application(a_person(), me.service_id, listed=me)],
        ),
        ("one of an earlier record", lambda me: [Authorisation(is_imported=True)]),
    ),
    "may_record_order": (
        *OF_ANOTHER_AND_THEIR_OWN,
        ("their own, but not on its list", lambda me: [an_application(me, me.service_id)]),
        ("what they decided", lambda me: [Authorisation(applicant=a_person(), decided_by=me)]),
    ),
    **dict.fromkeys(
        ("may_sign_plan", "may_end_plan", "may_take_back_plan"),
        (
            ("another's, of their service", lambda me: [a_plan(me.service_id, by=a_person())]),
            ("their own", lambda me: [a_plan(me.service_id, by=me)]),
            ("another service's", lambda me: [a_plan(uuid4(), by=a_person())]),
        ),
    ),
    "may_approve_profile": (
        ("another's entry", lambda me: [CovertProfile(proposed_by=a_person())]),
        ("their own entry", lambda me: [CovertProfile(proposed_by=me)]),
    ),
    "may_assess_risk": (
        ("another's", lambda me: [a_person()]),
        ("their own", lambda me: [me]),
    ),
    **dict.fromkeys(
        ("may_assess", "may_see_assessments"),
        (
            ("their service's, on its list", lambda me: [an_investigation(me.service_id, listed=me)]),
            ("their service's, not on its list", lambda me: [an_investigation(me.service_id)]),
        ),
    ),
    **dict.fromkeys(
        ("may_read_assessment", "may_raise"),
        (
            (
                "another's, of an investigation on whose list they are",
                lambda me: [a_standing(investigation=an_investigation(me.service_id, listed=me))],
            ),
            (
                "another's, of an investigation on whose list they are not",
                lambda me: [a_standing(investigation=an_investigation(me.service_id))],
            ),
        ),
    ),
    "may_lower": (
        ("another's", lambda me: [a_standing()]),
        ("another's that is not allowed", lambda me: [a_standing("not_allowed")]),
        ("their own", lambda me: [a_standing(assessed_by=me)]),
    ),
    "may_answer": (
        ("what is asked of the co-ordinator", lambda me: [a_standing("ask", ask="co-ordinator")]),
        ("what is asked of legal", lambda me: [a_standing("ask", ask="legal")]),
        ("their own question", lambda me: [a_standing("ask", ask="co-ordinator", assessed_by=me)]),
    ),
    "may_read_plan": (
        ("of their own service's", lambda me: [a_plan_within(me.service_id)]),
        ("of another service's", lambda me: [a_plan_within(uuid4())]),
    ),
    **dict.fromkeys(
        ("may_set_standing_purpose", "may_import_looks_of", "may_read_service"),
        (
            ("their own service's", lambda me: [Service(id=me.service_id)]),
            ("another service's", lambda me: [Service(id=uuid4())]),
        ),
    ),
    "may_import": (("the register of letters", lambda me: [LETTERS_RECEIVED]),),
    "may_record_recommendation": (
        ("an audit", lambda me: [InternalAudit()]),
        ("an inspection", lambda me: [Inspection()]),
    ),
    **{
        name: (
            ("another's, of an audit", lambda me: [a_recommendation(audit=InternalAudit())]),
            ("another's, of an inspection", lambda me: [a_recommendation(inspection=Inspection())]),
            ("their own", lambda me: [a_recommendation(inspection=Inspection(), owner=me)]),
        )
        for name in (
            "may_correct_recommendation",
            "may_read_recommendation",
            "may_give_evidence",
            "may_reopen",
        )
    },
    "may_discharge": (
        ("another's, of an audit", lambda me: [a_recommendation(audit=InternalAudit()), None]),
        ("another's, of an inspection", lambda me: [a_recommendation(inspection=Inspection()), None]),
        ("their own", lambda me: [a_recommendation(inspection=Inspection(), owner=me), None]),
        (
            "what they gave the evidence for",
            lambda me: [a_recommendation(inspection=Inspection()), me.id],
        ),
    ),
    "may_read_tool": (
        ("the whole authority's", lambda me: [Tool(whole_authority=True)]),
        ("their own service's", lambda me: [Tool(services=[me.service_id])]),
        ("another service's", lambda me: [Tool(services=[uuid4()])]),
    ),
    "may_record_tool_of": (
        ("the whole authority's", lambda me: [[]]),
        ("their own service's", lambda me: [[me.service_id]]),
        ("another service's", lambda me: [[uuid4()]]),
    ),
    "may_see_training_of": (
        ("another's", lambda me: [a_person()]),
        ("their own service's", lambda me: [a_person(service_id=me.service_id)]),
        ("their own", lambda me: [me]),
    ),
    "may_sign_statement": (
        ("their own service's", lambda me: ["line_manager", Service(id=me.service_id)]),
        ("another service's", lambda me: ["line_manager", Service(id=uuid4())]),
        ("internal audit's", lambda me: ["internal_auditor", None]),
        ("the co-ordinator's", lambda me: ["ripa_coordinator", None]),
        ("the SRO's", lambda me: ["senior_responsible_officer", None]),
        ("that of a duty that signs none", lambda me: ["solicitor", None]),
    ),
    **dict.fromkeys(
        ("may_read_document", "may_confirm_reading"),
        (
            ("an edition in force", lambda me: [Document(must_read=[]), True]),
            ("another edition, which nobody must read", lambda me: [Document(must_read=[]), False]),
            (
                "another edition, which investigators must read",
                lambda me: [Document(must_read=["investigator"]), False],
            ),
        ),
    ),
    "may_record_document": (
        ("a policy", lambda me: ["policy"]),
        ("a data protection document", lambda me: ["dpia"]),
    ),
    **dict.fromkeys(
        ("may_correct_document", "may_record_clause"),
        (
            ("a draft policy", lambda me: ["policy", DocumentState.DRAFT]),
            ("a draft data protection document", lambda me: ["dpia", DocumentState.DRAFT]),
            ("an approved document", lambda me: ["policy", DocumentState.APPROVED]),
        ),
    ),
    "may_sign_none_held": (
        ("policies, tools and methods", lambda me: ["policy"]),
        ("data protection documents", lambda me: ["dpia"]),
        ("forms and training", lambda me: ["form"]),
    ),
    "may_correct_answer": (
        ("a reply", lambda me: [LetterAnswer(kind=LetterAnswer.Kind.REPLIED)]),
        ("the SRO's signature", lambda me: [LetterAnswer(kind=LetterAnswer.Kind.NO_REPLY)]),
    ),
}
