"""What the doctor found in one look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HealthFinding:
    """What one look found; `why` and `next_step` only where something is not well."""

    subject: str
    what: str
    why: str = ""
    next_step: str = ""

    @property
    def ok(self) -> bool:
        """Whether all is well: there is no reason to tell."""
        return not self.why

    def line(self) -> str:
        """The finding as a line."""
        if self.ok:
            return f"ok            {self.subject}: {self.what}"
        return f"look at this  {self.subject}: {self.what} {self.why} {self.next_step}"

    def as_data(self) -> dict[str, object]:
        """The finding for `--json`."""
        said = {"check": self.subject, "ok": self.ok, "what": self.what}
        return said if self.ok else {**said, "why": self.why, "next": self.next_step}
