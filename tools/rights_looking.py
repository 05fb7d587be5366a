"""The things that each question of looks, captures and exhibits is tried on."""

from collections.abc import Sequence
from uuid import uuid4

from tools.rights_things import Things, a_capture, a_person, an_investigation, seen_through_glass
from watchbook.evidence.models import Capture, Exhibit
from watchbook.investigations.models import Subject
from watchbook.looks.models import Look, ReTriage

OF_A_PROJECT: Sequence[tuple[str, Things]] = (
    ("their service's", lambda me: [me.service_id, []]),
    ("another service's, which they proposed", lambda me: [uuid4(), [me.id]]),
    ("another service's, which another proposed", lambda me: [uuid4(), [uuid4()]]),
)
CASES: dict[str, Sequence[tuple[str, Things]]] = {
    "may_look_at": (
        (
            "their service's, on its list",
            lambda me: [Subject(investigation=an_investigation(me.service_id, listed=me))],
        ),
        (
            "their service's, not on its list",
            lambda me: [Subject(investigation=an_investigation(me.service_id))],
        ),
    ),
    "may_go_on_with_look": (
        ("their own", lambda me: [Look(opened_by=me)]),
        ("another's", lambda me: [Look(opened_by=a_person(), service_id=me.service_id)]),
    ),
    **dict.fromkeys(
        ("may_read_look", "may_evaluate_look", "may_check_look"),
        (
            (
                "another's of an investigation of their service, not on its list",
                lambda me: [
                    Look(
                        opened_by=a_person(),
                        service_id=me.service_id,
                        investigation=an_investigation(me.service_id),
                    )
                ],
            ),
            (
                "another's of an investigation whose glass they broke",
                lambda me: [Look(opened_by=a_person(), investigation=seen_through_glass(me))],
            ),
            ("their own", lambda me: [Look(opened_by=me)]),
            ("another's of their service", lambda me: [Look(opened_by=a_person(), service_id=me.service_id)]),
            ("another service's", lambda me: [Look(opened_by=a_person(), service_id=uuid4())]),
        ),
    ),
    "may_decide_project": (
        ("another's", lambda me: [[uuid4()]]),
        ("their own", lambda me: [[me.id]]),
    ),
    "may_start_again": (
        ("what another changed", lambda me: [[uuid4()]]),
        ("what they changed themselves", lambda me: [[me.id]]),
    ),
    "may_agree_source": (
        ("another's", lambda me: [[uuid4()]]),
        ("their own", lambda me: [[me.id]]),
    ),
    "may_agree_ward": (
        ("another's", lambda me: [[uuid4()]]),
        ("their own", lambda me: [[me.id]]),
    ),
    "may_change_project": OF_A_PROJECT,
    "may_label_project": OF_A_PROJECT,
    "may_see_drift": (
        ("their service's, on its list", lambda me: [an_investigation(me.service_id, listed=me)]),
        ("their service's, not on its list", lambda me: [an_investigation(me.service_id)]),
        ("another service's, not on its list", lambda me: [an_investigation(uuid4())]),
    ),
    "may_decide_re_triage": (
        ("another's", lambda me: [ReTriage(asked_by=a_person())]),
        ("their own", lambda me: [ReTriage(asked_by=me)]),
    ),
    "may_read_re_triage": (
        (
            "of their service's subject, on its list",
            lambda me: [ReTriage(subject=Subject(investigation=an_investigation(me.service_id, listed=me)))],
        ),
        (
            "of their service's subject, not on its list",
            lambda me: [ReTriage(subject=Subject(investigation=an_investigation(me.service_id)))],
        ),
    ),
    "may_ask_for_capture": (
        ("their own look", lambda me: [Look(opened_by=me)]),
        ("another's look", lambda me: [Look(opened_by=a_person(), service_id=me.service_id)]),
    ),
    "may_take_in": (
        ("their own look", lambda me: [Look(opened_by=me)]),
        ("another's look", lambda me: [Look(opened_by=a_person(), service_id=me.service_id)]),
    ),
    "may_stop_capture": (
        ("their own", lambda me: [Capture(asked_by=me)]),
        ("another's", lambda me: [Capture(asked_by=a_person())]),
    ),
    **dict.fromkeys(
        ("may_read_capture", "may_see_custody", "may_produce_exhibit", "may_decide_relevance"),
        (
            (
                "another's, its investigation's list has them",
                lambda me: [a_capture(a_person(), me.service_id, listed=me)],
            ),
            (
                "another's, its investigation's list has them not",
                lambda me: [a_capture(a_person(), me.service_id)],
            ),
            (
                "another's of no investigation",
                lambda me: [
                    Capture(asked_by=a_person(), look=Look(opened_by=a_person(), service_id=me.service_id))
                ],
            ),
            ("their own of no investigation", lambda me: [Capture(asked_by=me, look=Look(opened_by=me))]),
        ),
    ),
    **dict.fromkeys(
        ("may_change_exhibit", "may_make_pack"),
        (
            (
                "its investigation's list has them",
                lambda me: [Exhibit(capture=a_capture(a_person(), me.service_id, listed=me))],
            ),
            (
                "its investigation's list has them not",
                lambda me: [Exhibit(capture=a_capture(a_person(), me.service_id))],
            ),
        ),
    ),
}
