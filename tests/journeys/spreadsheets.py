"""The canary by spreadsheet: for each import a file to be refused, one with our headings, one with headings to be matched."""

from urllib.parse import urljoin

from tests.journeys.canary import A_WARD, CANARY, LEFT, MAIL, PDF, SITE
from watchbook.authorisations.earlier_record_import import CENTRAL_RECORD
from watchbook.files.columns import ColumnKind
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.documents.imports import CLAUSE_COLUMNS, DOCUMENTS
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.governance.members.urls import MEETINGS
from watchbook.governance.none_held.imports import NONE_HELD
from watchbook.governance.processing.urls import ACTIVITIES
from watchbook.governance.retention_schedule.imports import RETENTION_SCHEDULES
from watchbook.governance.software.imports import TOOLS
from watchbook.governance.third_parties.urls import THIRD_PARTIES
from watchbook.governance.training.imports import TRAINING_ATTENDANCE, TRAINING_COURSES
from watchbook.listening.urls import WARDS
from watchbook.looks.looks_import import LOOKS
from watchbook.organisation.people_import import COLUMNS as PEOPLE
from watchbook.oversight.inspection.imports import INSPECTIONS
from watchbook.oversight.internal_audit.imports import INTERNAL_AUDITS
from watchbook.oversight.recommendation.imports import RECOMMENDATIONS

IMPORTS = {
    "authorisations:central_record_import": CENTRAL_RECORD.columns,
    "looks:looks_import": LOOKS.columns,
    "organisation:people_import": PEOPLE,
    "governance:documents_import": DOCUMENTS.columns,
    "governance:letters_import": LETTERS_RECEIVED.columns,
    "governance:none_held_import": NONE_HELD.columns,
    "governance:retention_import": RETENTION_SCHEDULES.columns,
    "governance:members_meetings_import": MEETINGS.columns,
    "governance:processing_import": ACTIVITIES.columns,
    "governance:third_parties_import": THIRD_PARTIES.columns,
    "listening:wards_import": WARDS.columns,
    "governance:tools_import": TOOLS.columns,
    "governance:training_attendance_import": TRAINING_ATTENDANCE.columns,
    "governance:training_courses_import": TRAINING_COURSES.columns,
    "oversight:audits_import": INTERNAL_AUDITS.columns,
    "oversight:inspections_import": INSPECTIONS.columns,
    "oversight:recommendations_import": RECOMMENDATIONS.columns,
}
TEXTS = {ColumnKind.TEXT, ColumnKind.LONG_TEXT}
# Cells that must say something certain for their row to be taken.
CELLS = {
    "called": f"{CANARY} ward",
    **A_WARD,
    "service": "Trading Standards",
    "services": "Trading Standards",
    "code": "look",
    "of": "I-0001",
    "course": "Social media and RIPA",
    **dict.fromkeys(
        ("service_name", "tool", "privacy_notice", "dpia", "equality_assessment", "training", "policy"), ""
    ),
    "number": "9",
    "period_words": "",
    "lga_record_type": "",
    "action_words": "",
    "release_provision": "",
    "published_at": SITE,
    "published_on": "2018-06-12",
    "clauses": f"{CANARY}.csv",
    "due_on": "2030-01-31",
    "looked_at": "14:05",
    "owner": "helen@council.invalid",
    "person": "helen@council.invalid",
    "email": MAIL,
    "reply_file": "",
    "release": "",
    "reply": "none_asked",
    "pseudonym": "",
    "reviewed_on": "2019-06-04; 2019-07-02",
    "renewed_on": "",
}
STEPS = 4  # columns, days, rows, and one to spare


def cell(column, *, document, unlike):
    """What stands in a column of the one row; `document` is sent along, `unlike` makes a second row of it."""
    if column.name in CELLS and (CELLS[column.name] or not column.required):
        return CELLS[column.name]
    if column.kind is ColumnKind.FILE:
        return document
    return f"{CANARY}{unlike}" if column.kind in TEXTS else str(column.example)


def sheets(columns):
    """Files to send: headings and one row each, the last with headings that are the canary's and days of two readings."""
    ours = [column.name for column in columns]
    document = "" if "clauses" in ours else PDF[0]
    right = [cell(column, document=document, unlike="") for column in columns]
    other = [
        "03/04/2017"
        if column.kind is ColumnKind.DAY and column.example
        else cell(column, document=document, unlike=" too")
        for column in columns
    ]
    return [
        (["sender", CANARY], [CANARY, CANARY]),
        (ours, [CANARY for _ in ours]),
        (ours, right),
        ([f"{CANARY} {name}" for name in ours], other),
    ]


def bring_in(visitor, path, columns):
    """Send each of the files and go on as far as it leads; whether any of them was taken."""
    taken = [carry(visitor, path, columns, headings, row) for headings, row in sheets(columns)]
    return any(taken)


def carry(visitor, path, columns, headings, row):
    """One file through the steps of its import, each answered with nonsense first."""
    page = next(form for form in visitor.forms(path) if form.files)
    spreadsheet = (f"{CANARY}.csv", write_csv(headings, [row]))
    names = {column.name for column in columns}
    documents = {"documents": clauses() if "clauses" in names else PDF} if "documents" in page.files else {}
    answer = visitor.send(page, files={page.files[0]: spreadsheet} | documents)
    for _ in range(STEPS):
        if answer.location:
            answer = visitor.get(urljoin(answer.path, answer.location))
        form = next((one for one in visitor.forms_of(answer) if leads_on(one, path)), None)
        if form is None:
            break
        visitor.send(form, {box.name: CANARY for box in form.fields if box.name not in LEFT})
        places = {column.name: str(place) for place, column in enumerate(columns)}
        matches = places if "step=columns" in answer.path else {}
        answer = visitor.send(form, {name: place for name, place in matches.items() if name in form.values})
    is_over = "import=" not in answer.path and not visitor.forms_of(answer)
    return answer.status == 200 and (is_over or (answer.path != path and "import=" not in answer.path))


def leads_on(form, path):
    """Whether a form is a later step of an import."""
    return not form.files and urljoin(form.page, form.action).partition("?")[0] == path


def clauses():
    """The file of clauses that a document's row names."""
    right = {"number": "7.1", "settles": "social_media"}
    names = [column.name for column in CLAUSE_COLUMNS]
    return f"{CANARY}.csv", write_csv(names, [[right.get(name, CANARY) for name in names]])
