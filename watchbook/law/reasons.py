"""What a rule answers: whether an act is allowed, with every reason, met or not, and the provision behind each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that the law asks, whether it is met, and the sentence that a person reads."""

    provision: str
    is_met: bool
    says: str


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
