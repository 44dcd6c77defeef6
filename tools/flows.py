"""Every life of the product, for the docs and for the test that walks every pair."""

from carepost.domain.flow import Flow
from carepost.records.certification import PROPOSAL_LIFE
from carepost.records.hiring import APPROACH_LIFE, FAIR_LIFE
from carepost.records.packs import VERSION_LIFE
from carepost.records.posts import POST_LIFE

FLOWS: tuple[Flow, ...] = (POST_LIFE, PROPOSAL_LIFE, APPROACH_LIFE, FAIR_LIFE, VERSION_LIFE)
