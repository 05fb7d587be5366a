"""The things that each question of deletion, rights requests and complaints is tried on."""

from collections.abc import Sequence
from uuid import uuid4

from tools.rights_things import Things, a_person
from watchbook.governance.letters.models import LetterReceived
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.rights_request.models import FoundItem


def _a_hold(*duties: DutyKind) -> LegalHold:
    """A hold that somebody with these duties placed."""
    row = LegalHold(placed_by=a_person())
    row.placed_by.kept["duties"] = {today(): frozenset(one.value for one in duties)}
    return row


def _to_be_erased(*, by: Person, author: Person | None = None) -> FoundItem:
    """An error report that somebody wants erased, made by nobody, or by somebody."""
    row = FoundItem(table="oversight.errorreport", thing=uuid4(), decided_by=by)
    row.__dict__["_authors"] = frozenset({author.id} if author else ())
    return row


CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_propose_deletion_of": (
        ("their own service's letters", lambda me: [me.service_id, "governance.letterreceived"]),
        ("their own service's looks", lambda me: [me.service_id, "looks.look"]),
        ("another service's looks", lambda me: [uuid4(), "looks.look"]),
        ("looks of no service", lambda me: [None, "looks.look"]),
    ),
    "may_change_deletion": (
        ("another's list", lambda me: [DeletionList(proposed_by=a_person())]),
        ("their own list", lambda me: [DeletionList(proposed_by=me)]),
    ),
    "may_decide_deletion": (
        ("another's list", lambda me: [DeletionList(proposed_by=a_person())]),
        ("their own list", lambda me: [DeletionList(proposed_by=me)]),
    ),
    "may_open_listed": (
        (
            "a letter on a list",
            lambda me: [DeletionItem(table="governance.letterreceived"), LetterReceived()],
        ),
    ),
    "may_end_hold": (
        ("another’s hold", lambda me: [_a_hold()]),
        ("a solicitor’s hold", lambda me: [_a_hold(DutyKind.SOLICITOR)]),
        ("their own hold", lambda me: [LegalHold(placed_by=me)]),
    ),
    "may_know_what_is_held": (
        ("a protected record that is gone", lambda me: [_a_hold()]),
        ("a letter", lambda me: [LegalHold(placed_by=a_person(), table="governance.letterreceived")]),
    ),
    "may_read_why_held": (
        ("another’s hold on a record that is gone", lambda me: [_a_hold()]),
        ("their own hold", lambda me: [LegalHold(placed_by=me)]),
    ),
    "may_end_link": (("a complaint", lambda me: [Complaint()]),),
    "may_decide_complaint": (("a complaint", lambda me: [Complaint()]),),
    "may_answer_rights_question": (
        ("an error report that the search found", lambda me: [FoundItem(table="oversight.errorreport")]),
    ),
    "may_agree_to_erasure": (
        (
            "an error report that another wants erased",
            lambda me: [_to_be_erased(by=a_person())],
        ),
        (
            "an error report that they want erased themselves",
            lambda me: [_to_be_erased(by=me)],
        ),
        ("an error report that they made", lambda me: [_to_be_erased(by=a_person(), author=me)]),
    ),
}
