"""Personal data ends: every column that may hold it has a class, and disposal finds a person in each of them."""

from dataclasses import replace
from datetime import date
from importlib import import_module

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models

from tests import given
from tests.architecture.source import listed, modules, our_apps
from tests.authorisations import given as authorisations
from tests.authorisations import plans
from tests.evidence import given as evidence
from tests.foi.answering import place, received, searched
from tests.foi.letters import a_late_answer, a_sent_answer
from tests.governance import adopted, signed, tools_and_training
from tests.governance.members.given import a_meeting
from tests.governance.processing.given import an_activity
from tests.governance.third_parties.given import a_third_party
from tests.governance.thresholds.test_drift_threshold import set_by_simon
from tests.investigations import glass
from tests.listening.given import a_proposal, a_source, a_ward, approved
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.retention import given as retention
from tests.retention.complaint import given as complaints
from tests.retention.rights_request import given as rights
from tests.triage import given as triage
from tests.triage.rules import adopt
from watchbook.files.upload import Content
from watchbook.foi.course import step
from watchbook.foi.draft import worded_answer
from watchbook.foi.refusal import refusal
from watchbook.foi.refusal.refusal import whole
from watchbook.foi.request import request
from watchbook.foi.request.requester import Contact
from watchbook.governance.none_held import none_held
from watchbook.investigations import account
from watchbook.listening import project as listening_project
from watchbook.looks import page_view
from watchbook.organisation import person
from watchbook.reading.text.mail_facts import AttachedFile

# Columns that can hold text and hold nobody's: each with the reason.
NOT_PERSONAL = {
    "authorisations.Authorisation.officer_rank": "the grade of a post, not its holder's name",
    "authorisations.Determination.officer_rank": "the grade of a post, not its holder's name",
    "authorisations.Renewal.officer_rank": "the grade of a post, not its holder's name",
    "authorisations.Authorisation.reference": "given by a counter",
    "authorisations.Authorisation.operation": "given by a counter, or the earlier record's, of letters, digits and . / _ - alone",
    "authorisations.Authorisation.earlier_reference": "the earlier record's, of letters, digits and . / _ - alone",
    "authorisations.Authorisation.offence": "an id of the register of offences",
    "authorisations.Hearing.file_sha256": "a hash",
    "authorisations.CalendarAddress.secret_sha256": "a hash",
    "authorisations.ReminderGiven.task": "an id of a closed list (rules/reminders.py)",
    "retention.DeletionList.reference": "given by a counter",
    "retention.DeletionList.because": "the reference of a schedule or of a request",
    "retention.DeletionList.retention_class": "a class of the schedule",
    "retention.DeletionList.rule": "what the adopted schedule says of a class",
    "retention.DeletionList.let_go": "which requests and holds let records go, with ids in the place of names",
    "retention.DeletionList.keeper": "which program keeps the keys",
    "retention.DeletionItem.table": "the name of a table",
    "retention.DeletionItem.item_reference": "given by a counter; of a thing without one it is empty",
    "retention.DeletionItem.why": "a refusal of ours, which names nobody",
    "retention.DeletionItem.keys": "ids and hashes",
    "retention.DeletionItem.files": "hashes",
    "retention.DeletionItem.clear": "names of columns, and hashes",
    "retention.LegalHold.reference": "given by a counter",
    "retention.RightsRequest.reference": "given by a counter",
    "retention.RightsStep.kind": "an id of a closed list (rights_request/states.py)",
    "retention.SubjectSearch.parts": "names of our modules",
    "retention.FoundItem.table": "the name of a table",
    "retention.FoundItem.thing_reference": "given by a counter; of an account its id",
    "retention.FoundItem.ground": "an id of a closed list (rights_request/rules.py)",
    "retention.Complaint.reference": "given by a counter",
    "retention.Complaint.request_reference": "given by a counter",
    "retention.Complaint.also_about": "given by a counter",
    "retention.ComplaintStep.kind": "an id of a closed list (complaint/states.py)",
    "retention.LegalHold.table": "the name of a table",
    "retention.LegalHold.thing_reference": "the reference of what is held, given by a counter",
    "oversight.ErrorReport.reference": "given by a counter",
    "oversight.ErrorReport.look_reference": "given by a counter",
    "oversight.ErrorReport.authorisation_reference": "given by a counter",
    "authorisations.Hearing.file_media_type": "a media type of a closed list (files/upload.py)",
    "authorisations.Determination.reasons": "ids of provisions and whether each was met",
    "authorisations.OvertPlan.reference": "given by a counter",
    "authorisations.CovertProfile.reference": "given by a counter",
    "authorisations.CovertProfile.platform": "the name of a platform",
    "audit_log.SignedCheckpoint.note": "origin, size, root and signature",
    "audit_log.RowDigest.row_table": "the name of a table",
    "audit_log.RowDigest.row_id": "the key of a row",
    "audit_log.PublishedCheckpoint.key": "the log's public key",
    "audit_log.PublishedCheckpoint.note": "origin, size, root and signature",
    "audit_log.TimestampToken.authority": "the name of an organisation that stamps",
    "audit_log.TimestampToken.sha256": "a digest",
    "audit_log.Cosignature.witness": "the name of an organisation's key",
    "audit_log.Cosignature.key": "the public key of an organisation",
    "audit_log.Cosignature.line": "a signature",
    "organisation.Authority.name": "the authority's",
    "organisation.Authority.colour": "a colour",
    "organisation.Authority.logo_sha256": "a hash",
    **{
        f"organisation.Authority.{name}": "the authority's published contact"
        for name in ("contact", "address", "telephone", "email", "officer_title", "review_to")
    },
    "organisation.Authority.welsh_checker": "a firm of translators, or the name that a translator works under, as the authority's supplier",
    "organisation.Authority.own_pages": "addresses of the authority's own published pages, confirmed by a second person",
    "organisation.Authority.own_pages_proposed": "addresses proposed as such",
    "organisation.Authority.welsh_words": "a digest of our Welsh sentences",
    "organisation.Service.name": "a service's",
    "organisation.Appointment.rank": "the grade of a post, not its holder's name",
    "organisation.Appointment.minute": "a reference to the authority's own minute",
    "organisation.CouncilAccount.issuer": "the council's own address",
    "organisation.CouncilAccount.subject": "a number that the council's sign-in gave; its row goes when the account is emptied",
    "organisation.Session.session_key": "a digest",
    "organisation.Session.session_data": "ends with the session, in eight hours; words typed lie in it sealed",
    "organisation.Person.password": "a hash, made unusable when the account is emptied",
    "governance.LetterReceived.reference": "given by a counter",
    "governance.LetterReceived.file_sha256": "a hash",
    "governance.LetterReceived.file_media_type": "a media type of a closed list (files/upload.py)",
    "governance.LetterAnswer.letter_reference": "given by a counter",
    "governance.LetterAnswer.file_sha256": "a hash",
    "governance.LetterAnswer.file_media_type": "a media type of a closed list (files/upload.py)",
    "governance.Document.reference": "given by a counter",
    "governance.Document.file_sha256": "a hash",
    "governance.Document.file_media_type": "a media type of a closed list (files/upload.py)",
    "governance.DocumentStep.document_reference": "given by a counter",
    "governance.Clause.document_reference": "given by a counter",
    "governance.Clause.number": "a number as documents have it (governance/rules/documents.py)",
    "governance.Reading.document_reference": "given by a counter",
    "governance.ColumnMapping.register": "the name of a register",
    "governance.ColumnMapping.headings_sha256": "a hash",
    "governance.ColumnMapping.places": "our names of columns with their places in a file",
    "web.Press.key": "a hash",
    "web.Press.answer": "an address of ours, which names no person",
    "governance.PendingImport.register": "the name of a register",
    "governance.PendingImport.parcel_sha256": "a hash",
    "governance.PendingImport.places": "our names of columns with their places in a file",
    "governance.PendingImport.answers": "our names of columns with our names of ways to write a day",
    "oversight.InternalAudit.reference": "given by a counter",
    "oversight.InternalAudit.file_sha256": "a hash",
    "oversight.InternalAudit.file_media_type": "a media type of a closed list (files/upload.py)",
    "oversight.Inspection.reference": "given by a counter",
    "oversight.Inspection.file_sha256": "a hash",
    "oversight.Inspection.file_media_type": "a media type of a closed list (files/upload.py)",
    "oversight.Recommendation.reference": "given by a counter",
    "oversight.Recommendation.source_reference": "given by a counter",
    "oversight.RecommendationStep.recommendation_reference": "given by a counter",
    "oversight.RecommendationStep.file_sha256": "a hash",
    "oversight.RecommendationStep.file_media_type": "a media type of a closed list (files/upload.py)",
    "governance.ThirdParty.reference": "given by a counter",
    "governance.MembersMeeting.reference": "given by a counter",
    "governance.MembersMeeting.policy": "given by a counter",
    **{
        f"governance.Processing.{name}": "given by a counter"
        for name in ("reference", "tool", "privacy_notice", "dpia", "equality_assessment", "training")
    },
    "listening.Project.reference": "given by a counter",
    "listening.Ward.reference": "given by a counter",
    "listening.ListeningSource.reference": "given by a counter",
    "listening.ListeningSource.project_reference": "given by a counter",
    "listening.WeekCount.project_reference": "given by a counter",
    "listening.LabelSheet.project_reference": "given by a counter",
    "listening.Project.places": "wards of the register and services (listening/rules.py)",
    "listening.Project.search_words": "service words of a closed list (listening/search_query.py)",
    "listening.Project.dpia_reference": "given by a counter",
    "listening.Project.equality_reference": "given by a counter",
    "governance.Tool.reference": "given by a counter",
    "governance.Course.reference": "given by a counter",
    "governance.Course.material_reference": "given by a counter",
    "governance.TrainingSession.reference": "given by a counter",
    "governance.TrainingSession.course_reference": "given by a counter",
    "governance.Attendance.session_reference": "given by a counter",
    "governance.Attendance.course_reference": "given by a counter",
    "governance.RetentionSchedule.reference": "given by a counter",
    "governance.RetentionClass.schedule_reference": "given by a counter",
    "governance.RetentionClass.lga_record_type": "an id of a list (governance/retention_schedule/rules.py)",
    "governance.RetentionClass.code": "a short name of small letters and underscores (governance/rules/retention_schedule.py)",
    "governance.RetentionAdoption.schedule_reference": "given by a counter",
    "governance.Statement.reference": "given by a counter",
    "governance.RuleSetAdoption.edition": "a version and a digest",
    "governance.RuleSetAdoption.criteria": "our own words of the rules",
    "governance.RuleSetAdoption.process": "our own words of the rules",
    "governance.RuleSetAdoption.annex": "our own words of the rules",
    "governance.LawConfirmation.kind": "a kind of entry of the law's data",
    "governance.LawConfirmation.entry": "an id of the law's data",
    "governance.LawConfirmation.digest": "a digest of an entry of the law's data",
    "authorisations.Authorisation.assessment": "given by a counter",
    "triage.Assessment.reference": "given by a counter",
    "triage.Assessment.held_to": "the reference of an earlier one",
    "triage.Assessment.graph": "the version of the graph",
    "triage.Assessment.edition": "a version and a digest",
    "foi.Request.reference": "given by a counter",
    "foi.Request.text_sha256": "a hash",
    "foi.TopicChoice.topic": "an id of the catalogue of topics",
    "foi.Search.reference": "given by a counter",
    "foi.Search.file_sha256": "a hash",
    "foi.TopicChoice.over_sha256": "a hash",
    "foi.Wording.over_sha256": "a hash",
    "foi.RequestQuestion.number": "a number as requesters count",
    "foi.Publication.reference": "given by a counter",
    "foi.Publication.request_reference": "given by a counter",
    "foi.Publication.licence_terms": "the authority's own terms, which the public reads",
    "foi.Publication.title": "public, and confirmed to name nobody (published_names_nobody)",
    "foi.Publication.answers": "public, and confirmed to name nobody (published_names_nobody)",
    "foi.Withdrawal.reason": "public, and held to name nobody (foi/disclosure_log/publication.py)",
    "foi.RequestQuestion.marker": "the few characters that stand before a question",
    "foi.SentAnswer.answers_sha256": "a hash",
    "foi.SentAnswer.html_sha256": "a hash",
    "foi.SentAnswer.docx_sha256": "a hash",
    "foi.SentAnswer.pdf_sha256": "a hash",
    "foi.Request.file_sha256": "a hash",
    "foi.QuestionRefusal.exemption": "an id of the law's list",
    **{f"foi.RequestStep.{name}_sha256": "a hash" for name in ("html", "docx", "pdf")},
    "audit_log.RegisterCounter.register": "the name of a register",
    "audit_log.Event.name": "the kind of event",
    "audit_log.Event.subject_table": "the name of a table",
    "audit_log.Event.fields": "what its kind may tell in the open (test_events.py)",
    "audit_log.EventSecret.hashes": "hashes, each under a salt of its own",
    "keys.BlindIndexEntry.kind": "the name of a kind of word",
    "investigations.Investigation.reference": "given by a counter",
    "investigations.Account.platform": "the id of a platform",
    "governance.RegisterTotal.register": "the name of a register",
    "governance.RegisterTotal.kind": "an id of a closed list",
    "governance.RegisterTotal.purpose": "an id of a closed list",
    "governance.RegisterTotal.platform": "the id of a platform",
    "evidence.Capture.reference": "given by a counter",
    "evidence.Capture.status": "an id of a closed list (capture/completeness.py)",
    "evidence.Capture.plain_sha256": "a hash",
    "evidence.Capture.file_sha256": "a hash",
    "evidence.Capture.manifest_sha256": "a hash",
    "evidence.Capture.came_sha256": "a hash",
    "evidence.Capture.came_signed": "an id of a closed list",
    "evidence.CustodyEntry.part": "an id of a closed list",
    "evidence.Exhibit.reference": "given by a counter",
    "evidence.Exhibit.mark": "an officer's initials and a number",
    "evidence.Exhibit.retention_class": "the code of a class of the retention schedule",
    "looks.Look.reference": "given by a counter",
    "looks.Look.platform": "the id of a platform",
    "looks.Look.triage_version": "the version of the graph of triage",
    "looks.Look.level": "an id of a closed list",
    "looks.PageView.platform": "the id of a platform",
    "looks.ReTriage.reference": "given by a counter",
    "looks.ReTriage.triage_version": "the version of the graph of triage",
    "looks.StandingPurpose.offence": "the id of an offence in the register of law",
    "investigations.Investigation.offence": "the id of an offence in the register of law",
    "account.EmailConfirmation.key": "random; we send none",
}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
CANARY = "Zephyrine Quillfeather"
IN_AN_ADDRESS = CANARY.replace(" ", "-")


def about_a_ward():
    """The ward of that name and a query about it: a title and a reason name nothing else."""
    called = a_ward(called=f"{CANARY} ward").called
    return {"places": called, "search_words": f'bins "{called}"'}


ADDRESS = "zephyrine@canary.invalid"
FILE = Content(data=b"%PDF-1.7 a letter", name="zephyrine-quillfeather.pdf", media_type="application/pdf")


def disposals():
    """The modules of settings' list."""
    return [import_module(name) for name in settings.DISPOSAL]


def personal_fields():
    """Every column that some disposal declares, with the module that finds it."""
    return {field: module for module in disposals() for field in module.PERSONAL_FIELDS}


def text_fields():
    """Every column of our parts and allauth's that can hold free text."""
    configs = [*our_apps(), apps.get_app_config("account")]
    return [
        f"{model._meta.label}.{field.name}"
        for config in configs
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if (isinstance(field, TEXTS) and not field.choices) or field.name == "envelope"
    ]


def put_person(people):
    added = person.add(email=ADDRESS, name=CANARY, service=None, by=people.ada, at=given.AT)
    EmailAddress.objects.create(
        user=added, email="other-zephyrine@canary.invalid", primary=False, verified=False
    )
    return added


def a_request(people, **options):
    return request.receive(
        "1. How often?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT, **options
    )


def a_worded_answer(people, words):
    row = received(people)
    searched(row, people)
    worded_answer.word(row, **place(row), answer=words, by=people.bryn, at=given.AT)


def a_refusal(people, words):
    row = received(people)
    told = {"estimated": "By a sample.", "advice": words} | dict.fromkeys(
        ("finding_out", "locating", "retrieving", "extracting"), "9"
    )
    facts = {"place": whole(row), "exemption_id": "s12_1", "scope": "withheld", "told": told}
    facts["seen"] = refusal.decided_so_far(row, place=whole(row))
    return refusal.refuse(row, **facts, by=people.bryn, at=given.AT)


def a_step(people, words):
    row = received(people)
    facts = {"kind": "unclear", "on": given.AT.date(), "words": words, "until": None}
    return step.take(row, **facts, by=people.bryn, at=given.AT)


def a_decision(people, why):
    """A decision on a letter that names the person who asks."""
    given.a_letter(people, subject="About Jane Roe")
    row = rights.searched(people, rights.a_rights_request(people))
    return rights.decided(people, row, 1, "public_task", purpose=rights.a_purpose(people, row), why=why)


# For each column: what to search for, and how a canary comes into it by the real acts.
CANARIES = {
    "retention.RightsRequest.envelope": (CANARY, lambda people: rights.a_rights_request(people, name=CANARY)),
    "retention.RightsStep.envelope": (
        CANARY,
        lambda people: rights.a_step(people, rights.a_rights_request(people), "acknowledged", words=CANARY),
    ),
    "retention.SubjectSearch.envelope": (
        CANARY, lambda people: rights.searched(people, rights.a_rights_request(people), CANARY)
    ),
    "retention.ProcessingPurpose.envelope": (
        CANARY, lambda people: rights.a_purpose(people, rights.a_rights_request(people), words=CANARY)
    ),
    "retention.FoundItem.envelope": (CANARY, lambda people: a_decision(people, CANARY)),
    "retention.Complaint.envelope": (CANARY, lambda people: complaints.a_complaint(people, words=CANARY)),
    "retention.ComplaintStep.envelope": (
        CANARY,
        lambda people: complaints.a_complaint_step(people, complaints.a_complaint(people), "enquired", words=CANARY),
    ),
    "organisation.Person.name": (CANARY, put_person),
    "organisation.Person.email": (ADDRESS, put_person),
    "account.EmailAddress.email": ("other-zephyrine@canary.invalid", put_person),
    "governance.LetterReceived.subject": (CANARY, lambda people: given.a_letter(people, subject=f"About {CANARY}")),
    "governance.LetterReceived.file_name": (FILE.name, lambda people: given.a_letter(people, file=FILE)),
    "governance.LetterAnswer.file_name": (FILE.name, lambda people: given.a_letter_with_reply(people, file=FILE)),
    "governance.Document.title": (CANARY, lambda people: adopted.a_draft(title=CANARY)),
    "governance.Document.version_label": (CANARY, lambda people: adopted.a_draft(version_label=CANARY)),
    "governance.Document.file_name": (FILE.name, lambda people: adopted.a_draft(file=FILE)),
    "governance.DocumentStep.decided_by": (
        CANARY, lambda people: adopted.approve(adopted.a_draft(), decided_by=CANARY)
    ),
    "governance.DocumentStep.minute": (CANARY, lambda people: adopted.approve(adopted.a_draft(), minute=CANARY)),
    "governance.DocumentStep.address": (
        "zephyrine-quillfeather",
        lambda people: adopted.publish(adopted.a_policy(), address="https://a.example/zephyrine-quillfeather"),
    ),
    "governance.DocumentStep.words": (CANARY, lambda people: adopted.withdraw(adopted.a_policy(), reason=CANARY)),
    "governance.Clause.heading": (CANARY, lambda people: adopted.a_clause(adopted.a_policy(), heading=CANARY)),
    "governance.Clause.text": (CANARY, lambda people: adopted.a_clause(adopted.a_policy(), text=CANARY)),
    "governance.NoneHeld.searched": (
        CANARY, lambda people: none_held.sign(**adopted.search(searched=CANARY), by=people.simon, at=given.AT)
    ),
    "governance.NoneHeld.reason": (
        CANARY, lambda people: none_held.sign(**adopted.search(reason=CANARY), by=people.simon, at=given.AT)
    ),
    "oversight.InternalAudit.title": (CANARY, lambda people: oversight.an_audit(people, title=CANARY)),
    "oversight.InternalAudit.findings": (
        CANARY, lambda people: oversight.an_audit(people, report=oversight.audit_report(findings=CANARY))
    ),
    "oversight.InternalAudit.release_provision": (
        CANARY,
        lambda people: oversight.an_audit(
            people, report=oversight.audit_report(release="exempt", release_provision=CANARY)
        ),
    ),
    "oversight.InternalAudit.file_name": (FILE.name, lambda people: oversight.an_audit(people, file=FILE)),
    "oversight.Inspection.scope": (CANARY, lambda people: oversight.an_inspection(people, scope=CANARY)),
    "oversight.Inspection.release_provision": (
        CANARY,
        lambda people: oversight.an_inspection_without_report(
            people, report=oversight.inspection_report(release="exempt", release_provision=CANARY)
        ),
    ),
    "oversight.Inspection.file_name": (FILE.name, lambda people: oversight.an_inspection(people, file=FILE)),
    "oversight.Recommendation.number": (
        "Zephyrine", lambda people: oversight.a_recommendation(people, number="Zephyrine")
    ),
    "oversight.Recommendation.words": (
        CANARY, lambda people: oversight.a_recommendation(people, words=CANARY)
    ),
    "oversight.RecommendationStep.words": (
        CANARY,
        lambda people: oversight.evidence_for(oversight.a_recommendation(people), people, words=CANARY),
    ),
    "oversight.RecommendationStep.file_name": (
        FILE.name, lambda people: oversight.a_recommendation_with_evidence(people, file=FILE)
    ),
    "governance.Tool.name": (CANARY, lambda people: tools_and_training.a_tool(people, name=CANARY)),
    "governance.Tool.supplier": (CANARY, lambda people: tools_and_training.a_tool(people, supplier=CANARY)),
    "governance.Tool.purpose": (CANARY, lambda people: tools_and_training.a_tool(people, purpose=CANARY)),
    **{
        f"governance.ThirdParty.{name}": (CANARY, lambda people, name=name: a_third_party(people, **{name: CANARY}))
        for name in ("who", "contract", "services", "terms", "checked_by", "check_found")
    },
    **{
        f"governance.MembersMeeting.{name}": (CANARY, lambda people, name=name: a_meeting(people, **{name: CANARY}))
        for name in ("committee", "told", "decided", "minute")
    },
    **{
        f"governance.Processing.{name}": (CANARY, lambda people, name=name: an_activity(people, **{name: CANARY}))
        for name in (
            "purpose", "lawful_basis", "special_basis", "people", "recipients", "transfers", "kept", "security",
        )
    },
    **{
        f"listening.Project.{name}": (CANARY, lambda people, name=name: a_proposal(people, **{name: CANARY}))
        for name in ("purpose", "lawful_basis")
    },
    **{
        f"listening.Project.{name}": (said, lambda people, name=name, said=said: a_proposal(people, **{name: said}, **about_a_ward()))
        for name, said in {"title": f"Bins of {CANARY} ward", "withheld_why": f"FOIA section 31, about {CANARY} ward"}.items()
    },
    **{
        f"listening.ListeningSource.{name}": (
            CANARY,
            lambda people, name=name: approved(people) and a_source(people, **{name: f"https://feeds.example.org/{CANARY}"}),
        )
        for name in ("address", "terms_address", "terms_say")
    },
    "listening.Ward.called": (f"{CANARY} ward", lambda people: a_ward(called=f"{CANARY} ward")),
    "listening.Ward.source": (
        IN_AN_ADDRESS,
        lambda people: a_ward(source=f"https://wards.gov.uk/{IN_AN_ADDRESS}"),
    ),
    "listening.Project.end_reason": (
        CANARY,
        lambda people: listening_project.end(approved(people), {"reason": CANARY}, by=people.simon, at=given.AT),
    ),
    "listening.Project.reason": (CANARY, lambda people: approved(people, reason=CANARY)),
    "governance.Course.title": (CANARY, lambda people: tools_and_training.a_course(people, title=CANARY)),
    "governance.Course.provider": (CANARY, lambda people: tools_and_training.a_course(people, provider=CANARY)),
    "governance.Course.covers": (CANARY, lambda people: tools_and_training.a_course(people, covers=CANARY)),
    "governance.TrainingSession.trainer": (
        CANARY, lambda people: tools_and_training.a_session(people, trainer=CANARY),
    ),
    "governance.RetentionSchedule.title": (CANARY, lambda people: signed.a_proposal(people, title=CANARY)),
    "governance.RetentionClass.title": (CANARY, lambda people: signed.a_class(people, title=CANARY)),
    "governance.RetentionClass.trigger": (CANARY, lambda people: signed.a_class(people, trigger=CANARY)),
    "governance.RetentionClass.period_words": (CANARY, lambda people: signed.a_class(people, period_words=CANARY)),
    "governance.RetentionClass.action_words": (CANARY, lambda people: signed.a_class(people, action_words=CANARY)),
    "governance.RetentionClass.reason": (CANARY, lambda people: signed.a_class(people, reason=CANARY)),
    "governance.RetentionAdoption.decided_by": (
        CANARY, lambda people: signed.an_adopted_schedule(people, decided=replace(signed.DECIDED, decided_by=CANARY))
    ),
    "governance.RetentionAdoption.minute": (
        CANARY, lambda people: signed.an_adopted_schedule(people, decided=replace(signed.DECIDED, minute=CANARY))
    ),
    "governance.Statement.remarks": (
        CANARY,
        lambda people: signed.entered(
            people, signed.seat_of("internal_auditor"), *signed.Q4_2025, signed_on=date(2026, 1, 5), remarks=CANARY
        ),
    ),
    "authorisations.Authorisation.envelope": (CANARY, lambda people: authorisations.a_draft(people, title=CANARY)),
    "authorisations.ApplicationVersion.envelope": (
        CANARY,
        lambda people: authorisations.a_submitted(people, title=CANARY),
    ),
    "authorisations.Comment.envelope": (CANARY, lambda people: authorisations.returned(people, CANARY)),
    "authorisations.Determination.envelope": (CANARY, lambda people: authorisations.refused(people, CANARY)),
    "authorisations.Hearing.envelope": (CANARY, lambda people: authorisations.heard(people, magistrate=CANARY)),
    "authorisations.Hearing.file_name": (CANARY, lambda people: authorisations.heard(people, file_name=CANARY)),
    "authorisations.ApplicantReport.envelope": (
        CANARY,
        lambda people: authorisations.reported_saying(people, CANARY),
    ),
    "authorisations.Review.envelope": (CANARY, lambda people: authorisations.reviewed_saying(people, CANARY)),
    "authorisations.Renewal.envelope": (CANARY, lambda people: authorisations.renewed_saying(people, CANARY)),
    "authorisations.Cancellation.envelope": (CANARY, lambda people: authorisations.cancelled_saying(people, CANARY)),
    "authorisations.JointWorking.envelope": (CANARY, lambda people: authorisations.worked_with(people, partner=CANARY)),
    "authorisations.JointWorking.their_reference": (CANARY, lambda people: authorisations.worked_with(people, their_reference=CANARY)),
    "authorisations.SourceRecord.envelope": (CANARY, lambda people: authorisations.source_kept(people, CANARY)),
    "authorisations.SourceOpening.envelope": (CANARY, lambda people: authorisations.source_opened(people, CANARY)),
    "oversight.ErrorReport.envelope": (CANARY, lambda people: errors.a_suspected_error(people, what=CANARY)),
    "retention.LegalHold.envelope": (CANARY, lambda people: retention.ended(people, retention.a_hold(people, given.a_letter(people), why=CANARY))),
    "oversight.ErrorNotice.envelope": (CANARY, lambda people: errors.a_notice(people, cause=CANARY)),
    "authorisations.OvertPlan.envelope": (CANARY, lambda people: plans.a_plan(people, what=CANARY)),
    "authorisations.CovertProfile.envelope": (CANARY, lambda people: authorisations.a_profile(people, name_shown=CANARY)),
    "authorisations.ProfileCheck.envelope": (CANARY, lambda people: authorisations.a_checked_profile(people, CANARY)),
    "authorisations.RiskAssessment.envelope": (CANARY, lambda people: authorisations.an_assessed_risk(people, CANARY)),
    "investigations.Investigation.envelope": (CANARY, lambda people: given.an_investigation(people, purpose=CANARY)),
    "investigations.Subject.envelope": (CANARY, lambda people: given.a_subject(people, handles=[CANARY])),
    "investigations.BreakGlass.envelope": (CANARY, lambda people: glass.broken(people, reason=CANARY)),
    "investigations.Note.envelope": (CANARY, lambda people: given.a_note(people, CANARY)),
    "governance.DriftThreshold.why": (CANARY, lambda people: set_by_simon(people, why=CANARY)),
    "governance.RuleSetAdoption.exceptions": (CANARY, lambda people: adopt(people, exceptions=CANARY)),
    "triage.Assessment.envelope": (
        CANARY, lambda people: triage.assessed_case(people, "T02", notes={"f1": CANARY}),
    ),
    "triage.Departure.envelope": (
        CANARY, lambda people: triage.raised(
            triage.assessed_case(people, "T14"), "overt_plan", by=people.ines, reason=CANARY
        ),
    ),
    "investigations.Account.envelope": (
        "instagram.com/zephyrinequillfeather",
        lambda people: account.add(
            given.a_subject(people), "instagram.com/zephyrinequillfeather", by=people.ines, at=given.AT
        ),
    ),
    "evidence.Capture.envelope": (CANARY, lambda people: evidence.a_failed_capture(people, why=CANARY)),
    "evidence.CustodyEntry.envelope": (CANARY, lambda people: evidence.a_handling(people, why=CANARY)),
    "evidence.Exhibit.envelope": (CANARY, lambda people: evidence.an_exhibit(people, shows=CANARY)),
    "looks.Look.envelope": (CANARY, lambda people: looks.opened(people, why=CANARY)),
    "looks.PageView.envelope": (
        "quillfeather",
        lambda people: page_view.add(
            looks.opened(people, looks.a_subject(people)),
            f"{looks.PROFILE}/quillfeather",
            by=people.ines,
            at=given.AT,
        ),
    ),
    "looks.SupervisorCheck.envelope": (CANARY, lambda people: looks.a_check(people, words=CANARY)),
    "looks.Evaluation.envelope": (CANARY, lambda people: looks.an_evaluation(people, showed=CANARY)),
    "looks.ReTriage.envelope": (CANARY, lambda people: looks.a_re_triage(people, why_not=CANARY)),
    "looks.StandingPurpose.words": (CANARY, lambda people: looks.a_standing_purpose(people, words=CANARY)),
    "looks.StandingPurpose.power": (CANARY, lambda people: looks.a_standing_purpose(people, power=CANARY)),
    "foi.SentAnswer.answers": (CANARY, lambda people: a_sent_answer(people, answer=CANARY)),
    "foi.SentAnswer.licence_terms": (CANARY, lambda people: a_sent_answer(people, licence_terms=f"Ask {CANARY}")),
    "foi.SentAnswer.licence_reason": (CANARY, lambda people: a_sent_answer(people, licence_reason=f"By {CANARY}")),
    "foi.SentAnswer.late_reason": (CANARY, lambda people: a_late_answer(people, f"{CANARY} was ill.")),
    "foi.Request.attached": (CANARY, lambda people: a_request(people, attached=[AttachedFile(CANARY, "text/plain", 3)])),
    "foi.Request.file_name": (FILE.name, lambda people: a_request(people, file=FILE)),
    "foi.Requester.name": (CANARY, lambda people: a_request(people, contact=Contact(name=CANARY, address="x"))),
    "foi.Requester.address": (ADDRESS, lambda people: a_request(people, contact=Contact(name="x", address=ADDRESS))),
    **{
        f"foi.Search.{name}": (CANARY, lambda people, name=name: searched(received(people), people, **{name: CANARY}))
        for name in ("where", "terms", "result", "answer")
    },
    "foi.Search.file_name": (FILE.name, lambda people: searched(received(people), people, file=FILE)),
    "foi.Wording.answer": (CANARY, lambda people: a_worded_answer(people, CANARY)),
    "foi.QuestionRefusal.told": (CANARY, lambda people: a_refusal(people, CANARY)),
    "foi.RequestStep.words": (CANARY, lambda people: a_step(people, CANARY)),
    "foi.Request.text": (
        CANARY,
        lambda people: request.receive(
            f"1. What do you hold about {CANARY}?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn,
            at=given.AT,
        ),
    ),
}  # fmt: skip


def test_every_disposal_of_the_settings_is_there_and_whole():
    for module in disposals():
        assert all(callable(getattr(module, name)) for name in ("due", "find", "dispose"))
        assert all(kind.strip() for kind in module.PERSONAL_FIELDS.values())


def test_every_part_that_can_dispose_is_in_the_settings():
    named = [one.name for one in modules() if "disposal" in one.name.split(".") and one.noun != "__init__"]
    there = set(named) - {
        "watchbook.register.disposal",
        "watchbook.files.disposal",
    }  # the engines: the registers that stand on it declare theirs
    assert sorted(settings.DISPOSAL) == sorted(there)


def test_every_column_of_text_is_personal_with_a_class_or_said_not_to_be():
    declared = personal_fields()
    wrong = [field for field in text_fields() if field not in declared and field not in NOT_PERSONAL]
    assert not wrong, listed(wrong)


def test_nothing_is_declared_that_is_not_there_or_declared_twice():
    fields = text_fields()
    declared = [field for module in disposals() for field in module.PERSONAL_FIELDS]
    assert len(set(declared)) == len(declared)
    assert not (set(declared) | NOT_PERSONAL.keys()) - set(fields)
    assert not set(declared) & NOT_PERSONAL.keys()


def test_every_declared_column_has_its_canary():
    assert CANARIES.keys() == personal_fields().keys()
