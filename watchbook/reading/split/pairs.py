"""Features that say two or three things of a place at once: a bullet that asks, a capital after a line that leads in."""

from collections.abc import Iterator, Sequence

_NONE = "-"


def features(told: Sequence[str]) -> Iterator[str]:
    """The pairs of what is told of one place."""

    def first(name: str) -> str:
        return next((one for one in told if one.startswith(name)), _NONE)

    mark, kind, ends, rule, begins = map(first, ("mark ", "type ", "ends ", "rule ", "begins "))
    mark_above, rule_above, ends_above = map(first, ("-1mark ", "-1rule ", "-1ends "))
    marks, numbered, bullets = map(first, ("all marks ", "all numbered ", "all bullets "))
    at = "line" if "at line" in told else "in"
    fresh = "fresh" if "at fresh" in told else ""
    asks = "asks" if "is asks" in told or "is enquires" in told else ""
    listed = "/".join(sorted(one for one in told if one.startswith("seq ")))
    for n, together in enumerate(
        (
            (mark, rule), (mark, kind, at), (rule, kind), (rule, ends), (rule, asks, at), (mark, ends, kind),
            (rule, marks, ends), (mark, numbered, asks), (mark, bullets), (mark, listed, rule),
            (mark, mark_above, rule_above), (rule_above, ends_above, kind), (rule_above, rule, mark),
            (begins, rule_above, ends_above), (mark, fresh, at, asks), (rule, first("+1rule ")),
            (rule, numbered, mark), (kind, first("words "), asks),
        )
    ):  # fmt: skip
        yield f"c{n} {'|'.join(together)}"
