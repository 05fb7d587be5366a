"""The letter of a step: acknowledgement, question, fee, longer time, end without an answer, correction, review (FOIA s.16, s.17)."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.foi.clock import clock_of
from watchbook.foi.letter.content import Letter, addressed
from watchbook.foi.letter.language import in_language_of
from watchbook.foi.letter.rights import RightsParagraphs, rights
from watchbook.foi.models import Request, RequestStep
from watchbook.foi.states import ENDS, StepKind
from watchbook.law.clocks import fee_offer_lapse, longer_answer_time
from watchbook.law_words.cited import cited
from watchbook.organisation.letterhead import letterhead
from watchbook.organisation.models import Regime
from watchbook.web import wording

TITLES = {
    StepKind.ACKNOWLEDGED: gettext_lazy("We have your request {reference}"),
    StepKind.UNCLEAR: gettext_lazy("A question about your request {reference}"),
    StepKind.FEE_ASKED: gettext_lazy("A fee for your request {reference}"),
    StepKind.EXTENDED: gettext_lazy("More time for your request {reference}"),
    StepKind.CORRECTION: gettext_lazy("A correction to our answer to your request {reference}"),
    StepKind.SUPPLEMENT: gettext_lazy("An addition to our answer to your request {reference}"),
    StepKind.REVIEW_TOLD: gettext_lazy("The review of our answer to your request {reference}"),
    **dict.fromkeys(ENDS, gettext_lazy("Your request {reference}")),
}
HAS_LETTER = frozenset(TITLES)
SAYS = {
    StepKind.ACKNOWLEDGED: gettext_lazy(
        "We received your request on {received}. We are dealing with it under the {law}, and will answer it by {due} at the latest."
    ),
    StepKind.UNCLEAR: gettext_lazy(
        "We received your request on {received}. We cannot find the information without more details, and ask you for them "
        "below. Our time to answer starts again on the day on which your reply arrives ({law})."
    ),
    StepKind.FEE_ASKED: gettext_lazy(
        "We ask you to pay a fee before we answer your request of {received} ({law}). The days from this letter to your "
        "payment do not count towards our time to answer. If you have not paid by {lapses}, your request lapses."
    ),
    StepKind.EXTENDED: gettext_lazy(
        "We need more time to answer your request of {received}. The ordinary time ends on {due}. We expect to answer by {until}."
    ),
    StepKind.TRANSFERRED: gettext_lazy(
        "As you agreed, we have passed your request of {received} to another public authority, which will answer you."
    ),
    StepKind.HELD_ELSEWHERE: gettext_lazy(
        "We searched, and do not hold the information that you asked for on {received} ({not_held}). We believe that another body "
        "holds it, and tell you below whom you can ask."
    ),
    StepKind.PASSED_ON: gettext_lazy(
        "We have passed your request of {received} to the part of this authority that holds the information. That part will "
        "answer you under the {law} by {due} at the latest. Passing the request on does not change that date."
    ),
    StepKind.BUSINESS: gettext_lazy(
        "Your message of {received} does not ask for recorded information, so we answer it like any other letter and not under "
        "the {law}. If you did want recorded information, tell us which information."
    ),
    StepKind.RIGHTS: gettext_lazy(
        "Your message of {received} asks for data about yourself. Data protection law gives you the right to ask for these data, so we deal with your message "
        "under that law and not under the {law}. You need not pay, and you need not ask again."
    ),
    StepKind.WITHDRAWN: gettext_lazy(
        "You have withdrawn your request of {received}. We will do nothing more about it. You may ask again at any time."
    ),
    StepKind.LAPSED: gettext_lazy(
        "We wrote to you about your request of {received} and had no reply in time, so your request has lapsed. You may ask again at any time."
    ),
    StepKind.CORRECTION: gettext_lazy(
        "Part of the answer that we sent you on {sent} was wrong. We are sorry. Below we say what was wrong and give the correct information. The rest of that "
        "answer still applies."
    ),
    StepKind.SUPPLEMENT: gettext_lazy(
        "We add the following to the answer that we sent you on {sent}. The rest of that answer still applies."
    ),
    StepKind.REVIEW_TOLD: gettext_lazy(
        "You asked us to review the answer that we sent you on {sent}. A person who was not involved in the decision has reviewed it."
    ),
}
# Once the last day has passed, no letter promises an answer by it.
SAYS_LATE = {
    StepKind.ACKNOWLEDGED: gettext_lazy(
        "We received your request on {received}. We are dealing with it under the {law}. Our answer was due on {due} and is "
        "late. We are sorry for that, and will answer as soon as we can."
    ),
    StepKind.PASSED_ON: gettext_lazy(
        "We have passed your request of {received} to the part of this authority that holds the information. The answer "
        "under the {law} was due on {due} and is late. We are sorry for that. You will have it as soon as possible."
    ),
}
LONGER = {Regime.EIR: "eir.reg7", Regime.EISR: "eisr.extension"}
WITHOUT_RIGHTS = frozenset({StepKind.ACKNOWLEDGED, StepKind.UNCLEAR, StepKind.PASSED_ON})


def letter_of_step(row: Request, step: RequestStep, *, is_draft: bool) -> Letter:
    """The letter of a step, in the language of its request. Some queries. Raises law.Refusal."""
    with in_language_of(row):
        return _letter(row, step, is_draft=is_draft)


def _letter(row: Request, step: RequestStep, *, is_draft: bool) -> Letter:
    kind = StepKind(step.kind)
    heading, told = letterhead(), _rights(row, step)
    return Letter(
        language=get_language() or "en-gb",
        is_draft=is_draft,
        reference=row.reference,
        day=step.on,
        **heading,
        **addressed(row),
        heading=str(TITLES[kind]).format(reference=row.reference),
        opening=(_opening(row, step), *_of_the_law(row, kind)),
        body=tuple(_words(step)),
        answers=(),
        enclosures=(),
        rights=told.paragraphs,
        licence=(),
        unconfirmed=told.unconfirmed,
    )


def _opening(row: Request, step: RequestStep) -> str:
    sent, due = getattr(row, "sent", None), clock_of(row).deadline.on
    facts = {
        "received": wording.day(row.received_on),
        "law": row.get_regime_display(),
        "due": wording.day(due),
        "until": wording.day(step.until) if step.until else "",
        "sent": wording.day(sent.sent_on) if sent else "",
        "not_held": cited(f"{row.regime}.not_held"),
    }
    kind = StepKind(step.kind)
    if kind == StepKind.FEE_ASKED:
        facts["lapses"] = wording.day(fee_offer_lapse(step.on, regime=row.regime).on)
    says = SAYS_LATE.get(kind, SAYS[kind]) if step.on > due else SAYS[kind]
    return str(says).format(**facts)


def _of_the_law(row: Request, kind: StepKind) -> tuple[str, ...]:
    """The longer time that it is: for weighing the public interest, or for what is complex and voluminous."""
    if kind != StepKind.EXTENDED:
        return ()
    if longer_answer_time(row.regime, on=row.received_on) is None:
        return (
            _(
                "The law allows this while we decide whether the public interest in withholding the information outweighs the public "
                "interest in giving it (section 10(3) and section 17(2) of the Freedom of Information Act 2000). Below we name the "
                "exemption that we are considering and say why it applies."
            ),
        )
    said = _(
        "The law allows this because your request is both complex and voluminous ({source}). We give our reasons below."
    )
    return (said.format(source=cited(LONGER[Regime(row.regime)])),)


def _words(step: RequestStep) -> Iterator[TextBlock]:
    for paragraph in printable(step.words).split("\n\n"):
        yield TextBlock(BlockKind.PARAGRAPH, paragraph)


def _rights(row: Request, step: RequestStep) -> RightsParagraphs:
    """Review and complaint; after a review, the complaint alone."""
    if step.kind in WITHOUT_RIGHTS:
        return RightsParagraphs((), ())
    told = rights(row.regime, on=step.on, write_to=letterhead()["write_to"])
    after_review = step.kind == StepKind.REVIEW_TOLD
    return RightsParagraphs(told.paragraphs[1:] if after_review else told.paragraphs, told.unconfirmed)
