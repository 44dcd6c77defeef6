"""What is wrong with a post: findings, each with its rule, article, evidence and the smallest change that mends it."""

from carepost.domain.standard.elements import PostFacts, check_elements
from carepost.domain.standard.finding import Finding

__all__ = ["Finding", "PostFacts", "check_elements"]
