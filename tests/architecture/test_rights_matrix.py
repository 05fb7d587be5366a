"""Who may do what, complete: asked of the code act by act, and of the pages by HTTP, duty by duty."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import given
from tests.architecture.addresses import addresses
from tests.architecture.source import listed, modules
from tests.authorisations import given as authorisations
from tests.evidence import exhibits
from tests.evidence import given as evidence
from tests.foi.answering import searched
from tests.foi.published import a_publication
from tests.governance import adopted as documents
from tests.governance import signed, tools_and_training
from tests.governance.members.given import a_meeting
from tests.governance.processing.given import an_activity
from tests.governance.third_parties.given import a_third_party
from tests.investigations import glass
from tests.listening.given import a_proposal, a_recorded_source, a_ward
from tests.looks import given as looks
from tests.organisation.recovering import a_colleague, asked
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import browser, signed_in, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import EVERY_ROW
from tests.retention import given as retention
from tests.retention.complaint import given as complaints
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given as rights_requests
from tests.triage import given as triage
from tests.triage.rules import adopt
from tools import rights
from watchbook.audit_log.queries import events_about
from watchbook.foi.course import step
from watchbook.foi.request import request
from watchbook.governance.law_confirmation import law_confirmation
from watchbook.law.offences import latest
from watchbook.organisation import duty as duty_acts
from watchbook.organisation.rules import DutyKind

ANOTHERS = "another's, of their service, not on its list"
GLASS = "another's, of their service's, not on its list"
# What each address asks, and the kind of thing it is tried on (tools/rights_cases.py); the rest is open to all signed in.
ASKS = {
    "organisation:authority": ("may_amend_authority", ""),
    "organisation:own_pages": ("may_see_own_pages", ""),
    **dict.fromkeys(
        ("organisation:own_pages_confirm", "organisation:own_pages_decline"),
        ("may_decide_own_pages", "another's proposal"),
    ),
    **dict.fromkeys(("organisation:welsh", "organisation:welsh_withdraw"), ("may_confirm_welsh", "")),
    "organisation:service_add": ("may_amend_authority", ""),
    "organisation:people": ("may_see_people", ""),
    "organisation:person": ("may_see_people", ""),
    "organisation:people_links": ("may_add_person", ""),
    "organisation:people_import": ("may_import_people", ""),
    "organisation:people_template_csv": ("may_import_people", ""),
    "organisation:people_template_xlsx": ("may_import_people", ""),
    "organisation:duties": ("may_see_people", ""),
    "organisation:officers": ("may_read_officers", ""),
    "organisation:appointment": ("may_record_appointment", ""),
    "organisation:person_add": ("may_add_person", ""),
    "organisation:person_link": ("may_make_link", "another's account"),
    "organisation:recovery_ask": ("may_ask_recovery", "another's account"),
    "organisation:administration": ("may_see_administration", ""),
    "organisation:recoveries": ("may_see_recoveries", ""),
    "organisation:recovery": ("may_see_recovery", "a third person asked for"),
    "organisation:recovery_agree": ("may_decide_recovery", "a third person asked for"),
    "organisation:recovery_decline": ("may_decide_recovery", "a third person asked for"),
    "organisation:recovery_stop": ("may_stop_recovery", "a third person asked for"),
    "organisation:recovery_link": ("may_complete_recovery", "another agreed to"),
    "organisation:recovery_factor": ("may_complete_recovery", "another agreed to"),
    "organisation:person_close": ("may_close_account", "another's account"),
    "organisation:person_sessions_end": ("may_end_sessions_of", "another's account"),
    "organisation:person_reopen": ("may_close_account", "another's account"),
    "organisation:duty_propose": ("may_propose_duty_for", "another's account"),
    "organisation:duty_grant": ("may_decide_duty", "a third person's proposal for another"),
    "organisation:duty_decline": ("may_decide_duty", "a third person's proposal for another"),
    "organisation:duty_take_back": ("may_take_back_proposal", "another's proposal"),
    "organisation:duty_end": ("may_end_duty", "another's duty"),
    "governance:documents": ("may_see_documents", ""),
    "governance:document": ("may_read_document", "another edition, which nobody must read"),
    "governance:document_file": ("may_read_document", "another edition, which nobody must read"),
    "governance:document_read": ("may_confirm_reading", "another edition, which nobody must read"),
    "governance:document_add": ("may_keep_documents", ""),
    "governance:documents_import": ("may_keep_documents", ""),
    "governance:documents_template_csv": ("may_keep_documents", ""),
    "governance:documents_template_xlsx": ("may_keep_documents", ""),
    "governance:clauses_template": ("may_keep_documents", ""),
    "governance:document_edition_add": ("may_record_document", "a policy"),
    "governance:document_correct": ("may_correct_document", "a draft policy"),
    "governance:document_take_back": ("may_correct_document", "a draft policy"),
    "governance:document_approve": ("may_decide_document", ""),
    "governance:document_withdraw": ("may_decide_document", ""),
    "governance:document_publish": ("may_publish_document", ""),
    "governance:document_review": ("may_record_document", "a policy"),
    "governance:document_advise": ("may_advise_on_dpia", ""),
    "governance:clause_add": ("may_record_clause", "a draft policy"),
    "governance:clause_correct": ("may_record_clause", "a draft policy"),
    "governance:clause_take_back": ("may_record_clause", "a draft policy"),
    "governance:none_held": ("may_read_documents", ""),
    "governance:none_held_sign": ("may_sign_for_some_kind", ""),
    "governance:none_held_take_back": ("may_sign_none_held", "data protection documents"),
    "governance:none_held_import": ("may_sign_for_some_kind", ""),
    "governance:none_held_template_csv": ("may_sign_for_some_kind", ""),
    "governance:none_held_template_xlsx": ("may_sign_for_some_kind", ""),
    "governance:letters": ("may_read_letters", ""),
    "governance:letter": ("may_read_letters", ""),
    "governance:letter_file": ("may_read_letters", ""),
    "governance:letter_reply_file": ("may_read_letters", ""),
    "governance:letter_add": ("may_record_letter", ""),
    "governance:letters_import": ("may_record_letter", ""),
    "governance:letters_template_csv": ("may_record_letter", ""),
    "governance:letters_template_xlsx": ("may_record_letter", ""),
    "governance:letter_correct": ("may_record_letter", ""),
    "governance:letter_take_back": ("may_record_letter", ""),
    "governance:letter_reply": ("may_record_letter", ""),
    "governance:letter_reply_correct": ("may_correct_answer", "a reply"),
    "governance:letter_no_reply": ("may_confirm_no_reply", ""),
    "oversight:overview": ("may_read_oversight", ""),
    "oversight:seal": ("may_check_seal", ""),
    "oversight:receipt": ("may_take_receipt", ""),
    "oversight:audit": ("may_read_oversight", ""),
    "oversight:audit_file": ("may_read_oversight", ""),
    "oversight:inspection": ("may_read_oversight", ""),
    "oversight:inspection_file": ("may_read_oversight", ""),
    "oversight:audit_add": ("may_record_audit", ""),
    "oversight:audit_report": ("may_record_audit", ""),
    "oversight:audit_correct": ("may_record_audit", ""),
    "oversight:audit_take_back": ("may_record_audit", ""),
    "oversight:audits_import": ("may_record_audit", ""),
    "oversight:audits_template_csv": ("may_record_audit", ""),
    "oversight:audits_template_xlsx": ("may_record_audit", ""),
    "oversight:audit_recommend": ("may_record_recommendation", "an audit"),
    "oversight:inspection_add": ("may_record_inspection", ""),
    "oversight:inspection_report": ("may_record_inspection", ""),
    "oversight:inspection_correct": ("may_record_inspection", ""),
    "oversight:inspection_take_back": ("may_record_inspection", ""),
    "oversight:inspections_import": ("may_record_inspection", ""),
    "oversight:inspections_template_csv": ("may_record_inspection", ""),
    "oversight:inspections_template_xlsx": ("may_record_inspection", ""),
    "oversight:inspection_recommend": ("may_record_recommendation", "an inspection"),
    "oversight:recommendations_import": ("may_record_recommendations", ""),
    "oversight:recommendations_template_csv": ("may_record_recommendations", ""),
    "oversight:recommendations_template_xlsx": ("may_record_recommendations", ""),
    "oversight:recommendation": ("may_read_recommendation", "another's, of an inspection"),
    "oversight:recommendation_file": ("may_read_recommendation", "another's, of an inspection"),
    "oversight:recommendation_correct": ("may_correct_recommendation", "another's, of an inspection"),
    "oversight:recommendation_take_back": ("may_correct_recommendation", "another's, of an inspection"),
    "oversight:recommendation_evidence": ("may_give_evidence", "another's, of an inspection"),
    "oversight:recommendation_discharge": ("may_discharge", "another's, of an inspection"),
    "oversight:recommendation_reopen": ("may_reopen", "another's, of an inspection"),
    "defensible": ("may_read_sheet", ""),
    "year": ("may_read_year", ""),
    "services": ("may_read_services", ""),
    "service": ("may_read_service", "their own service's"),
    "reports:inspection": ("may_read_inspection_page", ""),
    "reports:inspection_pack": ("may_read_inspection_page", ""),
    "reports:samples": ("may_read_inspection_page", ""),
    "reports:sample": ("may_read_inspection_page", ""),
    "reports:sample_report": ("may_read_inspection_page", ""),
    "reports:sample_draw": ("may_draw_sample", ""),
    "reports:exports": ("may_take_exports", ""),
    "reports:export": ("may_take_exports", ""),
    "reports:members": ("may_read_members_report", ""),
    "reports:members_paper": ("may_read_members_report", ""),
    "reports:calendar": ("may_read_governance_calendar", ""),
    "reports:annual_return": ("may_read_statistics", ""),
    "reports:annual_return_paper": ("may_read_statistics", ""),
    "reports:annual_return_sign": ("may_sign_annual_return", ""),
    "reports:processing": ("may_read_papers_of_activities", ""),
    "reports:processing_register": ("may_read_papers_of_activities", ""),
    "reports:tool_record": ("may_read_papers_of_activities", ""),
    "reports:tool_record_file": ("may_read_papers_of_activities", ""),
    "reports:statistics": ("may_read_statistics", ""),
    "reports:statistics_csv": ("may_read_statistics", ""),
    "retention:rights_requests": ("may_read_rights_requests", ""),
    "retention:rights_request": ("may_read_rights_requests", ""),
    "retention:rights_request_letter": ("may_read_rights_requests", ""),
    "retention:rights_request_copy": ("may_read_rights_requests", ""),
    "retention:rights_request_sent_letter": ("may_read_rights_requests", ""),
    "retention:rights_request_step_sent": ("may_record_rights_request", ""),
    "retention:rights_request_correct": ("may_record_rights_request", ""),
    "retention:rights_request_add": ("may_record_rights_request", ""),
    "retention:rights_request_step": ("may_record_rights_request", ""),
    "retention:rights_request_search": ("may_search_for_person", ""),
    "retention:rights_request_purpose": ("may_decide_found_item", ""),
    "retention:rights_request_decide": ("may_decide_found_item", ""),
    "retention:rights_request_erase": ("may_decide_found_item", ""),
    "retention:rights_questions": ("may_see_rights_questions", ""),
    "retention:rights_question": ("may_answer_rights_question", "an error report that the search found"),
    "retention:rights_question_agree": ("may_agree_to_erasure", "an error report that another wants erased"),
    "retention:rights_question_lift": ("may_answer_rights_question", "an error report that the search found"),
    "retention:rights_request_lift": ("may_decide_found_item", ""),
    "retention:rights_request_purpose_correct": ("may_decide_found_item", ""),
    "retention:complaints": ("may_read_complaints", ""),
    "retention:complaint": ("may_read_complaints", ""),
    "retention:complaint_letter": ("may_read_complaints", ""),
    "retention:complaint_add": ("may_record_complaint", ""),
    "retention:complaint_link": ("may_deal_with_complaint", ""),
    "retention:complaint_link_end": ("may_end_link", "a complaint"),
    "retention:complaint_step": ("may_deal_with_complaint", ""),
    "listening:projects": ("may_read_projects", ""),
    "listening:project": ("may_read_projects", ""),
    "listening:project_add": ("may_propose_project", ""),
    "listening:project_correct": ("may_propose_project", ""),
    "listening:project_take_back": ("may_propose_project", ""),
    "listening:project_approve": ("may_decide_projects", ""),
    "listening:project_refuse": ("may_decide_projects", ""),
    "listening:project_end": ("may_decide_projects", ""),
    "listening:labels": ("may_label_posts", ""),
    "listening:wards": ("may_read_wards", ""),
    "listening:ward": ("may_read_wards", ""),
    "listening:ward_agree": ("may_agree_wards", ""),
    "listening:ward_add": ("may_record_ward", ""),
    "listening:ward_correct": ("may_record_ward", ""),
    "listening:ward_take_back": ("may_record_ward", ""),
    "listening:wards_import": ("may_record_ward", ""),
    "listening:wards_template_csv": ("may_record_ward", ""),
    "listening:wards_template_xlsx": ("may_record_ward", ""),
    "listening:sources": ("may_read_projects", ""),
    "listening:source": ("may_read_projects", ""),
    "listening:source_add": ("may_record_source", ""),
    "listening:source_agree": ("may_agree_sources", ""),
    "listening:source_correct": ("may_record_source", ""),
    "listening:source_take_back": ("may_record_source", ""),
    "governance:third_parties": ("may_read_third_parties", ""),
    "governance:third_party": ("may_read_third_parties", ""),
    "governance:third_party_add": ("may_record_third_party", ""),
    "governance:third_parties_import": ("may_record_third_party", ""),
    "governance:third_parties_template_csv": ("may_record_third_party", ""),
    "governance:third_parties_template_xlsx": ("may_record_third_party", ""),
    "governance:third_party_correct": ("may_record_third_party", ""),
    "governance:third_party_check": ("may_record_third_party", ""),
    "governance:third_party_take_back": ("may_record_third_party", ""),
    "governance:processing": ("may_read_processing", ""),
    "governance:processing_activity": ("may_read_processing", ""),
    "governance:processing_activity_add": ("may_record_processing", ""),
    "governance:processing_import": ("may_record_processing", ""),
    "governance:processing_template_csv": ("may_record_processing", ""),
    "governance:processing_template_xlsx": ("may_record_processing", ""),
    "governance:processing_activity_correct": ("may_record_processing", ""),
    "governance:processing_activity_take_back": ("may_record_processing", ""),
    "governance:members_meetings": ("may_read_members_meetings", ""),
    "governance:members_meeting": ("may_read_members_meetings", ""),
    "governance:members_meeting_add": ("may_record_members_meeting", ""),
    "governance:members_meetings_import": ("may_record_members_meeting", ""),
    "governance:members_meetings_template_csv": ("may_record_members_meeting", ""),
    "governance:members_meetings_template_xlsx": ("may_record_members_meeting", ""),
    "governance:members_meeting_correct": ("may_record_members_meeting", ""),
    "governance:members_meeting_take_back": ("may_record_members_meeting", ""),
    "governance:tools": ("may_read_tools", ""),
    "governance:tool": ("may_read_tool", "the whole authority's"),
    "governance:tool_add": ("may_record_tool", ""),
    "governance:tools_import": ("may_record_tool", ""),
    "governance:tools_template_csv": ("may_record_tool", ""),
    "governance:tools_template_xlsx": ("may_record_tool", ""),
    "governance:tool_correct": ("may_record_tool_of", "the whole authority's"),
    "governance:tool_end": ("may_record_tool_of", "the whole authority's"),
    "governance:tool_take_back": ("may_record_tool_of", "the whole authority's"),
    "governance:training": ("may_read_training", ""),
    "governance:training_matrix": ("may_read_training", ""),
    "governance:training_matrix_csv": ("may_read_training", ""),
    "governance:training_of": ("may_see_training_of", "another's"),
    "governance:course": ("may_read_training", ""),
    "governance:session": ("may_read_training", ""),
    "governance:course_add": ("may_record_training", ""),
    "governance:course_correct": ("may_record_training", ""),
    "governance:course_take_back": ("may_record_training", ""),
    "governance:session_add": ("may_record_training", ""),
    "governance:session_correct": ("may_record_training", ""),
    "governance:session_take_back": ("may_record_training", ""),
    "governance:training_courses_import": ("may_record_training", ""),
    "governance:training_courses_template_csv": ("may_record_training", ""),
    "governance:training_courses_template_xlsx": ("may_record_training", ""),
    "governance:training_attendance_import": ("may_record_training", ""),
    "governance:training_attendance_template_csv": ("may_record_training", ""),
    "governance:training_attendance_template_xlsx": ("may_record_training", ""),
    "governance:retention_schedules": ("may_read_retention_schedule", ""),
    "governance:retention_schedule": ("may_read_retention_schedule", ""),
    "governance:retention_propose": ("may_prepare_retention_schedule", ""),
    "governance:retention_class_add": ("may_prepare_retention_schedule", ""),
    "governance:retention_class_change": ("may_prepare_retention_schedule", ""),
    "governance:retention_class_remove": ("may_prepare_retention_schedule", ""),
    "governance:retention_take_back": ("may_prepare_retention_schedule", ""),
    "governance:retention_adopt": ("may_adopt_retention_schedule", ""),
    "governance:retention_adoption_correct": ("may_adopt_retention_schedule", ""),
    "governance:retention_adoption_take_back": ("may_adopt_retention_schedule", ""),
    "governance:retention_import": ("may_adopt_retention_schedule", ""),
    "governance:retention_template_csv": ("may_adopt_retention_schedule", ""),
    "governance:retention_template_xlsx": ("may_adopt_retention_schedule", ""),
    "governance:drift_thresholds": ("may_read_drift_thresholds", ""),
    "governance:drift_thresholds_set": ("may_set_drift_thresholds", ""),
    "governance:statements": ("may_read_statements", ""),
    "governance:statement": ("may_read_statements", ""),
    "governance:statement_sign": ("may_sign_statement", "their own service's"),
    "governance:years_before": ("may_sign_statement", "their own service's"),
    "governance:statement_years_before": ("may_sign_statement", "their own service's"),
    "governance:statement_correct": ("may_sign_statement", "the SRO's"),
    "investigations:investigations": ("may_see_investigations", ""),
    "investigations:search": ("may_search_subjects", ""),
    "investigations:opening_title": ("may_open_investigations", ""),
    "investigations:opening_purpose": ("may_open_investigations", ""),
    "investigations:opening_power": ("may_open_investigations", ""),
    "investigations:opening_when": ("may_open_investigations", ""),
    "investigations:opening_send": ("may_open_investigations", ""),
    "investigations:investigation": ("may_read_investigation", "their service's, not on its list"),
    "investigations:break_glass_all": ("may_see_broken_glass", ""),
    "investigations:break_glass_open": ("may_break_glass", "their service's, not on its list"),
    "investigations:break_glass": ("may_read_broken_glass", GLASS),
    "investigations:break_glass_acknowledge": ("may_acknowledge_glass", GLASS),
    "investigations:break_glass_close": ("may_close_glass", GLASS),
    "investigations:notes": ("may_read_investigation", "their service's, not on its list"),
    "investigations:need_to_know": ("may_read_investigation", "their service's, not on its list"),
    "investigations:subjects": ("may_read_investigation", "their service's, not on its list"),
    "investigations:subject": ("may_read_subject", "their service's, not on its list"),
    "investigations:amend": ("may_change_investigation", "their service's, not on its list"),
    "investigations:close": ("may_change_investigation", "their service's, not on its list"),
    "investigations:reopen": ("may_change_investigation", "their service's, not on its list"),
    "investigations:need_to_know_remove": ("may_change_investigation", "their service's, not on its list"),
    "investigations:subject_add": ("may_change_investigation", "their service's, not on its list"),
    "investigations:subject_amend": ("may_change_investigation", "their service's, not on its list"),
    "triage:waiting": ("may_see_questions", ""),
    "governance:offences": ("may_read_offences", ""),
    "governance:law": ("may_read_law", ""),
    "governance:law_entries": ("may_read_law", ""),
    "governance:law_confirm": ("may_confirm_law", ""),
    "governance:law_take_back": ("may_confirm_law", ""),
    "triage:rules": ("may_read_rule_set", ""),
    "triage:order": ("may_read_rule_set", ""),
    "triage:order_svg": ("may_read_rule_set", ""),
    "triage:order_text": ("may_read_rule_set", ""),
    "triage:adoption": ("may_read_rule_set", ""),
    "triage:adoption_file": ("may_read_rule_set", ""),
    "triage:rules_adopt": ("may_adopt_rule_set", ""),
    "triage:adoption_take_back": ("may_adopt_rule_set", ""),
    "triage:replay": ("may_try_out_rules", ""),
    "triage:assessments": ("may_see_assessments", "their service's, not on its list"),
    "looks:assess": ("may_assess", "their service's, not on its list"),
    "triage:question": ("may_assess", "their service's, not on its list"),
    "triage:what_else": ("may_assess", "their service's, not on its list"),
    "triage:check": ("may_assess", "their service's, not on its list"),
    "triage:assessment": (
        "may_read_assessment",
        "another's, of an investigation on whose list they are not",
    ),
    "triage:depart_upwards": ("may_raise", "another's, of an investigation on whose list they are not"),
    "triage:depart_downwards": ("may_lower", "another's"),
    "triage:answer": ("may_answer", "what is asked of the co-ordinator"),
    "authorisations:record": ("may_read_central_record", ""),
    "authorisations:record_csv": ("may_read_central_record", ""),
    "authorisations:record_xlsx": ("may_read_central_record", ""),
    "authorisations:calendar": ("may_have_calendar", ""),
    "authorisations:calendar_make": ("may_have_calendar", ""),
    "authorisations:calendar_withdraw": ("may_have_calendar", ""),
    "authorisations:joint_working": ("may_record_partner", ANOTHERS),
    "looks:profile_uses": ("may_read_profiles", ""),
    "authorisations:record_pdf": ("may_read_central_record", ""),
    "authorisations:central_record_import": ("may_import_central_record", ""),
    "authorisations:central_record_template_csv": ("may_import_central_record", ""),
    "authorisations:central_record_template_xlsx": ("may_import_central_record", ""),
    "authorisations:of_investigation": ("may_read_investigation", "their service's, not on its list"),
    "authorisations:begin": ("may_apply", "their service's, not on its list"),
    "authorisations:begin_from": ("may_apply", "their service's, not on its list"),
    "authorisations:authorisation": ("may_read_authorisation", ANOTHERS),
    "authorisations:text": ("may_read_authorisation", ANOTHERS),
    "authorisations:text_version": ("may_read_authorisation", ANOTHERS),
    "authorisations:court_pack": ("may_read_authorisation", ANOTHERS),
    "authorisations:paper": ("may_read_authorisation", ANOTHERS),
    "authorisations:order_file": ("may_read_authorisation", ANOTHERS),
    "authorisations:page": ("may_write_application", ANOTHERS),
    "authorisations:submit": ("may_write_application", ANOTHERS),
    "authorisations:withdraw": ("may_write_application", ANOTHERS),
    "authorisations:give_back": ("may_check", ANOTHERS),
    "authorisations:pass_on": ("may_check", ANOTHERS),
    "authorisations:grant": ("may_decide", ANOTHERS),
    "authorisations:officer_give_back": ("may_decide", ANOTHERS),
    "authorisations:refuse": ("may_decide", ANOTHERS),
    "authorisations:report": ("may_send_report", ANOTHERS),
    "authorisations:ask_for_report": ("may_decide", ANOTHERS),
    "authorisations:review": ("may_decide", ANOTHERS),
    "authorisations:renew": ("may_decide", ANOTHERS),
    "authorisations:cancel": ("may_decide", ANOTHERS),
    "authorisations:judicial_approval": ("may_record_order", ANOTHERS),
    "authorisations:court_appearance": ("may_record_order", ANOTHERS),
    "authorisations:renewal_judicial_approval": ("may_record_order", ANOTHERS),
    "authorisations:stop": ("may_instruct_stop", ANOTHERS),
    "authorisations:source_records": ("may_open_source_records", "another's"),
    "authorisations:source_entry": ("may_keep_source_records", "another's"),
    "authorisations:source_keepers": ("may_answer_for_source", "what another authorised"),
    "authorisations:source_open": ("may_answer_for_source", "what another authorised"),
    "authorisations:source_close": ("may_answer_for_source", "what another authorised"),
    "authorisations:covert_profiles": ("may_read_profiles", ""),
    "authorisations:covert_profile": ("may_read_profiles", ""),
    "authorisations:covert_profile_add": ("may_keep_profiles", ""),
    "authorisations:covert_profile_users": ("may_keep_profiles", ""),
    "authorisations:covert_profile_approve": ("may_approve_profile", "another's entry"),
    "authorisations:covert_profile_decline": ("may_approve_profile", "another's entry"),
    "authorisations:covert_profile_review": ("may_review_profile", ""),
    "authorisations:covert_profile_assess": ("may_keep_profiles", ""),
    "authorisations:covert_profile_audit": ("may_audit_profile", ""),
    "authorisations:covert_profile_retire": ("may_retire_profile", ""),
    "retention:due": ("may_read_retention", ""),
    "retention:pathway": ("may_read_retention", ""),
    "retention:kept": ("may_read_retention", ""),
    "retention:holds": ("may_read_retention", ""),
    "retention:hold": ("may_read_retention", ""),
    "retention:restored": ("may_place_hold", ""),
    "retention:restored_stand_in": ("may_place_hold", ""),
    "retention:hold_place": ("may_place_hold", ""),
    "retention:hold_end": ("may_end_hold", "another’s hold"),
    "oversight:errors": ("may_read_errors", ""),
    "oversight:error": ("may_read_errors", ""),
    "oversight:error_file": ("may_read_errors", ""),
    "oversight:error_add": ("may_record_error", ""),
    "oversight:error_establish": ("may_decide_error", ""),
    "oversight:error_dismiss": ("may_decide_error", ""),
    "oversight:error_interim": ("may_decide_error", ""),
    "oversight:error_full": ("may_decide_error", ""),
    "investigations:accounts": ("may_read_subject", "their service's, not on its list"),
    "investigations:kind_confirm": ("may_confirm_kind", "their service's, not on its list"),
    "investigations:account_part": ("may_change_investigation", "their service's, not on its list"),
    "overt_plans:to_sign": ("may_sign_plans", ""),
    "overt_plans:of": ("may_read_investigation", "their service's, not on its list"),
    "overt_plans:propose": ("may_propose_plan", "their service's, not on its list"),
    "overt_plans:plan": ("may_read_plan", "of their own service's"),
    "overt_plans:sign": ("may_sign_plan", "another's, of their service"),
    "overt_plans:decline": ("may_sign_plan", "another's, of their service"),
    "overt_plans:end": ("may_end_plan", "another's, of their service"),
    "overt_plans:take_back": ("may_take_back_plan", "another's, of their service"),
    "looks:looks": ("may_open_looks", ""),
    "looks:phone": ("may_open_looks", ""),
    "looks:begin": ("may_open_looks", ""),
    "looks:bookmark": ("may_open_looks", ""),
    "looks:open_address": ("may_open_looks", ""),
    "looks:open_general": ("may_open_looks", ""),
    "looks:open_subject": ("may_look_at", "their service's, not on its list"),
    "looks:re_triage_ask": ("may_look_at", "their service's, not on its list"),
    "looks:of": ("may_read_investigation", "their service's, not on its list"),
    "looks:drift": ("may_see_drift", "their service's, not on its list"),
    "looks:service": ("may_supervise_looks", ""),
    "looks:looks_import": ("may_import_looks", ""),
    "looks:looks_template_csv": ("may_import_looks", ""),
    "looks:looks_template_xlsx": ("may_import_looks", ""),
    "looks:report": ("may_read_look_figures", ""),
    "looks:standing_purpose": ("may_set_standing_purposes", ""),
    "looks:re_triages": ("may_decide_re_triages", ""),
    "looks:re_triage": ("may_read_re_triage", "of their service's subject, not on its list"),
    "looks:look": ("may_read_look", "another's of an investigation of their service, not on its list"),
    "looks:page_view": ("may_go_on_with_look", "another's"),
    "looks:keep": ("may_go_on_with_look", "another's"),
    "looks:check": ("may_check_look", "another's of an investigation of their service, not on its list"),
    "looks:evaluate": ("may_evaluate_look", "another's of their service"),
    "evidence:exhibits": ("may_see_exhibits", ""),
    "evidence:exhibits_of": ("may_read_investigation", "their service's, not on its list"),
    "evidence:exhibits_of_look": (
        "may_read_look",
        "another's of an investigation of their service, not on its list",
    ),
    "evidence:exhibit": ("may_read_capture", "another's, its investigation's list has them not"),
    "evidence:exhibit_correct": ("may_change_exhibit", "its investigation's list has them not"),
    "evidence:pack": ("may_make_pack", "its investigation's list has them not"),
    "evidence:intake": ("may_take_in", "another's look"),
    "evidence:produce": ("may_produce_exhibit", "another's, its investigation's list has them not"),
    "evidence:relevance": ("may_decide_relevance", "another's, its investigation's list has them not"),
    "evidence:undecided": ("may_open_looks", ""),
    "evidence:captures": ("may_open_looks", ""),
    "evidence:capture": ("may_read_capture", "another's, its investigation's list has them not"),
    **{
        f"evidence:{one}": ("may_read_capture", "another's, its investigation's list has them not")
        for one in ("see", "see_part", "compare_choose", "compare")
    },
    "evidence:custody": ("may_see_custody", "another's, its investigation's list has them not"),
    "evidence:of_look": ("may_read_look", "another's of an investigation of their service, not on its list"),
    "evidence:ask": ("may_ask_for_capture", "another's look"),
    "evidence:stop": ("may_stop_capture", "another's"),
    "evidence:repeat": ("may_ask_for_capture", "another's look"),
    "retention:deletions": ("may_read_deletions", ""),
    "retention:remains": ("may_read_deletions", ""),
    "retention:deletion": ("may_read_deletions", ""),
    "retention:certificate": ("may_read_deletions", ""),
    "retention:certificate_file": ("may_read_deletions", ""),
    "retention:deletion_propose": ("may_propose_deletion_of", "looks of no service"),
    "retention:deletion_propose_of": ("may_propose_deletion_of", "their own service's looks"),
    "retention:deletion_reassign": ("may_propose_deletion", ""),
    "retention:deletion_thing": ("may_decide_deletion", "another's list"),
    "retention:deletion_thing_open": ("may_open_listed", "a letter on a list"),
    "retention:deletion_approve": ("may_decide_deletion", "another's list"),
    "retention:deletion_send_back": ("may_decide_deletion", "another's list"),
    "retention:deletion_send_again": ("may_change_deletion", "another's list"),
    "retention:deletion_give_up": ("may_change_deletion", "another's list"),
    "foi:requests": ("may_read_requests", ""),
    "foi:request": ("may_read_requests", ""),
    "foi:confirm": ("may_choose_topic", ""),
    "foi:draft": ("may_read_requests", ""),
    "foi:draft_file": ("may_read_requests", ""),
    "foi:question": ("may_read_requests", ""),
    "foi:question_topic": ("may_choose_topic", ""),
    "foi:question_wording": ("may_word_answer", ""),
    "foi:question_search": ("may_record_search", ""),
    "foi:search": ("may_read_requests", ""),
    "foi:search_file": ("may_read_requests", ""),
    "foi:letter": ("may_read_requests", ""),
    "foi:letter_file": ("may_read_requester", ""),
    "foi:send": ("may_send_answer", ""),
    "foi:refuse": ("may_refuse_question", ""),
    "foi:refuse_by": ("may_refuse_question", ""),
    "foi:refusal_lift": ("may_refuse_question", ""),
    "foi:course": ("may_read_requests", ""),
    "foi:step_new": ("may_record_step", ""),
    "foi:step_file": ("may_read_requester", ""),
    "foi:request_new": ("may_receive_request", ""),
    "foi:publication_new": ("may_publish_answer", ""),
    "foi:publication": ("may_read_requests", ""),
    "foi:publication_correct": ("may_correct_publication", ""),
    "foi:publication_withdraw": ("may_withdraw_publication", ""),
    "foi:request_file": ("may_read_requests", ""),
    "foi:recut": ("may_cut_request", ""),
    "foi:requester": ("may_read_requester", ""),
    "foi:alike": ("may_read_requests", ""),
    "foi:law": ("may_read_requests", ""),
}
OPEN_TO_ALL_SIGNED_IN = {
    "oversight:slip",  # of one's own acts
    "home",
    "looks:made",
    "registers",
    "reports",
    "search",
    "help:contents", "help:document", "help:glossary",
    "organisation:your_sign_in", "organisation:session_end", "organisation:sessions_end",
    "organisation:digest_ask", "organisation:digest_stop",
    "organisation:council_fresh", "organisation:council_link", "organisation:council_link_confirm", "organisation:council_unlink",
    "account_reauthenticate",
    "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
}  # fmt: skip
# What everybody may do for themselves.
OWN = {
    ("may_set_password", "their own account"),
    ("may_end_session", "their own"),
    ("may_link", "their own account"),
    ("may_choose_digest", "their own account"),
    ("may_see_recovery", "of their own account"),
    ("may_stop_recovery", "of their own account"),
    ("may_read_recommendation", "their own"),
    ("may_give_evidence", "their own"),
    ("may_see_training_of", "their own"),
    ("may_keep_source_records", "a source that they run"),
    ("may_open_source_records", "a source that they run"),
    ("may_know_whom_it_names", "a source that they run"),
    ("may_record_look", ""),  # a look that happened is recorded by whoever made it
    ("may_go_on_with_look", "their own"),
    ("may_read_look", "their own"),
    ("may_evaluate_look", "their own"),
    ("may_take_in", "their own look"),  # of a look that they recorded
    ("may_stop_capture", "their own"),
    ("may_read_capture", "their own of no investigation"),
    ("may_see_custody", "their own of no investigation"),
}
POSTED = {
    "retention:deletion_thing_open",
    "retention:rights_request_erase",
    "foi:refusal_lift",
    "reports:inspection_pack",
    "reports:annual_return_sign",
    "organisation:person_link",
    "organisation:recovery_agree", "organisation:recovery_decline", "organisation:recovery_stop", "organisation:recovery_link",
    "organisation:recovery_factor", "organisation:duty_take_back",
    "organisation:duty_grant", "organisation:duty_decline", "organisation:own_pages_confirm", "organisation:own_pages_decline", "organisation:welsh_withdraw",
    "governance:document_read",
    "investigations:need_to_know_remove", "investigations:kind_confirm", "looks:begin", "authorisations:source_close",
    "evidence:stop", "evidence:repeat",
    "authorisations:calendar_make", "authorisations:calendar_withdraw", "authorisations:ask_for_report",
    "investigations:break_glass_acknowledge", "investigations:break_glass_close",
}  # fmt: skip
OF_INVESTIGATION = {"authorisations:of_investigation", "authorisations:begin"}
FORBIDDEN = 403
VISITORS = {NOBODY: rights.NOBODY, **DUTIES, ADMINISTRATORS[1]: DutyKind.SYSTEM_ADMINISTRATOR}


@pytest.fixture(scope="module")
def matrix():
    """Who may what, each act asked once."""
    return rights.rights()


@pytest.fixture
def places(people):
    """The arguments of every address that takes some: real rows, so that nothing is refused for not being there."""
    manager = glass.another_sro(people, name="sandra", kind="line_manager")
    keeper, sro = glass.another_sro(people, name="rhys", kind="records_manager"), glass.another_sro(people)
    # Before any request is open, which would hold it.
    listed = deletions.a_proposed_list(people, given.a_letter(people), by=manager)
    letter = given.a_letter_with_reply(people)
    received = request.receive(
        "1. Why?", received_on=given.AT.date(), regime="foia", by=people.bryn, at=given.AT
    )
    search_by_hand = searched(received, people, file=given.LETTER)
    acknowledged = step.take(
        received, kind="acknowledged", on=given.AT.date(), words="", until=None, by=people.bryn, at=given.AT
    )
    proposal = duty_acts.propose(
        people.nell, kind=DutyKind.INVESTIGATOR, from_on=given.AT.date(), by=people.ada, at=given.AT
    )
    recovered = asked(people, a_colleague(people))
    published = a_publication(people)
    checked = oversight.a_recommendation_with_evidence(people, owner=people.ada, by=people.ada)
    adopted = signed.an_adopted_schedule(people).schedule
    stated = signed.entered_quarter(
        people, signed.seat_of("senior_responsible_officer"), signed.Q4_2025, letters=0
    )
    looked_into = given.a_subject(people, given.an_investigation(people, by=people.marian), by=people.marian)
    assessed, rules = (
        triage.assessed_case(people, "T27", subject=looked_into, by=people.marian),
        adopt(people),
    )
    broken = glass.broken(people, looked_into.investigation, by=sro, at=given.AT)
    (confirmation,) = law_confirmation.sign([latest("theft_act_1968_s1")], by=people.leila, at=given.AT)
    applied, profile = authorisations.a_draft_of_anothers(people), authorisations.a_profile(people)
    theirs = looks.somebody_elses(people)
    captured = evidence.a_capture(people, theirs.look)
    draft, signature = documents.a_draft(), documents.a_signature("dpia")
    clause = documents.a_clause(draft)
    rights_request, asked_step = rights_requests.a_restricting_request(people)
    complained = complaints.a_complaint(people)
    complained_step = complaints.a_complaint_step(people, complained, "acknowledged")
    named_in = rights_requests.a_protected_error_report(people, by=sro)
    hold = retention.a_hold(people, letter, by=keeper)
    named = {address.name: address.pattern for address in addresses() if address.name in ASKS}
    by_kind = {
        "oversight:audit": oversight.an_audit(people),
        "oversight:inspection": checked.inspection,
        "oversight:error": errors.an_established_error(people),
        "oversight:recommendation": checked,
        "authorisations:covert": profile,
        "retention:hold": hold,
        "governance:third_party": a_third_party(people),
        "governance:processing": an_activity(people),
        "governance:members": a_meeting(people),
        "listening:project": a_proposal(people),
        "listening:ward": a_ward(called="Another ward"),
        "listening:source": a_recorded_source(people),
        "retention:rights": rights_request,
        "retention:complaint": complained,
        "governance:tool": (used := tools_and_training.a_tool(people)),
        "reports:tool": used,
        "governance:course": tools_and_training.a_course(people),
        "governance:session": tools_and_training.a_session(people),
    }
    whole = theirs.subject.investigation
    held = exhibits.a_held_capture(people, theirs.look, by=theirs.look.opened_by)
    exhibited = exhibits.an_exhibit(people, held, by=theirs.look.opened_by)
    own = {
        "looks:assess": looked_into.investigation,
        "investigations:kind_confirm": whole,
        **dict.fromkeys(("looks:of", "looks:drift", "looks:open_subject", "looks:re_triage_ask"), whole),
        **dict.fromkeys(("overt_plans:of", "overt_plans:propose"), whole),
        **{f"overt_plans:{one}": theirs.plan for one in ("plan", "sign", "decline", "take_back", "end")},
        **{f"looks:{one}": theirs.look for one in ("look", "page_view", "keep", "check", "evaluate")},
        "evidence:exhibits_of": whole,
        **{f"evidence:{one}": theirs.look for one in ("exhibits_of_look", "intake")},
        **dict.fromkeys(("evidence:produce", "evidence:relevance"), held),
        **{f"evidence:{one}": exhibited for one in ("exhibit", "exhibit_correct", "pack")},
        **{f"evidence:{one}": theirs.look for one in ("of_look", "ask")},
        **{
            f"evidence:{one}": captured
            for one in (
                "capture",
                "stop",
                "repeat",
                "see",
                "see_part",
                "custody",
                "compare_choose",
                "compare",
            )
        },
        "looks:re_triage": theirs.re_triage,
        "looks:profile_uses": profile,
    }
    rows = {
        "person_id": lambda name: (people.ada if name == "governance:training_of" else people.nell).id,
        "recovery_id": lambda name: recovered.id,
        "duty_id": lambda name: (
            people.ines.duties.get().id if name == "organisation:duty_end" else proposal.id
        ),
        "account_id": lambda name: looked_into.id,
        "reference": lambda name: (
            own[name].reference
            if name in own
            else listed.reference
            if name.startswith(("retention:deletion", "retention:certificate"))
            else looked_into.investigation.reference
            if name.startswith(("investigations:", "triage:")) or name in OF_INVESTIGATION
            else (
                by_kind.get(name.split("_")[0])
                or (applied if name.startswith("authorisations:") else None)
                or (received if name.startswith("foi:") else letter)
            ).reference
        ),
        "assessment_reference": lambda name: assessed.assessment.reference,
        "step": lambda name: "review",
        "page_id": lambda name: "means" if name.startswith("triage:") else "operation",
        "service": lambda name: people.marian.service_id,
        "adoption_id": lambda name: rules.id,
        "document_reference": lambda name: draft.reference,
        "edition": lambda name: draft.edition,
        "clause_id": lambda name: clause.id,
        "none_id": lambda name: signature.id,
        "letter_id": lambda name: acknowledged.id,
        "ground": lambda name: "s31_1_a",
        "scope": lambda name: "withheld",
        "step_id": lambda name: {
            "retention:rights_request_letter": asked_step.id,
            "retention:rights_request_copy": asked_step.id,
            "retention:rights_request_sent_letter": asked_step.id,
            "retention:complaint_letter": complained_step.id,
        }.get(name, checked.steps.get().id),
        "schedule_reference": lambda name: adopted.reference,
        "code": lambda name: "look",
        "statement_reference": lambda name: stated.reference,
        "seat": lambda name: signed.trading_standards().slug,
        "quarter": lambda name: signed.Q4_2025.slug,
        "first_on": lambda name: "2016-01-01",
        "publication_reference": lambda name: published.reference,
        "ending": lambda name: "html",
        "label": lambda name: "oversight.inspection",
        "number": lambda name: "1",
        "kind": lambda name: {
            "authorisations:begin_from": "directed_surveillance",
            "retention:rights_request_step": "extended",
            "retention:rights_request_step_sent": "extended",
            "retention:complaint_link_end": ("may_end_link", ""),
            "retention:complaint_step": "enquired",
        }.get(name, "interim"),
        "confirmation_id": lambda name: confirmation.id,
        "glass_id": lambda name: broken.id,
        "hearing_id": lambda name: applied.id,
        "opening_id": lambda name: applied.id,
        "event_id": lambda name: events_about(people.nell.id)[0].id,
        "part": lambda name: "text",
        "other": lambda name: captured.reference,
        "table": lambda name: "evidence.capture",
        "item": lambda name: named_in.id if name.startswith("retention:rights_question") else held.id,
        "search_reference": lambda name: search_by_hand.reference,
    }
    return {
        name: reverse(name, kwargs={key: row(name) for key, row in rows.items() if f":{key}>" in pattern})
        for name, pattern in named.items()
    }


def status(client, path, *, posted):
    """The answer's status; what the request changed is undone."""
    with transaction.atomic():
        answer = client.post(path) if posted else client.get(path)
        transaction.set_rollback(True)
    return answer.status_code


def test_every_act_asks_somebody_and_every_question_is_in_the_matrix(matrix):
    asked = {right.may for right in matrix} | rights.ASKS_NOBODY.keys()
    assert asked == rights.questions().keys()
    assert set(rights.COLUMNS) == set(DutyKind)


def test_every_question_is_asked_by_something():
    named = Counter(word for one in modules() for word in re.findall(r"\bmay_\w+", one.text))
    wrong = [may for may in rights.questions() if named[may] < 2]
    assert not wrong, listed(wrong)


def test_nobody_without_a_duty_may_do_anything_but_what_is_their_own_and_no_closed_account(matrix):
    closed = [right.may for right in matrix if rights.CLOSED in right.holders]
    without = {(right.may, right.about) for right in matrix if rights.NOBODY in right.holders}
    assert not closed
    assert without <= OWN


def test_every_address_is_public_or_asks_or_is_open_to_all_who_signed_in():
    private = {address.name for address in addresses() if not address.is_public}
    assert private == ASKS.keys() | OPEN_TO_ALL_SIGNED_IN
    assert {may for may, _ in ASKS.values()} <= rights.questions().keys()


def test_without_sign_in_every_page_leads_to_it(places):
    client, wrong = browser(), {}
    for name, path in places.items():
        answer = client.post(path) if name in POSTED else client.get(path)
        if answer.status_code != 302 or not answer["Location"].startswith(reverse("account_login")):
            wrong[name] = answer.status_code
    assert not wrong
    assert client.get(reverse("home")).status_code == 302


def visits(expected):
    """Who opens which address: everybody every one in `make proof` (TESTS_EVERY_ROW=1), else one who may and one who may not."""
    for number, name in enumerate(ASKS):
        may = [who for who in VISITORS if name in expected[who]]
        may_not = [who for who in VISITORS if name not in expected[who]]
        for group in (may, may_not):
            for who in group if EVERY_ROW else turn(group, number):
                yield who, name


def turn(group, number):
    """One of a group, the next one each time; none of an empty one."""
    return group[number % len(group) :][:1] if group else []


def test_a_page_opens_for_a_duty_exactly_where_the_matrix_says_so(people, places, matrix):
    holders = {(right.may, right.about): right.holders for right in matrix}
    expected = {
        who: {name for name, asks in ASKS.items() if duty in holders[asks]} for who, duty in VISITORS.items()
    }
    client = {who: signed_in(getattr(people, who)) for who in VISITORS}
    wrong = {
        (who, name)
        for who, name in visits(expected)
        if (status(client[who], places[name], posted=name in POSTED) != FORBIDDEN) != (name in expected[who])
    }
    assert not wrong
    assert {status(one, reverse("home"), posted=False) for one in client.values()} == {200}


def test_whoever_may_not_read_a_row_cannot_tell_whether_it_exists(people, places, matrix):
    holders = {(right.may, right.about): right.holders for right in matrix}
    strangers = {NOBODY: rights.NOBODY, "ines": DutyKind.INVESTIGATOR, "joan": DutyKind.ELECTED_MEMBER}
    client = {who: signed_in(getattr(people, who)) for who in strangers}
    restricted = {name: path for name, path in places.items() if not name.startswith("governance:")}
    wrong = {}
    for number, (name, path) in enumerate(sorted(restricted.items())):
        other = where_nothing_is(path)
        may_not = [who for who, duty in strangers.items() if duty not in holders[ASKS[name]]]
        for who in (may_not if EVERY_ROW else turn(may_not, number)) if other else ():
            told = [refusal(client[who], one, posted=name in POSTED) for one in (path, other)]
            if told[0] != told[1]:
                wrong[who, name] = told
    assert not wrong


def where_nothing_is(path):
    """The address of a row that does not exist, beside that of one that does; None where an address names no reference."""
    other = re.sub(r"/([A-Z]+)-\d{4}/", r"/\1-9999/", path, count=1)
    return other if other != path else None


def refusal(client, path, *, posted):
    """What somebody learns from an answer: its status, its words without the reference, and how much was looked up."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = client.post(path) if posted else client.get(path)
        transaction.set_rollback(True)
    return answer.status_code, re.sub(r"[A-Z]+-\d{4}", "…", words(answer)), len(asked)
