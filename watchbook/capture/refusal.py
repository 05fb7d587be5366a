"""What capture says when it will not or cannot go on: what happened, why, and what to do next."""


class CaptureRefused(Exception):
    """A step that was refused or failed, told for the person at the keyboard and for `--json`."""

    def __init__(self, what: str, *, why: str, next_step: str) -> None:
        super().__init__(f"{what} {why} {next_step}")
        self.what = what
        self.why = why
        self.next_step = next_step

    def as_error(self) -> dict[str, str]:
        """The three sentences as our commands print them."""
        return {"what": self.what, "why": self.why, "next": self.next_step}
