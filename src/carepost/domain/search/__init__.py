"""What an address asks of the list of posts: pages and API read it alike."""

from carepost.domain.search.query import BadParameter, SearchQuery, parse_search

__all__ = ["BadParameter", "SearchQuery", "parse_search"]
