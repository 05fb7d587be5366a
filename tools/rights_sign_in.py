"""The things that each question of a person's sign-in, and of taking back a proposed duty, is tried on."""

from collections.abc import Sequence

from tools.rights_things import Things, a_duty, a_person
from watchbook.organisation.session_store import Session

CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_end_session": (
        ("another's", lambda me: [Session(person=a_person())]),
        ("their own", lambda me: [Session(person=me)]),
    ),
    "may_link": (
        ("another's account", lambda me: [a_person()]),
        ("their own account", lambda me: [me]),
    ),
    "may_choose_digest": (
        ("another's account", lambda me: [a_person()]),
        ("their own account", lambda me: [me]),
    ),
    "may_take_back_proposal": (
        ("another's proposal", lambda me: [a_duty(a_person(), proposed_by=a_person())]),
        ("their own", lambda me: [a_duty(a_person(), proposed_by=me)]),
    ),
    "may_end_sessions_of": (
        ("another's account", lambda me: [a_person()]),
        ("the system person's", lambda me: [a_person(is_system=True)]),
    ),
}
