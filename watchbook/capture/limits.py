"""How much a capture may take: time, bytes, requests, height. What is reached is said as the reason of a partial capture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one capture; seconds, bytes and pixels."""

    seconds: float = 180.0
    closing_seconds: float = (
        25.0  # of these, kept back for the end: what is stored is written whatever the page does
    )
    load_seconds: float = 45.0
    stalled_seconds: float = 10.0  # without a byte, an answer is not waited for any longer
    bytes: int = 512 * 1024 * 1024
    body_bytes: int = 200 * 1024 * 1024
    requests: int = 6000
    steps: int = 600
    pixels: int = 400_000  # of height scrolled through
    tile_pixels: int = 120_000  # of height kept as tiles
    navigations: int = 5  # that the page starts by itself
    documents: int = 200  # frames and workers, each a session

    def closing_at(self) -> float:
        """Seconds from the start at which looking ends and writing begins."""
        return max(self.seconds - self.closing_seconds, self.seconds / 2)
