"""Letters of a rights request, each with what the law wants it to say (UK GDPR arts 12, 15 to 19; DPA 2018 ss.48, 54)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.language import in_language_of
from watchbook.retention.letter import Addressed, KeptLetter, Section, letter
from watchbook.retention.rights_request import lifting
from watchbook.retention.rights_request.answer_letter import answered, answered_further
from watchbook.retention.rights_request.clock import clock_of, is_stopped_by
from watchbook.retention.rights_request.letter_law import (
    IDENTITY,
    NOT_IDENTIFIED,
    RESTRICTION,
    SaidInLetter,
    laws,
    rights_of_appeal,
    time_laws,
)
from watchbook.retention.rights_request.lifting import Ends
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.record_copy import copy_of_records
from watchbook.retention.rights_request.rules import Right
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.web import wording

TITLES = {
    RightsStepKind.ACKNOWLEDGED: gettext_lazy("We have your request {reference}"),
    RightsStepKind.IDENTITY_ASKED: gettext_lazy("Your request {reference}: proof of who you are"),
    RightsStepKind.CLARIFICATION_ASKED: gettext_lazy("A question about your request {reference}"),
    RightsStepKind.EXTENDED: gettext_lazy("More time for your request {reference}"),
    RightsStepKind.ANSWERED: gettext_lazy("Our answer to your request {reference}"),
    RightsStepKind.ANSWERED_FURTHER: gettext_lazy("A further answer to your request {reference}"),
    RightsStepKind.RESTRICTION_ENDS: gettext_lazy("Your request {reference}: a restriction ends"),
    RightsStepKind.NOT_IDENTIFIED: gettext_lazy("We have closed your request {reference}"),
}


def letter_of(
    row: RightsRequest,
    kind: str,
    *,
    on: date,
    words: str,
    by: Person,
    enclosed: str = "",
    copied: Mapping[int, str] | None = None,
    that_ends: Ends | None = None,
) -> KeptLetter:
    """The letter of a step that is about to be taken, in the language of its request, with the copy that it encloses. Some queries. Raises law.Refusal."""
    said = envelope.opened(row)
    to = Addressed(said["person"], said["contact"], on, row.reference)
    listed = tuple(line.strip() for line in enclosed.splitlines() if line.strip())
    texts = {number: text.strip() for number, text in (copied or {}).items() if text.strip()}
    ends_on = that_ends.on if that_ends else None
    with in_language_of(said):
        title = str(TITLES[RightsStepKind(kind)]).format(reference=row.reference)
        said_now = SaidInLetter(on, words.strip(), listed, texts, _named(row, that_ends), ends_on)
        made = letter(title, to, *SECTIONS[RightsStepKind(kind)](row, said_now), by=by)
        return made | ({"copy": copy_of_records(row, texts, to)} if texts else {})


def _named(row: RightsRequest, that_ends: Ends | None) -> tuple[str, ...]:
    """The records whose restriction ends, by their numbers."""
    numbers = that_ends.numbers if that_ends else ()
    return tuple(
        _("Record {number}: {words}").format(number=one.number, words=one.words)
        for one in (lifting.restricted(row) if numbers else ())
        if one.number in numbers
    )


def _acknowledged(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    deadline = clock_of(row).deadline
    due = _("We will answer without undue delay, and by {day} at the latest.")
    waits = _("Our time to answer is paused until we hear from you.")
    rights = tuple(str(Right(one).label) for one in row.rights)
    yield Section(
        (
            _("We received your request on {day}.").format(day=wording.day(row.received_on)),
            _("As we understand it, you are asking for:"),
        ),
        items=rights,
    )
    yield Section((due.format(day=wording.day(deadline.on)) if deadline else waits, _("Your request costs you nothing."), said.words))  # fmt: skip


def _identity_asked(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("Before we tell anybody about your data, we must be sure that the request comes from you ({law}).").format(law=laws(row, IDENTITY)),
        said.words,
        _("We have one month to answer, from the day on which we receive this proof.") if is_stopped_by(row, RightsStepKind.IDENTITY_ASKED, on=said.on) else "",
        _("We will use the proof only to confirm who you are, and will not keep a copy."),
    ))  # fmt: skip
    yield rights_of_appeal(row, on=said.on)


def _not_identified(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    """Say when proof was asked for, that it did not come or did not do, and how to go on; it tells nothing of what we hold."""
    asked = row.steps.filter(kind=RightsStepKind.IDENTITY_ASKED).last()
    since = _(
        "On {day} we asked you for proof of who you are. We still cannot tell whether you are the person whose data you are asking about ({law})."
    )
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        since.format(day=wording.day(asked.on), law=laws(row, NOT_IDENTIFIED)) if asked else "",
        said.words,
        _("Without proof of who you are, we cannot act on your request, and we have closed it. We have told nobody about your data."),
        _("You can still send us proof. We will then take up your request as a new one, and the month that we have to answer it begins on the day on which the "
          "proof arrives."),
    ))  # fmt: skip
    yield rights_of_appeal(row, on=said.on)


def _restriction_ends(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    told = _(
        "We received your request on {day}. We then restricted data about you: we kept the data but used them only in the few ways that the law still allows ({law})."
    )
    yield Section(
        (
            told.format(day=wording.day(row.received_on), law=laws(row, RESTRICTION)),
            _("We are going to lift the restriction on the records below, and are telling you before we do so. The records have the same numbers as in our answer:"),
        ),
        items=said.ends,
    )  # fmt: skip
    day = wording.day(said.ends_on) if said.ends_on else ""
    until = _("The restriction ends on {day}, and not before. If you disagree, write to us before that date.")
    yield Section((said.words, until.format(day=day)))
    yield rights_of_appeal(row, on=said.on)


def _clarification_asked(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    waits = _(
        "The days from the date of this letter to the date of your reply, including both, do not count towards our time limit ({law})."
    )
    runs = _("Our time limit continues to run while we wait for your reply.")
    is_paused = is_stopped_by(row, RightsStepKind.CLARIFICATION_ASKED, on=said.on)
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("We need more information to find the data:"),
        said.words,
        waits.format(law=time_laws(row)) if is_paused else runs,
    ))  # fmt: skip


def _extended(row: RightsRequest, said: SaidInLetter) -> Iterator[Section]:
    longer = clock_of(row, as_if_extended=True).deadline
    yield Section((
        _("We received your request on {day}.").format(day=wording.day(row.received_on)),
        _("We need more time to answer your request. The law allows this where requests are complex or numerous ({law}).").format(law=time_laws(row)),
        _("Our reason: {words}").format(words=said.words),
        _("We will answer by {day} at the latest.").format(day=wording.day(longer.on)) if longer else "",
    ))  # fmt: skip
    yield rights_of_appeal(row, on=said.on)


SECTIONS: dict[RightsStepKind, Callable[[RightsRequest, SaidInLetter], Iterator[Section]]] = {
    RightsStepKind.ACKNOWLEDGED: _acknowledged,
    RightsStepKind.IDENTITY_ASKED: _identity_asked,
    RightsStepKind.CLARIFICATION_ASKED: _clarification_asked,
    RightsStepKind.EXTENDED: _extended,
    RightsStepKind.ANSWERED: answered,
    RightsStepKind.ANSWERED_FURTHER: answered_further,
    RightsStepKind.RESTRICTION_ENDS: _restriction_ends,
    RightsStepKind.NOT_IDENTIFIED: _not_identified,
}
