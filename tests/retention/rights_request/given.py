"""Rights requests and complaints that tests start from, reached by running the real acts."""

from datetime import UTC, date, datetime, timedelta

from tests import given as council
from tests.oversight.error_report import given as errors
from watchbook.audit_log.queries import has_done
from watchbook.keys.envelope import opened
from watchbook.organisation.queries import today
from watchbook.oversight.error_report import error_report
from watchbook.retention.rights_question import queries as questions
from watchbook.retention.rights_question import rights_question, second_keeper
from watchbook.retention.rights_question.rights_question import RightsAnswer
from watchbook.retention.rights_request import (
    challenge,
    found_item,
    processing_purpose,
    queries,
    rights_request,
    rights_step,
    subject_search,
)
from watchbook.retention.rights_request.found_item import DecisionOnItem
from watchbook.retention.rights_request.need_to_know import readable_ones
from watchbook.retention.rights_request.processing_purpose import PurposeSaid
from watchbook.retention.rights_request.rights_request import AskedRights
from watchbook.retention.rights_request.rules import BY_ID, ItemDecision
from watchbook.retention.rights_request.told_records import copies

RECEIVED = date(2026, 3, 3)
AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
TODAY = AT.date()
COPY = "A printout of each record, with other people’s names taken out"
ANOTHER, IN_ERROR = "Perpetua Lowe", "Orla Finch"
ASKED = {
    "rights": ("access", "erasure"),
    "received_on": RECEIVED,
    "name": "Jane Roe",
    "contact": "1 High Street\nHarrowmere",
    "words": "Send me everything, then delete it.",
    "names": ("@jane_roe",),
}


def a_rights_request(people, *, at=AT, **changes):
    """A request of Jane Roe's, or of somebody who has one name, taken in by the information officer."""
    if "name" in changes:
        changes.setdefault("names", ())
    return rights_request.receive(AskedRights(**ASKED | changes), by=people.bryn, at=at)


def a_step(people, row, kind, *, on=TODAY, words="Because of this", by=None, at=AT, ends=(), ends_on=None):
    """A step of a request; with an answer goes a copy of what is given."""
    enclosed = COPY if kind == "answered" and copies(row) else ""
    goes = {"enclosed": enclosed, "ends": ends, "ends_on": ends_on or (on if ends else None)}
    return rights_step.take(row, kind, on=on, words=words, **goes, by=by or people.bryn, at=at)


def later(monkeypatch):
    """The day after the last one on which what was closed today can be challenged."""
    day = challenge.challenged_until(today()) + timedelta(days=1)
    monkeypatch.setattr(queries, "today", lambda: day)


def identified(people, row, *, at=AT):
    """A request of which the officer recorded who asks: nothing is erased before."""
    a_step(people, row, "identified", on=at.date(), words="Passport shown", at=at)
    row.refresh_from_db()
    return row


def a_search(row, names, *, by):
    """A search of every part, as the page makes it."""
    return subject_search.search(row, subject_search.read(row, names, by=by), by=by, at=AT)


def searched(people, row, *names):
    """A request for which every part was searched, for these names and for every one that the person gave."""
    said = opened(row)
    a_search(row, [*names, said["person"], *said["names"]], by=people.fatima)
    row.refresh_from_db()
    return row


def questions_for(person):
    """The protected things about which somebody is asked."""
    rows = questions.undecided()
    return list(rows.filter(readable_ones(person, rows)))


def a_purpose(people, row, *, function="no", crime="no", words="Checking a safeguarding concern"):
    """A purpose of a request; by default one under the UK GDPR."""
    return processing_purpose.add(
        row, words, has_function=function, is_against_crime=crime, by=people.fatima, at=AT
    )


def corrected(people, purpose, *, function="no", crime="no", words="Another purpose", by=None, reopens=True):
    """A purpose in the place of another."""
    said = PurposeSaid(words, function, crime, reopens)
    return processing_purpose.correct(purpose, said, by=by or people.fatima, at=AT)


def answered_question(people, item, ground, *, why="Because of this", by=None, at=AT, **changes):
    """A decision on a protected thing by the line manager of its service, under the UK GDPR unless it says otherwise."""
    told = {
        "purpose": "Checking a safeguarding concern",
        "has_function": "no",
        "is_against_crime": "no",
        "enclosed": COPY,
    }
    made = RightsAnswer(ground, why, **told | changes)
    by = by or people.marian
    if not has_done(by.id, rights_question.READ.name, subject=item.told_about, found_item=str(item.id)):
        rights_question.read(item, by=by, at=at)
    return rights_question.answer([item], made, by=by, at=at)[0]


def agreed(people, item, *, by=None, at=AT):
    """A protected record that is to be erased, with the agreement of a second keeper who opened it: the DPO."""
    by = by or people.fatima
    rights_question.read(item, by=by, at=at)
    second_keeper.open_record(item, by=by, at=at)
    return second_keeper.agree(item, "Nobody needs it", by=by, at=at)


def decided(
    people, row, number, ground, *, purpose, why="Because of this", right=None, by=None, at=AT, **said
):
    """A decision on one thing that lies open, by the ground on which it rests, for the right of the request that it answers."""
    if ground not in BY_ID:
        made = DecisionOnItem(ItemDecision.NOT_THEIRS, None, "", why)
        return found_item.decide(row, [number], made, by=by or people.fatima, at=at)[0]
    answers = [one for one in row.rights if one in BY_ID[ground].rights]
    made = DecisionOnItem(
        BY_ID[ground].decision, purpose, ground, why, right or next(iter(answers), row.rights[0]), **said
    )
    return found_item.decide(row, [number], made, by=by or people.fatima, at=at)[0]


def a_restricting_request(people):
    """A request by which a letter that names the person is restricted, and its first step; nobody else has the name."""
    council.a_letter(people, subject=f"About {ANOTHER}")
    row = searched(people, a_rights_request(people, name=ANOTHER, rights=("erasure",)), ANOTHER)
    decided(people, row, 1, "dispute", purpose=a_purpose(people, row))
    return row, a_step(people, row, "acknowledged")


def a_protected_error_report(people, *, right="erasure", is_over=False, by=None):
    """An error report in which the person of a request is named, which the information officer may not read."""
    if is_over:
        suspected = errors.a_suspected_error(people)
        error_report.dismiss(suspected, why=f"{IN_ERROR} was not looked at", by=people.simon, at=errors.AT)
    else:
        found = errors.a_suspected_error(people, by=by)
        errors.an_established_error(people, row=found, why=f"{IN_ERROR} was looked at", by=by)
    asked = a_rights_request(people, name=IN_ERROR, names=(), rights=(right,))
    row = searched(people, asked, IN_ERROR)
    return row.founditems.get(table="oversight.errorreport")


def a_restricted_error_report(people):
    """The same error report, restricted by another request."""
    asked = a_rights_request(people, name=IN_ERROR, names=(), rights=("erasure",))
    row = searched(people, asked, IN_ERROR)
    return answered_question(
        people, row.founditems.get(table="oversight.errorreport"), "dispute", by=people.simon
    )


def an_error_report_to_be_erased(people):
    """The same error report, to be erased by another request once it has ended, if a second keeper agrees."""
    asked = a_rights_request(people, name=IN_ERROR, names=(), rights=("erasure",))
    row = searched(people, asked, IN_ERROR)
    found = row.founditems.get(table="oversight.errorreport")
    return answered_question(people, found, "later", by=people.simon)


def an_answered_request(people):
    """A request of which everything that was found is refused, answered by the information officer."""
    row = searched(people, a_rights_request(people, rights=("erasure",)))
    purpose = a_purpose(people, row)
    for item in row.founditems.filter(is_protected=False):
        decided(people, row, item.number, "public_task", purpose=purpose)
    a_step(people, row, "answered", words="")
    row.refresh_from_db()
    return row
