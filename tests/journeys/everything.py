"""A service with something on each page, and where each of its pages is."""

import inspect
import re
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote
from uuid import uuid4

from django.core import signing
from django.test import override_settings
from django.urls import resolve
from django.utils import timezone

from tests import given
from tests.architecture.addresses import addresses
from tests.authorisations import given as authorisations
from tests.evidence import exhibits
from tests.evidence import given as evidence
from tests.foi import published
from tests.foi.answering import received, searched
from tests.foi.letters import a_sent_answer, an_answered_request
from tests.governance import adopted, signed, tools_and_training
from tests.governance.members.given import a_meeting
from tests.governance.processing.given import an_activity
from tests.governance.third_parties.given import a_third_party
from tests.investigations.glass import broken
from tests.listening.feeds import HOST
from tests.listening.given import WARD, a_proposal, a_recorded_source, a_source, approved
from tests.looks import given as looks
from tests.organisation.recovering import a_colleague, a_recovery_by_bashir, link_of, with_password
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.retention import given as retention
from tests.retention.complaint import given as complaints
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given as rights_requests
from tests.triage import given as triage
from tests.triage.rules import adopt
from watchbook.audit_log.models import Event
from watchbook.authorisations import calendar_address
from watchbook.foi.request import request
from watchbook.governance.law_confirmation import law_confirmation
from watchbook.governance.statements.rules import last_whole_quarter, quarter_of
from watchbook.investigations import account, investigation, need_to_know
from watchbook.law.offences import latest
from watchbook.listening import ward
from watchbook.organisation import duty, own_pages, person
from watchbook.organisation.digest import ask_for_digest
from watchbook.organisation.models import Authority, Duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.reports import audit_sample
from watchbook.reports.audit_sample import Sampled, SampleScope
from watchbook.retention.complaint import complaint
from watchbook.retention.rights_question import rights_question, second_keeper
from watchbook.retention.your_data.views import RECEIPT

# Forms of allauth's that our service has no use for: each page answers, and has no form or a closed one.
# A sign-in link, and a day of which nothing is published: the sealer is not there.
KEYS = {"uidb36": "1-2", "key": "set-password", "on": "2026-11-25", "number": 1, "pk": 1}
# Addresses whose act ends what other pages are about, so they come last.
ENDS = re.compile(
    r"(_|:)(take_back|remove|withdraw|end|close|decline|discharge|reopen|no_reply|adopt|grant|send|give_up|approve)$|^evidence:stop$"
)


def put_something_everywhere(people):
    """A row of each kind, in the states in which the pages offer their forms; what each address names, by its name."""
    deleted = _deletions(people)  # before any request is open, which would hold them
    rights = _rights(people)  # before it too, so that something can be decided to be erased
    given.a_letter(people, dated_on=given.particulars().dated_on)
    given.a_letter_with_reply(people, subject="Looks")
    given.a_letter(people, subject="No reply")
    request.receive(
        "1. How often?",
        received_on=given.AT.date(),
        regime="foia",
        by=people.bryn,
        at=given.AT,
        file=given.LETTER,
    )
    refused = request.receive(
        "1. How many?", received_on=given.AT.date(), regime="foia", by=people.bryn, at=given.AT
    )
    drafted = request.receive(
        "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?",
        received_on=given.AT.date(), regime="foia", by=people.bryn, at=given.AT,
    )  # fmt: skip
    return {
        "governance:letter": {"reference": "L-0001"},
        "governance:letter_no_reply": {"reference": "L-0003"},
        "governance:letter_reply_correct": {"reference": "L-0002"},
        "governance:letter_reply_file": {"reference": "L-0002"},
        "foi": {"reference": "FOI-0001"},
        "foi:confirm": {"reference": drafted.reference},
        "foi:letter_file": {"reference": "FOI-0001", "ending": "pdf"},
        "foi:refus": {"reference": refused.reference, "number": "1", "ground": "s22", "scope": "withheld"},
        "foi:step": {"reference": "FOI-0001", "kind": "acknowledged", "letter_id": uuid4(), "ending": "pdf"},
        "foi:send": {"reference": an_answered_request(people).reference},
        **_a_question(people),
        **_disclosures(people),
        **_who_we_are(people),
        **_documents(people),
        **_tools_and_training(people),
        **_schedules_and_statements(people),
        **_oversight(people),
        **_investigations(people),
        **_looks(people),
        **_evidence(people),
        **_retention(people),
        **_authorisations(people),
        **deleted,
        **rights,
    }


def _deletions(people):
    """What is overdue, lists that wait, are sent back and are carried out."""
    captures = [evidence.a_failed_capture(people) for _ in range(4)]
    waits, sends_back, sent_back, gives_up = (deletions.a_proposed_list(people, one) for one in captures)
    deletions.sent_back(sent_back, "needed", by=people.simon)
    gone = deletions.carried_out(deletions.an_approved_list(people, evidence.a_failed_capture(people)))
    deletions.opened_by(people, waits, by=people.simon)
    return {
        "retention:deletion": {"reference": waits.reference, "number": 1},
        "retention:deletion_propose": {"table": "governance.letterreceived", "code": "oversight_record"},
        "retention:deletion_propose_of": {
            "table": "looks.look",
            "code": "look",
            "service": people.ines.service_id or uuid4(),
        },
        "retention:deletion_send_back": {"reference": sends_back.reference},
        "retention:deletion_send_again": {"reference": sent_back.reference},
        "retention:deletion_give_up": {"reference": gives_up.reference},
        "retention:certificate": {"reference": gone.reference, "ending": "json"},
    }


def _investigations(people):
    every = [given.an_investigation(people) for _ in range(3)]
    for one in every:
        need_to_know.add(one, people.helen, by=people.ines, at=given.AT)
        given.a_subject(people, one)
    closed = given.an_investigation(people)
    investigation.close(closed, reason="Done", by=people.ines, at=given.AT)
    whole = {"reference": "INV-0001", "number": "1", "person_id": people.helen.id}
    no_person = given.a_subject(people, every[0], called="Sweetwater Traders", kind="organisation")
    glass = broken(people, every[1])
    asked = triage.assessed_case(people, "T27", whole=given.an_investigation(people))
    settled = triage.assessed_case(people, "T02", whole=asked.assessment.investigation)
    fresh = triage.assessed_case(people, "T02", whole=given.an_investigation(people))
    adopted_rules = adopt(people)
    (confirmation,) = law_confirmation.sign([latest("theft_act_1968_s1")], by=people.leila, at=given.AT)
    return {
        "triage": whole,
        "triage:question": whole | {"page_id": "means"},
        "triage:assessment": {"reference": "INV-0001", "assessment_reference": settled.assessment.reference},
        "triage:assessments": whole,
        "triage:depart": {"assessment_reference": settled.assessment.reference},
        "triage:answer": {"assessment_reference": asked.assessment.reference},
        "authorisations:begin_from": {
            "assessment_reference": fresh.assessment.reference,
            "kind": "directed_surveillance",
        },
        "governance:law": {"confirmation_id": confirmation.id, "kind": "exemption"},
        "triage:adoption": {"adoption_id": adopted_rules.id},
        "triage:adoption_file": {"adoption_id": adopted_rules.id},
        "investigations": whole,
        "investigations:subject_amend": whole,
        "investigations:subject": {
            "reference": every[0].reference,
            "number": str(no_person.number),
        },
        "investigations:break_glass": {"glass_id": glass.id},
        "investigations:break_glass_open": {"reference": "INV-0003"},
        "investigations:close": {"reference": "INV-0002"},
        "investigations:reopen": {"reference": closed.reference},
    }


def _authorisations(people):
    """An application in each state in which a page offers its form, and a profile in each."""
    now = timezone.now()
    review_on = today() + timedelta(days=14)
    drafts = [authorisations.a_draft(people) for _ in range(3)]
    submitted = [authorisations.a_submitted(people) for _ in range(2)]
    passed = [authorisations.a_passed(people) for _ in range(3)]
    granted = authorisations.a_granted(people)
    running = [
        authorisations.in_force(people, kind="non_ripa", at=now, review_on=review_on) for _ in range(3)
    ]
    authorisations.reported(people, running[0], step="renewal", at=now)
    told = replace(authorisations.ORDER, ordered_at=now - timedelta(days=3))
    at = now - timedelta(days=4)
    approved = authorisations.in_force(people, order=told, at=at, review_on=review_on)
    renewal = authorisations.a_renewal(people, approved, at=now - timedelta(days=2))
    profiles = [authorisations.a_shared_profile(people), authorisations.a_checked_profile(people, "Seen")]
    proposed = [authorisations.a_profile(people) for _ in range(2)]
    source = authorisations.source_opened(people, "Asked for", at=now)
    of = {"reference": drafts[0].investigation.reference}

    def by(row):
        return {"reference": row.reference}

    return {
        "authorisations": by(drafts[0]),
        "authorisations:of": of,
        "authorisations:begin": of,
        "authorisations:page": by(drafts[0]) | {"page_id": "operation"},
        "authorisations:submit": by(drafts[1]),
        "authorisations:withdraw": by(drafts[2]),
        "authorisations:give_back": by(submitted[0]),
        "authorisations:pass_on": by(submitted[1]),
        "authorisations:grant": by(passed[0]),
        "authorisations:refuse": by(passed[1]),
        "authorisations:officer_give_back": by(passed[2]),
        "authorisations:text": by(granted) | {"number": 1},
        "authorisations:judicial_approval": by(granted),
        "authorisations:court_appearance": by(granted),
        "authorisations:order_file": by(granted) | {"hearing_id": granted.id},
        "authorisations:court_pack": by(granted),
        "authorisations:paper": by(running[0]) | {"step": "review", "number": 1},
        "authorisations:report": by(running[0]) | {"step": "review"},
        "authorisations:ask_for_report": by(running[0]) | {"step": "renewal"},
        "authorisations:review": by(running[0]),
        "authorisations:renew": by(running[0]),
        "authorisations:renewal_judicial_approval": by(approved) | {"number": renewal.number},
        "authorisations:stop": by(running[1]),
        "authorisations:cancel": by(running[2]),
        "authorisations:joint_working": by(running[0]),
        "authorisations:source": by(source),
        "authorisations:source_close": by(source) | {"opening_id": source.sourceopenings.get().id},
        "authorisations:calendar": {"secret": calendar_address.make(by=people.ines, at=now)},
        "authorisations:covert_profile": by(profiles[0]),
        "authorisations:covert_profile_retire": by(profiles[1]),
        "authorisations:covert_profile_approve": by(proposed[0]),
        "authorisations:covert_profile_decline": by(proposed[1]),
    }


def _looks(people):
    """Subjects prepared, looks open and closed, plans and re-triages that wait, an account to part."""
    subject = looks.a_subject(people)
    row = account.add(
        subject, "x.com/another", basis="told", reason="She said so", by=people.ines, at=given.AT
    )
    opened = [looks.opened(people, by=by) for by in (people.ines, people.ines, people.marian)]
    made = looks.made(people, facts={}, about="subject")
    asked = looks.a_re_triage(people)
    plans = [looks.a_plan_proposed(people, subject) for _ in range(3)]
    signed = looks.a_plan(people, subject, at=timezone.now())
    whole = {"reference": subject.investigation.reference, "number": str(subject.number)}
    return {
        "investigations:accounts": whole,
        "investigations:account_part": whole | {"account_id": row.id},
        "looks": {"reference": opened[0].reference, "number": "1"},
        "looks:page_view": {"reference": opened[1].reference},
        "looks:keep": {"reference": opened[1].reference},
        "looks:check": {"reference": made.reference},
        "looks:evaluate": {"reference": made.reference},
        "looks:of": whole,
        "looks:assess": whole,
        "looks:drift": whole,
        "looks:open_subject": whole,
        "looks:re_triage_ask": whole,
        "looks:re_triage": {"reference": asked.reference},
        "overt_plans": whole,
        "overt_plans:plan": {"reference": plans[0].reference},
        "overt_plans:sign": {"reference": plans[0].reference},
        "overt_plans:decline": {"reference": plans[1].reference},
        "overt_plans:take_back": {"reference": plans[2].reference},
        "overt_plans:end": {"reference": signed.reference},
    }


def _evidence(people):
    """A look from which a page is captured, and a capture that waits, to be given up and then taken again."""
    look = evidence.a_look(people)
    row = evidence.a_capture(people, look)
    of_look = {"reference": look.reference}
    held, other = (exhibits.a_stored_capture(people, look) for _ in range(2))
    exhibited = {"reference": exhibits.an_exhibit(people, held).reference}
    made = looks.made(people, look.subject)
    return {
        "evidence": {"reference": row.reference},
        "evidence:ask": of_look,
        "evidence:of_look": of_look,
        "evidence:see": {"reference": held.reference, "part": "text"},
        "evidence:compare": {"reference": held.reference, "other": other.reference},
        "evidence:produce": {"reference": held.reference},
        "evidence:relevance": {"reference": other.reference},
        "evidence:exhibit": exhibited,
        "evidence:pack": exhibited,
        "evidence:exhibits_of": {"reference": look.investigation.reference},
        "evidence:exhibits_of_look": of_look,
        "evidence:intake": {"reference": made.reference},
    }


def _retention(people):
    """A thing that is kept, and a hold on it that can be ended."""
    letter = given.a_letter(people)
    of_thing = {"table": "governance.letterreceived", "item": letter.id}
    return {
        "retention": of_thing,
        "retention:hold_place": of_thing,
        "retention:hold": {"reference": retention.a_hold(people, letter).reference},
    }


def _a_question(people):
    search = searched(received(people), people, file=given.LETTER)
    question = {"reference": search.request.reference, "number": "1"}
    return {"foi:question": question, "foi:search": question | {"search_reference": search.reference}}


def _disclosures(people):
    published.a_publication(people, sent=a_sent_answer(people))
    return {
        "disclosure_log": {"reference": "DL-0001"},
        "foi:publication": {"publication_reference": "DL-0001"},
        "foi:publication_new": {"reference": a_sent_answer(people).request.reference},
    }


def _who_we_are(people):
    third = a_colleague(people)  # who takes part in no recovery: Ada may grant what they propose
    administers = duty.propose(
        third, kind=DutyKind.SYSTEM_ADMINISTRATOR, from_on=given.AT.date(), by=people.ada, at=given.AT
    )
    duty.grant(administers, by=people.bashir, at=given.AT)
    proposed, *_others = [
        duty.propose(people.nell, kind=kind, from_on=today(), by=third, at=given.AT)
        for kind in (DutyKind.INVESTIGATOR, DutyKind.SOLICITOR, DutyKind.RECORDS_MANAGER)
    ]
    own_pages.propose(Authority.objects.get(), "https://council.invalid/news", by=people.ada, at=given.AT)
    granted = Duty.objects.get(person=people.oliver)
    with override_settings(MAIL_FROM="watchbook@council.invalid"):
        ask_for_digest(people.helen, by=people.helen, at=given.AT)
    leaver = person.add(
        email="leaver@council.invalid", name="A leaver", service=None, by=people.ada, at=given.AT
    )  # who holds no duty, so that nothing keeps the account
    return {
        "account_reset_password_from_key": resolve(link_of(people, with_password(people.ivo))).kwargs,
        "service": {"service": people.ines.service_id},
        "help:document": {"shelf": "how-to", "name": "look-at-a-page"},
        "help:picture": {"name": "request", "kind": "webp"},
        "organisation:person_close": {"person_id": leaver.id},
        "organisation:person_reopen": {"person_id": leaver.id},
        "organisation": {
            "person_id": people.nell.id,
            "duty_id": granted.id,
            "sha256": "0" * 64,
            "recovery_id": a_recovery_by_bashir(people, with_password(people.winston)).id,
        },
        "organisation:recovery_ask": {"person_id": with_password(people.judith).id},
        "organisation:duty_grant": {"duty_id": proposed.id},
        "organisation:duty_decline": {"duty_id": proposed.id},
        "organisation:duty_take_back": {"duty_id": proposed.id},
    }


def _documents(people):
    adopted.a_draft(must_read=("ripa_coordinator",))
    clause = adopted.a_clause(adopted.a_policy(title="Investigations policy"))
    adopted.a_policy(kind="pia", title="Assessment", owner=people.fatima)
    adopted.a_draft(title="A mistake")
    adopted.publish(adopted.newest("D-0002"))
    none = adopted.a_signature("equality_assessment")
    mistake = adopted.a_clause(adopted.newest("D-0002"), "8")
    policy = {"document_reference": "D-0002", "edition": 1, "clause_id": clause.id}
    draft = {"document_reference": "D-0001", "edition": 1}
    return {
        "governance:document": policy,
        "governance:clause": policy,
        "governance:clause_take_back": {**policy, "clause_id": mistake.id},
        "governance:document_correct": draft,
        "governance:document_approve": draft,
        "governance:document_read": draft,
        "governance:document_advise": {"document_reference": "D-0003", "edition": 1},
        "governance:document_take_back": {"document_reference": "D-0004", "edition": 1},
        "governance:none_held": {"none_id": none.id},
    }


def _tools_and_training(people):
    tools_and_training.a_tool(people)
    tools_and_training.a_tool(people, name="Another")
    tools_and_training.a_session(people)
    mistake = tools_and_training.a_course(people, title="A mistake")
    a_third_party(people)
    an_activity(people, activity="covert_profiles")  # the import brings one of looks
    a_meeting(people)
    a_proposal(people)
    approved(people)
    a_source(people)
    month = {"from_on": today(), "until_on": today() + timedelta(days=30)}
    proposed = a_proposal(people, search_words="missed bin", **month)  # about no ward: these are corrected
    ends = approved(people, **month)
    unagreed = ward.add(WARD | {"called": "Wolverton ward"}, by=people.ada, at=given.AT)
    waiting = a_recorded_source(people, project_reference="LISTEN-0002", address=f"http://{HOST}/another.xml")
    return {
        "governance:third_party": {"reference": "TP-0001"},
        "governance:processing_activity": {"reference": "PROC-0001"},
        "governance:members_meeting": {"reference": "MM-0001"},
        "listening:project": {"reference": "LISTEN-0001"},
        "listening:project_approve": {"reference": proposed.reference},
        "listening:project_end": {"reference": ends.reference},
        "listening:ward": {"reference": "WARD-0001"},
        "listening:ward_agree": {"reference": unagreed.reference},
        "listening:source": {"reference": "SOURCE-0001"},
        "listening:source_agree": {"reference": waiting.reference},
        "listening:counts": {"reference": "LISTEN-0002"},
        "listening:labels": {"reference": "LISTEN-0002"},
        "governance:tool": {"reference": "TOOL-0001"},
        "governance:tool_end": {"reference": "TOOL-0002"},
        "governance:training": {"person_id": people.helen.id},
        "governance:course": {"reference": "COURSE-0001"},
        "governance:course_take_back": {"reference": mistake.reference},
        "governance:session": {"reference": "SESSION-0001"},
        "governance:session_add": {"reference": "COURSE-0001"},
    }


def _rights(people):
    """A request with a thing restricted and one to be erased, and a complaint; a step of each with its letter."""
    row, step = rights_requests.a_restricting_request(people)
    for _ in range(2):
        given.a_letter(people, subject=f"{rights_requests.ANOTHER} again")
    rights_requests.searched(people, row, rights_requests.ANOTHER)
    rights_requests.decided(people, row, 2, "no_need", purpose=row.processingpurposes.get())
    named_in = rights_requests.a_protected_error_report(people)
    restricted = rights_requests.a_restricted_error_report(people)
    rights_question.read(restricted, by=people.fatima, at=rights_requests.AT)  # so that she may lift it
    erased = rights_requests.an_error_report_to_be_erased(people)
    second_keeper.open_record(erased, by=people.fatima, at=rights_requests.AT)  # so that she may agree
    undecided = rights_requests.searched(
        people, rights_requests.a_rights_request(people, name=rights_requests.ANOTHER, rights=("erasure",))
    )  # with a purpose that nobody corrects meanwhile
    rights_requests.a_purpose(people, undecided)
    complained = complaints.a_complaint(people)
    complaint.link(complained, undecided.reference, by=people.bryn, at=complaints.AT)  # the wrong one
    told = complaints.a_complaint_step(people, complained, "acknowledged")
    whole = {
        "reference": row.reference,
        "number": 1,
        "kind": "acknowledged",
        "step_id": step.id,
        "ending": "pdf",
        "item": named_in.id,
    }
    of_complaint = {
        "reference": complained.reference,
        "kind": "enquired",
        "step_id": told.id,
        "ending": "pdf",
    }
    return {
        "retention:rights": whole,
        "retention:rights_request_decide": {"reference": undecided.reference},
        "retention:rights_question_lift": {"item": restricted.id},
        "retention:rights_question_agree": {"item": erased.id},
        "retention:complaint": of_complaint,
        "your_data": {"receipt": signing.dumps(complained.reference, salt=RECEIPT)},
    }


def _schedules_and_statements(people):
    signed.an_adopted_schedule(people)
    signed.a_class(people, code="planning_file")
    signed.a_proposal(people, title="A mistake")
    seat = signed.seat_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER)
    signed.entered_quarter(people, seat, signed.Q4_2025)
    for month in (1, 4, 7, 10):  # so that a nil return of the year can be signed
        quarter = quarter_of(date(2025, month, 1))
        signed.entered_quarter(
            people, signed.seat_of(DutyKind.RIPA_COORDINATOR), quarter, authorisations=0, covert_profiles=0
        )
    return {
        "governance:retention": {"schedule_reference": "RS-0002", "code": "planning_file"},
        "governance:retention_adoption": {"schedule_reference": "RS-0001"},
        "governance:retention_take_back": {"schedule_reference": "RS-0003"},
        "governance:statement": {
            "statement_reference": "ST-0001",
            "seat": seat.slug,
            "quarter": last_whole_quarter(today()).slug,
            "first_on": "2024-01-01",
        },
        "governance:years_before": {"seat": seat.slug},
    }


def _oversight(people):
    oversight.an_audit(people)
    oversight.an_audit_under_way(people, title="Another")
    step = oversight.evidence_for(oversight.a_recommendation(people), people)
    oversight.a_recommendation(people, oversight.an_inspection_without_report(people, scope="Another"))
    oversight.an_inspection(people, scope="A mistake")
    suspected = [errors.a_suspected_error(people) for _ in range(2)]
    established = {"reference": errors.an_established_error(people).reference, "kind": "full"}
    scope = SampleScope(Sampled.LOOKS, None, given.AT.date(), given.AT.date(), 3)
    drawn = audit_sample.draw(scope, by=people.edmund, at=given.AT)
    return {
        "seal:consistency": {"size": 1},
        "oversight:slip": {"event_id": Event.objects.latest("recorded_at").id},
        "oversight:receipt": {"event_id": Event.objects.latest("recorded_at").id},
        "reports:sample": {"event_id": drawn.id, "ending": "docx"},
        "reports:members_paper": {"ending": "docx"},
        "reports:annual_return_paper": {"ending": "docx"},
        "reports:processing_register": {"ending": "docx"},
        "reports:tool_record": {"reference": "TOOL-0001", "ending": "docx"},
        "reports:export": {"label": "oversight.inspection", "ending": "csv"},
        "oversight:audit": {"reference": "A-0001"},
        "oversight:audit_report": {"reference": "A-0002"},
        "oversight:audit_take_back": {"reference": "A-0002"},
        "oversight:inspection": {"reference": "I-0001"},
        "oversight:inspection_report": {"reference": "I-0002"},
        "oversight:recommendation": {"reference": "R-0001", "step_id": step.id},
        "oversight:recommendation_take_back": {"reference": "R-0002"},
        "oversight:inspection_take_back": {"reference": "I-0003"},
        "oversight:error": established,
        "oversight:error_establish": {"reference": suspected[0].reference},
        "oversight:error_dismiss": {"reference": suspected[1].reference},
    }


def paths(things):
    """The name of every address of the service that is there once it has begun, and its path to a thing that is there."""
    for address in addresses():
        if address.name.startswith("begin:") and address.name != "begin:start":
            continue
        named = max((one for one in things if address.name.startswith(one)), key=len, default=None)
        of = things.get(named, KEYS)
        pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address.pattern).replace("^", "").replace("$", "")
        yield (
            address.name,
            "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found, of=of: quote(str(of[found[1]])), pattern),
        )


def acts():
    """The addresses of ours that take a form."""
    ours = [address for address in addresses() if address.is_ours]
    return {address.name for address in ours if "POST" in _methods(address.view)}


def _methods(view):
    """What `require_http_methods` was given for a view, under whatever else is around it; everything where it was not asked."""
    while view:
        if methods := inspect.getclosurevars(view).nonlocals.get("request_method_list"):
            return methods
        view = getattr(view, "__wrapped__", None)
    return ["POST"]
