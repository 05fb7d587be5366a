"""Whether white text can be read on a colour: the contrast ratio of WCAG 2.2 (1.4.3 and its definition)."""

READABLE = 4.5  # the ratio that WCAG asks of text at level AA


def contrast_with_white(colour: str) -> float:
    """The ratio from 1 (white itself) to 21 (black) of white to a colour written #rrggbb."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
