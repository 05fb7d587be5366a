"""The provisions that rules cite: citation, edition, and what each says in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from watchbook.law.confirmed import Confirmable, standing
from watchbook.law.rows import read

_FOLDER = Path(__file__).parent / "provisions"
_FIRST_LANGUAGE = "en"


class UnknownProvision(LookupError):
    """No provision of that id is in the rule set: a mistake in the program, not a refusal."""


@dataclass(frozen=True)
class Provision(Confirmable):
    """A place in an Act, Regulations or a Code; `verified` is false until a solicitor confirms it."""

    id: str
    title: str
    edition: str
    gloss: Mapping[str, str]
    verified: bool

    def gloss_in(self, language: str) -> str:
        """Say in that language what the provision says, or in English where we have no other words yet."""
        return self.gloss.get(language, self.gloss[_FIRST_LANGUAGE])


def provision(provision_id: str) -> Provision:
    """Give the provision with that id, such as `foia.s10.1`."""
    return standing(as_held(provision_id))


def as_held(provision_id: str) -> Provision:
    """Give a provision as the data hold it, whatever the authority's solicitor has confirmed."""
    found = _all_provisions().get(provision_id)
    if found is None:
        raise UnknownProvision(f"No provision has the id {provision_id!r}.")
    return found


def provision_ids() -> tuple[str, ...]:
    """Name every provision of the rule set."""
    return tuple(sorted(_all_provisions()))


@cache
def _all_provisions() -> dict[str, Provision]:
    """Read every file of provisions, once."""
    return {
        row["id"]: Provision(**row | {"gloss": MappingProxyType(row["gloss"])})
        for path in sorted(_FOLDER.glob("*.toml"))
        for row in read(path)["provisions"]
    }
