"""What a rule answers: whether an act is allowed, with every reason, met or not, and the provision behind each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that the law asks, whether it is met, and the sentence that says so. `is_open`: nobody has answered it yet."""

    provision: str
    is_met: bool
    says: str
    is_open: bool = False


def reason(provision: str, is_met: bool, *, met: str, not_met: str) -> Reason:
    """Give a reason with the sentence for its state; one that is not met says what stands in the way."""
    return Reason(provision, is_met, met if is_met else not_met)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Every reason that a rule looked at. It is allowed where each is met."""

    reasons: tuple[Reason, ...]

    @property
    def is_allowed(self) -> bool:
        """Say whether every reason is met."""
        return all(reason.is_met for reason in self.reasons)

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """Give the reasons that are not met."""
        return tuple(reason for reason in self.reasons if not reason.is_met)

    @property
    def why_not(self) -> str:
        """Give the sentences of the reasons that are not met."""
        return " ".join(reason.says for reason in self.unmet)
