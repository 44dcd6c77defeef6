"""Carers and posts: the best posts of a carer, the best carers of a post, why not, places shared out, pairs."""

from carepost.domain.matching.index import Index, build
from carepost.domain.matching.matching import Match, match, match_one, people_for, ranked
from carepost.domain.matching.pairs import Half, JobShare, Pair, job_share
from carepost.domain.matching.reasons import Reason, reasons_of
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.rows import Carer, Post, carer_table, pattern_table, patterns_from, post_tables
from carepost.domain.matching.schema import CARERS, MATCHES, PATTERNS, POSTS, check_carers
from carepost.domain.matching.sharing import Allocation, Congestion, allocate, guided_auction
from carepost.domain.matching.verdict import (
    Failing,
    Hindrance,
    Part,
    WhyNot,
    carer_of,
    explain,
    post_of,
    travel_minutes,
    why_not,
)
from carepost.domain.matching.weights import Weights, part_label, shipped_weights, weights_from
from carepost.domain.travel import project

__all__ = [
    "CARERS",
    "MATCHES",
    "PATTERNS",
    "POSTS",
    "Allocation",
    "Carer",
    "Congestion",
    "Failing",
    "Half",
    "Hindrance",
    "Index",
    "JobShare",
    "Match",
    "MatchError",
    "Pair",
    "Part",
    "Post",
    "Reason",
    "Weights",
    "WhyNot",
    "allocate",
    "build",
    "carer_of",
    "carer_table",
    "check_carers",
    "explain",
    "guided_auction",
    "job_share",
    "match",
    "match_one",
    "part_label",
    "pattern_table",
    "patterns_from",
    "people_for",
    "post_of",
    "post_tables",
    "project",
    "ranked",
    "reasons_of",
    "shipped_weights",
    "travel_minutes",
    "weights_from",
    "why_not",
]
