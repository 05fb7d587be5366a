"""What was published before to the topics of a draft, for the same time: answers of ours that must not disagree."""

from collections.abc import Iterable, Iterator

from watchbook.foi.checks.answers import PublishedAnswer
from watchbook.foi.models import Publication, Request
from watchbook.foi.queries.disclosures import shown
from watchbook.reading.times.period import Period

# A topic, and the first and last day that was asked about ("" for none).
type Matter = tuple[str, str, str]


def published_before(
    request: Request, *, asked: Iterable[tuple[str | None, Period | None]]
) -> list[PublishedAnswer]:
    """Answers of the disclosure log to these topics and periods, other than this request's own. One query."""
    matters = {_matter(topic, period) for topic, period in asked if topic}
    entries = shown().exclude(request_reference=request.reference)
    return [earlier for entry in entries for matter, earlier in _said_in(entry) if matter in matters]


def _matter(topic: str, period: Period | None) -> Matter:
    return (topic, period.first_on.isoformat(), period.last_on.isoformat()) if period else (topic, "", "")


def _said_in(entry: Publication) -> Iterator[tuple[Matter, PublishedAnswer]]:
    for one in entry.answers:
        days = one["period"] or {"from": "", "to": ""}
        if one["topic"]:
            yield (
                (one["topic"], days["from"], days["to"]),
                PublishedAnswer(
                    reference=entry.reference,
                    topic=one["topic"],
                    answer=one["answer"],
                    value=one["value"],
                    published_on=entry.published_on,
                ),
            )
