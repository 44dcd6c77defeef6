"""What an address asks of the list of posts: pages and API read it alike; and how words are found in posts."""

from carepost.domain.search.address import address_of, parameters_of, shared
from carepost.domain.search.parsing import MOST_COMMUTE, BadParameter, parse_search
from carepost.domain.search.query import (
    DEFAULT_WAY,
    HOME,
    KIND_GROUPS,
    KINDS,
    SORT_LABELS,
    Count,
    SavedWeek,
    SearchQuery,
    Sort,
)
from carepost.domain.search.reason import decisive, reason_of
from carepost.domain.search.relax import Relaxation, relaxations
from carepost.domain.search.words import fold, pair_terms, query_terms, search_terms, synonyms_of

__all__ = [
    "DEFAULT_WAY",
    "HOME",
    "KINDS",
    "KIND_GROUPS",
    "MOST_COMMUTE",
    "SORT_LABELS",
    "BadParameter",
    "Count",
    "Relaxation",
    "SavedWeek",
    "SearchQuery",
    "Sort",
    "address_of",
    "decisive",
    "fold",
    "pair_terms",
    "parameters_of",
    "parse_search",
    "query_terms",
    "reason_of",
    "relaxations",
    "search_terms",
    "shared",
    "synonyms_of",
]
