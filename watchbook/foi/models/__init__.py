"""Tables of requests for information, of what was found and worded for each question, sent and published."""

from watchbook.foi.models.answering import Search, SearchOutcome, TopicChoice, Wording
from watchbook.foi.models.publishing import Publication, Withdrawal
from watchbook.foi.models.requests import Request, Requester, RequestQuestion
from watchbook.foi.models.sending import SentAnswer

__all__ = [
    "Publication",
    "Request",
    "RequestQuestion",
    "Requester",
    "Search",
    "SearchOutcome",
    "SentAnswer",
    "TopicChoice",
    "Withdrawal",
    "Wording",
]
