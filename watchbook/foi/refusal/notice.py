"""The notice of a refusal as the requester reads it: what, by which section, why, and the public interest (FOIA s.17)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status
from watchbook.foi.checks.answers import Check
from watchbook.foi.models import QuestionRefusal, Scope
from watchbook.foi.refusal.preflight import TypedWords, cost_limit, hours
from watchbook.foi.refusal.refusal_questions import ACTIVITIES
from watchbook.law.exemptions import Exemption
from watchbook.law.periods import read_day
from watchbook.web import wording

type Refused = tuple[QuestionRefusal, Exemption]


def finding_of(refused: Sequence[Refused], *, received_on: date) -> Finding:
    """The finding of a question that is refused, by one exemption or several."""
    paragraphs = [
        text for refusal, exemption in refused for text in notice(refusal, exemption, on=received_on)
    ]
    return Finding(
        status=_status(refused),
        answer="\n".join(dict.fromkeys(paragraphs)),  # two exemptions may say one thing
        value={"refused": [exemption.section for _refusal, exemption in refused]},
    )


def pointing(refused: Sequence[Refused]) -> Finding:
    """The finding of each question of a request that is refused as a whole: the notice stands once, above."""
    cited = "; ".join(exemption.cited for _refusal, exemption in refused)
    said = _(
        "We refuse to give this information under the {cited}. The reasons are at the beginning of this letter."
    )
    sections: list[str] = [exemption.section for _refusal, exemption in refused]
    return Finding(status=_status(refused), answer=said.format(cited=cited), value={"refused": [*sections]})


def notice(refusal: QuestionRefusal, exemption: Exemption, *, on: date) -> Iterator[str]:
    """The paragraphs of one refusal; `on` is the day whose law applies."""
    told = refusal.told
    if refusal.scope == Scope.NEITHER:
        said = _(
            "We neither confirm nor deny that we hold this information. The {cited} allows this answer: {title}."
        )
        yield said.format(cited=exemption.neither_cited, title=exemption.title)
        yield from [told["reason"]] if "reason" in told else _why(told, exemption, on=on)
        yield from _public_interest(told, is_weighed=exemption.is_weighed)
        return
    yield from _what(refusal)
    yield _ground(exemption)
    yield from _why(told, exemption, on=on)
    yield from _public_interest(told, is_weighed=exemption.is_weighed)


def without_section(said: Sequence[tuple[str, str, Finding]]) -> list[Check]:
    """Block a letter in which a person's own sentence left out the exemption that it rests on (FOIA s.17(1)(b))."""
    message = _(
        "{number}: your wording refuses information but does not name {sections}. Name each section, or clear the box to go back to Watchbook’s wording of the "
        "refusal."
    )
    return [
        Check(
            "notice_without_section",
            (number,),
            message.format(number=number, sections=", ".join(left_out)),
            blocks=True,
        )
        for number, answer, finding in said
        if isinstance(finding.value, dict) and answer != finding.answer
        for refused in [finding.value.get("refused")]
        if isinstance(refused, list)
        for left_out in [[str(section) for section in refused if str(section) not in answer]]
        if left_out
    ]


def _status(refused: Sequence[Refused]) -> Status:
    scopes = {refusal.scope for refusal, _exemption in refused}
    if Scope.NEITHER in scopes:
        return Status.NEITHER
    if any(exemption.is_of_the_request for _refusal, exemption in refused):
        return Status.REFUSED
    return Status.PARTLY if Scope.PARTLY in scopes else Status.HELD_EXEMPT


def _what(refusal: QuestionRefusal) -> Iterator[str]:
    told = refusal.told
    if refusal.scope == Scope.PARTLY:
        yield _("We give you: {given}").format(given=told["given"])
    if "withheld" in told:
        yield _("We hold this information and withhold it: {withheld}").format(withheld=told["withheld"])


def _ground(exemption: Exemption) -> str:
    kinds = {
        "absolute": _("The exemption is absolute, so we do not weigh the public interest."),
        "none": "",
        "qualified": _("The exemption is qualified, so we weighed the public interest."),
        "mixed": _("The exemption is qualified in part, so we weighed the public interest."),
    }
    said = _("We refuse to give this information under the {cited}: {title}.").format(
        cited=exemption.cited, title=exemption.title
    )
    return f"{said} {kinds[exemption.kind]}".strip()


def _why(told: TypedWords, exemption: Exemption, *, on: date) -> Iterator[str]:
    yield from _prejudice(told)
    if "opinion_by" in told:
        said = _("This is the opinion of the qualified person ({office}), given on {day}.")
        yield said.format(office=told["opinion_by"], day=wording.day(read_day(told["opinion_on"])))
    if "publication_day" in told:
        yield _("We intend to publish the information on {day}.").format(
            day=wording.day(read_day(told["publication_day"]))
        )
    if "estimated" in told:
        yield from _estimate(told, exemption, on=on)
    for name in ("address", "body", "investigation", "confider", "privilege", "bar", "data_subject", "need",
                 "completion", "pattern", "earlier"):  # fmt: skip
        if name in told:
            yield told[name]
    if "reason" in told:
        yield _("Why this applies: {reason}").format(reason=told["reason"])
    if "advice" in told:
        yield _("How we can help: {advice}").format(advice=told["advice"])


def _prejudice(told: TypedWords) -> Iterator[str]:
    if "interest" in told:
        yield _("The interest that we protect: {interest}").format(interest=told["interest"])
    if "harm" in told:
        would = {
            "would": _("Disclosure would cause this harm:"),
            "likely": _("Disclosure would be likely to cause this harm:"),
        }
        yield f"{would[told['likelihood']]} {told['harm']}"
    if "link" in told:
        yield _("How disclosure leads to the harm: {link}").format(link=told["link"])
    if "likely_because" in told:
        yield _("Why we expect the harm: {why}").format(why=told["likely_because"])


def _estimate(told: TypedWords, exemption: Exemption, *, on: date) -> Iterator[str]:
    limit, rate = cost_limit(exemption.regime, on=on)
    each = _(
        "{0} hours to find out whether we hold the information, {1} to locate it, {2} to retrieve it and {3} to extract it"
    ).format(*(told[name] for name in ACTIVITIES))
    yield _(
        "We estimate {each}: {hours:g} hours, which at £{rate} an hour is £{cost}. The limit is £{limit}."
    ).format(
        each=each,
        hours=hours(told),
        rate=rate,
        cost=f"{hours(told) * rate:,.2f}".removesuffix(".00"),
        limit=limit,
    )
    yield _("How we made the estimate: {how}").format(how=told["estimated"])
    if told.get("added_up"):
        yield _(
            "We added together the costs of these requests, which ask for the same or similar information: {references}"
        ).format(references=told["added_up"])


def _public_interest(told: TypedWords, *, is_weighed: bool) -> Iterator[str]:
    if is_weighed:
        yield _("In favour of giving the information: {words}").format(words=told["for_giving"])
        yield _("In favour of withholding the information: {words}").format(words=told["for_withholding"])
        yield _("How we weighed the two interests: {words}").format(words=told["balance"])
