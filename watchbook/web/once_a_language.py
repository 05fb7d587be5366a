"""A function of its arguments and the language alone works out each answer once."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.utils.translation import get_language


def once_a_language[**Parameters, Result](
    most: int,
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Build the mark of such a function of plain values, of which so many results are kept. Whoever gets one leaves it as it is."""

    def marking(make: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        @lru_cache(most)
        def kept(_language: str | None, *given: Parameters.args, **named: Parameters.kwargs) -> Result:
            return make(*given, **named)

        @wraps(make)
        def asked(*given: Parameters.args, **named: Parameters.kwargs) -> Result:
            return kept(get_language(), *given, **named)  # type: ignore[arg-type]  # plain values

        return asked

    return marking
