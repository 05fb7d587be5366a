"""Software, hardware and in-house methods for social-media research (FOI 9477, 6, 6.a and 6.b)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.foi.evidence import NONE_HELD, TOOLS, of_none, of_tool
from watchbook.foi.findings import Asked, Evidence, Finding, Searched, Status, to_be_searched
from watchbook.foi.nil import nil
from watchbook.foi.sentences import in_words, joined
from watchbook.governance.models import HeldKind, Matter, Tool
from watchbook.governance.queries.none_held import none_held
from watchbook.governance.queries.software import tools
from watchbook.governance.rules.statements import last_whole_quarter

VERSION = 1
BOUGHT_OR_USED = (Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE)


def monitoring_software(asked: Asked) -> Finding:
    """6: whether software or hardware was bought or is used, also free or on trial, and does sentiment analysis."""
    found = _tools(asked, *BOUGHT_OR_USED)
    searched = _searched("monitoring_software", found=len(found))
    if not found:
        sentence = _(
            "No. No service bought or used software or hardware for monitoring social networks or for sentiment analysis, also none free or on trial."
        )
        return _nothing(asked, Matter.TOOLS, HeldKind.TOOL, sentence=sentence, searched=searched)
    return _listed(found, lead=_("Yes."), searched=searched)


def software_supplier(asked: Asked) -> Finding:
    """6.a: who supplies it; does not apply where none was bought or is used."""
    found = _tools(asked, *BOUGHT_OR_USED)
    whether = monitoring_software(asked)
    searched = _searched("software_supplier", found=len(found))
    if whether.status is Status.TO_BE_SEARCHED:
        return to_be_searched(whether.answer, searched=searched)
    if not found:
        return Finding(
            status=Status.NOT_APPLICABLE,
            answer=_("This does not apply: no such software or hardware has been bought or is used."),
            evidence=whether.evidence,
            searched=whether.searched,
        )
    suppliers = list(dict.fromkeys(tool.supplier for tool in found if tool.supplier))
    without = [tool.name for tool in found if not tool.supplier]
    if without:
        return to_be_searched(
            _("To be searched: the register names no supplier of {names}.").format(names=joined(without)),
            searched=searched,
        )
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=_("The suppliers are {names}.").format(names=joined(suppliers)),
        value=list(suppliers),
        evidence=tuple(map(of_tool, found)),
        searched=searched,
    )


def in_house_method(asked: Asked) -> Finding:
    """6.b: whether the authority has a method of its own."""
    found = _tools(asked, Tool.Kind.IN_HOUSE_METHOD)
    searched = _searched("in_house_method", found=len(found))
    if not found:
        sentence = _("No. No service had a method of its own for monitoring social networks.")
        return _nothing(asked, Matter.METHODS, HeldKind.IN_HOUSE_METHOD, sentence=sentence, searched=searched)
    return _listed(found, lead=_("Yes."), searched=searched)


def _tools(asked: Asked, *kinds: Tool.Kind) -> list[Tool]:
    """Every tool that was ever come by before the request arrived, in use or ended. One query."""
    return [tool for tool in tools(*kinds, as_at=asked.as_at) if tool.from_on <= asked.received_on]


def _nothing(
    asked: Asked, matter: Matter, kind: HeldKind, *, sentence: str, searched: tuple[Searched, ...]
) -> Finding:
    """The services' word for the last whole quarter; else a signed “none is held”."""
    first_on, last_on = last_whole_quarter(asked.received_on)
    finding = nil(asked, matter, first_on=first_on, last_on=last_on, sentence=sentence, searched=searched)
    none = none_held(kind, on=asked.received_on, as_at=asked.as_at)
    if finding.status is not Status.TO_BE_SEARCHED or none is None:
        return finding
    return Finding(
        status=Status.NOT_HELD,
        answer=_("{sentence} {reason}").format(sentence=sentence, reason=none.reason),
        value=0,
        evidence=(of_none(none),),
        searched=(*searched, Searched(str(NONE_HELD), f"none_held/{VERSION}", none.searched, 0)),
    )


def _listed(found: Sequence[Tool], *, lead: str, searched: tuple[Searched, ...]) -> Finding:
    evidence: tuple[Evidence, ...] = tuple(map(of_tool, found))
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join([lead, *map(_sentence, found)]),
        value=[
            {
                "name": tool.name,
                "kind": tool.kind,
                "acquired": tool.acquired,
                "sentiment_analysis": tool.does_sentiment_analysis,
                "from": tool.from_on.isoformat(),
                "until": tool.until_on.isoformat() if tool.until_on else None,
            }
            for tool in found
        ],
        evidence=evidence,
        searched=searched,
    )


def _sentence(tool: Tool) -> str:
    sentiment = (
        _("does sentiment analysis") if tool.does_sentiment_analysis else _("does no sentiment analysis")
    )
    told = {
        "name": tool.name,
        "acquired": tool.get_acquired_display(),
        "first": in_words(tool.from_on),
        "sentiment": sentiment,
    }
    if tool.until_on:
        return _("{name} ({acquired}), used from {first} to {last}, {sentiment}.").format(
            **told, last=in_words(tool.until_on)
        )
    return _("{name} ({acquired}), used since {first}, {sentiment}.").format(**told)


def _searched(query: str, *, found: int) -> tuple[Searched, ...]:
    terms = _("every entry until the day of receipt")
    return (Searched(register=str(TOOLS), query=f"{query}/{VERSION}", terms=terms, found=found),)
