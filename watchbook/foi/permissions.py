"""Rights in requests: the information officer takes them in, answers and publishes; those who may read them besides."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

READERS = (
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.SOLICITOR,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
)


def may_receive_request(person: Person) -> None:
    """The information officer takes requests in (FOIA s.8, s.10)."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("record a request for information"))


def may_read_requests(person: Person) -> None:
    """Those who answer, advise or check read requests and drafts."""
    require_duty(person, *READERS, to=_("read requests for information"))


def may_cut_request(person: Person) -> None:
    """The information officer says what is a question of a request and what is none (FOIA s.1(1))."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("split a request into its questions"))


def may_read_requester(person: Person) -> None:
    """The information officer alone sees who asks: an answer does not depend on it (FOIA s.8(1)(b))."""
    require_duty(
        person, DutyKind.INFORMATION_OFFICER, to=_("see the requester and the address for the answer")
    )


def may_record_requester(person: Person) -> None:
    """The information officer records who asks and where the answer goes (FOIA s.8(1)(b))."""
    require_duty(
        person, DutyKind.INFORMATION_OFFICER, to=_("record the requester and the address for the answer")
    )


def may_choose_topic(person: Person) -> None:
    """The information officer says what a question is about; the DPO too, since one person alone ends no hold (FOIA s.77)."""
    require_duty(
        person,
        DutyKind.INFORMATION_OFFICER,
        DutyKind.DATA_PROTECTION_OFFICER,
        to=_("choose the topic of a question"),
    )


def may_record_search(person: Person) -> None:
    """The information officer records what was looked for and found."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("record a search"))


def may_word_answer(person: Person) -> None:
    """The information officer writes the sentence that goes to the requester."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("write the answer to a question"))


def may_refuse_question(person: Person) -> None:
    """The information officer refuses a question or the request, and lifts a refusal (FOIA s.17)."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("refuse a request or a part of it"))


def may_record_step(person: Person) -> None:
    """The information officer writes to the requester, and records what came from them (FOIA s.1(3), s.9, s.16)."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("record a step of a request"))


def may_send_answer(person: Person) -> None:
    """The information officer sends the answer, and records that it went."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("send the answer to a request"))


def may_publish_answer(person: Person) -> None:
    """The information officer publishes an answer that was sent, in a wording that names nobody."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("publish an answer in the disclosure log"))


def may_correct_publication(person: Person) -> None:
    """The information officer publishes the next edition of an entry."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("correct an entry of the disclosure log"))


def may_withdraw_publication(person: Person) -> None:
    """The information officer takes an entry back, and says why at its address."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("withdraw an entry of the disclosure log"))
