"""A made-up name, and how it is typed into a form: wherever it can stand, and as somebody types who means it."""

import re
from datetime import date, timedelta

from tests.listening.feeds import HOST
from tests.looks.given import OUR_PAGE
from tests.pages import a_day
from watchbook.demo.paper import a_paper
from watchbook.organisation.queries import today

CANARY = "Ottoline Wrenfeather"
TOKEN = "wrenfeather"  # in any case, in any encoding of the space before it
MAIL = f"{CANARY.replace(' ', '.')}@canary.invalid"
PATH = CANARY.replace(" ", "-")
SITE = f"https://canary.invalid/{PATH}/"
PROFILE = f"https://www.facebook.com/{CANARY.replace(' ', '.')}"
WORDS = {"text", "textarea", "password"}
PDF = (f"{CANARY}.pdf", a_paper(CANARY))
CONTENTS = {"logo": (f"{CANARY}.png", b"\x89PNG\r\n\x1a\n" + CANARY.encode())}
DAY = re.compile(r"(.+)_(day|month|year)")
# What Django and allauth put into a form for themselves.
LEFT = {"csrfmiddlewaretoken", "next"}
# What a page takes where the canary or today would be refused.
WITHHELD = {"release": "exempt"}
PAPERS = ("service_name", "tool", "privacy_notice", "dpia", "equality_assessment", "training")
AN_ACTIVITY = {**dict.fromkeys(PAPERS, ""), "is_refused_without_papers": "no"}
AN_EXHIBIT = {
    "collateral": "0",
    "sensitivity": "none",
    "retention_class": "capture_prosecution",
    **a_day("retain_until", today() + timedelta(days=300)),
}
# The title and the queries of a project are of listed words, and its wards and sources are what a public body says they are.
A_PROJECT = {"title": "Missed bins", "places": "", "search_words": "missed bin", "withheld_why": ""}
A_WARD = {"source": f"https://www.gov.uk/{PATH}"}
A_SOURCE = {"project_reference": "LISTEN-0002", "terms_address": f"https://{HOST}/{PATH}"}
WORTH = {
    "listening:project_add": A_PROJECT,
    "listening:project_correct": A_PROJECT,
    "listening:ward_add": A_WARD | {"called": f"Upper {CANARY} ward"},
    "listening:ward_correct": A_WARD | {"called": f"Lower {CANARY} ward"},
    "listening:source_add": A_SOURCE | {"address": f"https://{HOST}/{PATH}.xml"},
    "listening:source_correct": A_SOURCE | {"address": f"https://{HOST}/{PATH}/corrected.xml"},
    "governance:processing_activity_add": AN_ACTIVITY | {"activity": "capture"},  # of which no other entry is
    "governance:processing_activity_correct": AN_ACTIVITY,
    "governance:members_meeting_add": {"policy": ""},
    "governance:members_meeting_correct": {"policy": "", "committee": f"Another {CANARY}"},
    "begin:authority": {"name": "Test Council"},
    "begin:administrators": {"second_email": f"another.{MAIL}", "second_name": f"{CANARY} (records)"},
    "organisation:duties": {"answer": "grant"},
    "organisation:duty_propose": {"kind": "internal_auditor"},
    "triage:replay": {"name": "authority.drift.red_look", "value": "4"},
    "investigations:opening_when": {"offence": ""},
    "investigations:amend": {"offence": ""},
    "investigations:subject_add": {"people": ""},
    "investigations:subject_amend": {"people": ""},
    "investigations:accounts": {"address": PROFILE, "basis": "other"},
    "looks:begin": {"address": PROFILE},
    "looks:open_general": {"attests": "on", "about": "general", "address": SITE},
    "looks:open_address": {
        "investigation": "new",
        "attests": "on",
        "deciding": "none",
        "fact_offence": "none",
        "not_the_same": CANARY,  # asked only once the name was refused
    },
    "looks:open_subject": {"attests": "on", "deciding": "told", "fact_offence": "none"},
    "looks:re_triage_ask": {"deciding": "none", "fact_offence": "none"},
    "looks:made": {
        "attests": "on",
        "looked_at": "10:30",
        **a_day("looked_on", today() - timedelta(days=1)),
        "result": "nothing",
        "collateral": "0",
        "address": PROFILE,
    },
    "looks:look": {"result": "nothing", "collateral": "0", "address": ""},
    "looks:page_view": {"address": SITE},  # nobody's, as the looks of the fixture that are at nobody
    "evidence:ask": {"another": SITE},
    "looks:evaluate": {
        "useful": "no",
        "verified": "nothing",
        "used_in_decision": "no",
        "told": "exempt",
        **dict.fromkeys(("review_on_day", "review_on_month", "review_on_year"), ""),
    },
    "looks:check": {"finding": "explained"},
    "looks:re_triage": {"decision": "decline"},
    "looks:standing_purpose": {"is_core_function": "yes", "offence": "none"},
    "governance:drift_thresholds_set": {
        "amber_look": "2",
        "red_look": "3",
        "window_days": "28",
        "collateral_handles": "3",
        "night_from_hour": "22",
        "night_until_hour": "6",
        **a_day("from_on", today() + timedelta(days=1)),
    },
    "evidence:produce": AN_EXHIBIT | {"twice": "on"},
    "evidence:exhibit_correct": AN_EXHIBIT,
    "evidence:pack": {"proceedings": "civil", "extent": "without", "handling": "transferred"},
    "overt_plans:propose": {"looks_at_most": "2", "often_looks": "1", "often_days": "7"},
    "authorisations:begin": {"kind": "non_ripa"},
    "authorisations:grant": {"remarks_answered": CANARY, "takes_part": "no"}
    | a_day("review_on", today() + timedelta(days=14)),
    "authorisations:judicial_approval": {"outcome": "refused", "ordered_at": "00:00"},
    "authorisations:renewal_judicial_approval": {"outcome": "refused", "ordered_at": "00:00"},
    "authorisations:report": {"remarks_answered": CANARY},
    "authorisations:review": {"decision": "amend", "company_acts": "on", "remarks_answered": CANARY}
    | a_day("next_due_on", today() + timedelta(days=14)),
    "authorisations:renew": {"is_granted": "no", "remarks_answered": CANARY},
    "authorisations:cancel": {"product": "keep", "outcome": "prosecution", "remarks_answered": CANARY},
    "foi:request_new": {"twice": "on"},
    "foi:refuse": {"ground": "s22", "scope": "withheld"},
    "foi:refuse_by": {
        "for_giving": f"Readers of {CANARY} would see the figures a month sooner.",
        "for_withholding": f"Staff of {CANARY} check every figure together, and then publish all of them.",
        "balance": f"Withholding: the month lets {CANARY} correct mistakes, and nobody waits longer.",
        **a_day("publication_day", today() + timedelta(days=30)),
    },
    "foi:recut": {"do": "number", "number": "7"},
    "foi:send": {"licence": "other"},
    "foi:question_search": {"answer": f"We received 0 complaints about {CANARY}."},
    "foi:question_topic": {"topic": "none", "other": ""},
    "governance:document_publish": {"address": SITE},
    "governance:document_review": {"review_on_day": "1", "review_on_year": str(today().year + 1)},
    "governance:letter_reply_correct": {"drops_copy": ""},
    "governance:retention_class_change": {"period": "", "unit": "", "lga_record_type": ""},
    "evidence:relevance": {"is_relevant": "yes"},
    "retention:hold_place": {"ground": "complaint"},
    "governance:tool_add": {"used_by": "some"},
    "governance:tool_correct": {"used_by": "some"},
    **{
        f"oversight:{name}": WITHHELD
        for name in (
            "audit_add",
            "audit_correct",
            "audit_report",
            "inspection_add",
            "inspection_correct",
            "inspection_report",
        )
    },
    "oversight:error_add": {"authorisation": ""},
    "organisation:authority": {"colour": "#123456"},
    # One that stays, one to confirm, one to decline.
    "organisation:own_pages": {"listed": f"{OUR_PAGE}\n{SITE}\n{SITE}too/"},
    "your_data:complain": {"request_reference": ""},
    "retention:complaint_add": {"request_reference": ""},
    "retention:complaint_link": {"request_reference": "RR-0001"},
    "retention:rights_question": {"ground": "no_breach_3", "has_function": "yes", "is_against_crime": "yes"},
    "retention:rights_request_decide": {
        "numbers": "3",
        "ground": "erasure:public_task",
        "purpose": "1",
        "why": CANARY,
    },
    "retention:rights_request_correct": a_day("received_on", date(2026, 3, 3)),
    "governance:clause_add": {"number": "9"},
    "governance:retention_class_add": {
        "code": "canary_file",
        "period": "4",
        "period_words": "",
        "lga_record_type": "1234",
    },
    "governance:years_before": {"first_on_year": "2024"},
}


def names_the_canary(text):
    """Whether a text holds the name in any case."""
    return TOKEN in text.lower()


def nonsense(form):
    """The canary in every box, even in those that nobody types into."""
    return {
        box.name: MAIL if box.kind == "email" else CANARY
        for box in form.fields
        if box.kind != "file" and box.name not in LEFT
    }


def filled(form, name):
    """The form of an address as somebody fills it who means it: days real, the canary wherever words go."""
    values = {}
    for box in form.fields:
        if DAY.fullmatch(box.name):
            values |= a_day(DAY.fullmatch(box.name)[1], today())
        elif box.kind in {"email", "url"} or box.kind in WORDS:
            values[box.name] = {"email": MAIL, "url": SITE}.get(box.kind, CANARY)
    return values | WORTH.get(name, {})


def files_for(form):
    """The form's files, the canary in their names and in them."""
    return {name: CONTENTS.get(name, PDF) for name in form.files}
