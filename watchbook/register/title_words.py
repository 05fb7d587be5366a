"""Words of a column by which the search finds entries: each by its beginning, as an index of the table holds them."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, QuerySet

WORD = re.compile(r"[^\W_]+")


class WordsOf(Func):
    """The words of a column as they are written, without regard to case and to the signs between them."""

    template = "to_tsvector('simple', regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"
    arity = 1
    output_field = SearchVectorField()


def words_index(name: str, column: str) -> GinIndex:
    """The index of the words of a column, to which each entry is added at once: beside a long list of those to be added later the table would be read instead."""
    return GinIndex(WordsOf(column), name=name, fastupdate=False)


def with_words(rows: QuerySet[Any], column: str, words: Iterable[str]) -> QuerySet[Any]:
    """Keep the rows of which the column has each of these words, or one that begins so."""
    parts = [f"'{part}':*" for word in words for part in WORD.findall(word)]
    query = SearchQuery(" & ".join(parts), config="simple", search_type="raw")
    return rows.alias(words_of=WordsOf(F(column))).filter(words_of=query) if parts else rows.none()
