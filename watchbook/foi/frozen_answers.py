"""Answers as they leave: frozen into the letter, and in the public's wording into the disclosure log (docs/explanation/answering.md#letter-and-disclosure-log).

The evidence of a figure is its query, parameters, period, count and one digest; the public sees query, period, count
and search statement, never row references or unsalted hashes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import rfc8785

from watchbook.figures.findings import Finding

type Searched = Mapping[str, Any]  # register, query, terms, found: as findings.Searched


@dataclass(frozen=True)
class FrozenAnswer:
    """What a letter says to one question, and the proof of it; `evidence_sha256` is over the finding's whole evidence."""

    number: str
    marker: str
    question: str
    topic: str | None
    status: str
    answer: str
    value: Any = None
    period: Mapping[str, str] | None = None
    searched: tuple[Searched, ...] = ()
    certificate: str = ""
    evidence_sha256: str = ""


@dataclass(frozen=True)
class PublicAnswer:
    """What the disclosure log says to one question, and how we know: query, period, count, search statement."""

    number: str
    question: str
    topic: str | None
    status: str
    answer: str
    value: Any = None
    period: Mapping[str, str] | None = None
    searched: tuple[Searched, ...] = ()


def as_data(answers: tuple[FrozenAnswer, ...] | tuple[PublicAnswer, ...]) -> list[dict[str, Any]]:
    """As a JSON column keeps them."""
    return [asdict(one) for one in answers]


def digest_of_figure(finding: Finding) -> str:
    """Digest what the registers say, in whatever language: status, value and period."""
    days = finding.period
    period = [days.first_on.isoformat(), days.last_on.isoformat()] if days else None
    return digest([str(finding.status), finding.value, period])


def digest_of_finding(finding: Finding) -> str:
    """A digest of what a finding says, to tell whether it still says it; SHA-256 in hexadecimal."""
    return digest({"status": str(finding.status), "answer": finding.answer, "value": finding.value})


def digest(data: Any) -> str:
    """SHA-256 in hexadecimal over canonical JSON (RFC 8785)."""
    return sha256(rfc8785.dumps(data)).hexdigest()
