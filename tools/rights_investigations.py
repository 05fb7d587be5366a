"""The things that each question of rights about investigations is tried on."""

from collections.abc import Sequence
from uuid import uuid4

from tools.rights_things import Things, a_person, an_investigation, seen_through_glass, some_glass
from watchbook.investigations.models import Subject
from watchbook.organisation.models import Service

CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_open_investigation": (
        ("their own service's", lambda me: [Service(id=me.service_id)]),
        ("another service's", lambda me: [Service(id=uuid4())]),
    ),
    **dict.fromkeys(
        (
            "may_read_investigation",
            "may_change_investigation",
            "may_break_glass",
            "may_apply",
            "may_propose_plan",
        ),
        (
            ("their service's, on its list", lambda me: [an_investigation(me.service_id, listed=me)]),
            ("their service's, not on its list", lambda me: [an_investigation(me.service_id)]),
            ("another service's, on its list", lambda me: [an_investigation(uuid4(), listed=me)]),
            ("another service's, not on its list", lambda me: [an_investigation(uuid4())]),
            ("another service's, whose glass they broke", lambda me: [seen_through_glass(me)]),
        ),
    ),
    **dict.fromkeys(
        ("may_read_broken_glass", "may_acknowledge_glass", "may_close_glass"),
        (
            (
                "another's, of their service's, on its list",
                lambda me: [some_glass(an_investigation(me.service_id, listed=me), by=a_person())],
            ),
            (
                "another's, of their service's, not on its list",
                lambda me: [some_glass(an_investigation(me.service_id), by=a_person())],
            ),
            ("their own", lambda me: [some_glass(an_investigation(uuid4()), by=me)]),
        ),
    ),
    **dict.fromkeys(
        ("may_read_subject", "may_confirm_kind"),
        (
            (
                "their service's, on its list",
                lambda me: [Subject(investigation=an_investigation(me.service_id, listed=me))],
            ),
            (
                "their service's, not on its list",
                lambda me: [Subject(investigation=an_investigation(me.service_id))],
            ),
        ),
    ),
    "may_need_to_know": (
        ("their own service's", lambda me: [an_investigation(me.service_id)]),
        ("another service's", lambda me: [an_investigation(uuid4())]),
    ),
}
