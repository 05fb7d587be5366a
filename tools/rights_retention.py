"""The things that each question of deletion, rights requests and complaints is tried on."""

from collections.abc import Sequence
from uuid import uuid4

from tools.rights_things import Things, a_person
from watchbook.governance.letters.models import LetterReceived
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.rights_request.models import FoundItem

CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_propose_deletion_of": (
        ("their own service's records", lambda me: [me.service_id]),
        ("another service's records", lambda me: [uuid4()]),
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
    "may_decide_complaint": (("a complaint", lambda me: [Complaint()]),),
    "may_answer_rights_question": (
        ("an error report that the search found", lambda me: [FoundItem(table="oversight.errorreport")]),
    ),
}
