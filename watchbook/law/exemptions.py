"""The exemptions and exceptions by which a request is refused, each with its kind, its test and what must be said."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from watchbook.law.confirmed import Confirmable, standing
from watchbook.law.provisions import provision
from watchbook.law.rows import fields, read

_FOLDER = Path(__file__).parent / "exemptions"
_REGULATIONS = ("eir", "eisr")


@dataclass(frozen=True, kw_only=True)
class Exemption(Confirmable):
    """One ground of refusal; `asks` names what the authority must be able to say of it."""

    id: str
    regime: str
    section: str
    title: str
    kind: str
    test: str
    asks: tuple[str, ...]
    since: date
    source: str
    note: str
    neither: str = ""
    not_with: tuple[str, ...] = ()
    verified: bool = True

    @property
    def is_weighed(self) -> bool:
        """Say whether the public interest is weighed: where only some of it is absolute, it is."""
        return self.kind in ("qualified", "mixed")

    @property
    def is_of_the_request(self) -> bool:
        """Say whether it turns on the request and not on the information: cost, vexatious, repeated, too general."""
        return self.test in ("cost", "conduct")

    @property
    def cited(self) -> str:
        """Name it as a letter does."""
        return self._cite(self.section)

    @property
    def neither_cited(self) -> str:
        """Name the place by which the authority may neither confirm nor deny."""
        return self._cite(self.neither)

    def _cite(self, section: str) -> str:
        word = "regulation" if self.regime in _REGULATIONS else "section"
        return f"{provision(self.regime).title}, {word} {section}"


def exemptions(regime: str, *, on: date) -> tuple[Exemption, ...]:
    """Give those of a law that applied on a day, in the order of the law."""
    return tuple(standing(one) for one in _all(regime).values() if one.since <= on)


def exemption(regime: str, exemption_id: str, *, on: date) -> Exemption | None:
    """Give one of a law by its id, or nothing where the law of that day has none of that name."""
    return next((one for one in exemptions(regime, on=on) if one.id == exemption_id), None)


@cache
def _all(regime: str) -> dict[str, Exemption]:
    """Read the exemptions of a law, once."""
    data = read(_FOLDER / f"{regime}.toml")
    rows = (Exemption(regime=regime, note=data["note"], **fields(row)) for row in data["exemptions"])
    return {one.id: one for one in rows}
