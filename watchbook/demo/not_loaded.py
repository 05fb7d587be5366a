"""Why a fictional council or a fixture was not loaded: what happened, why, and what to do next."""


class NotLoaded(Exception):
    """A refusal for the person at the keyboard."""

    def __init__(self, what: str, *, why: str, next_step: str) -> None:
        super().__init__(f"{what} {why} {next_step}")
        self.what, self.why, self.next_step = what, why, next_step

    def as_error(self) -> dict[str, str]:
        """The three sentences as our commands print them."""
        return {"what": self.what, "why": self.why, "next": self.next_step}
