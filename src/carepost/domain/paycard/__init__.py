"""What a post pays in the forms of work side by side: in hand, after buying cover, cost to the employer."""

from carepost.domain.paycard.card import FenSpan, FormPay, PayCard, card_of, pay_card
from carepost.domain.paycard.cover import CoverLine, CoverState
from carepost.domain.paycard.offer import Lack, Offer, Terms, offer_of

__all__ = [
    "CoverLine",
    "CoverState",
    "FenSpan",
    "FormPay",
    "Lack",
    "Offer",
    "PayCard",
    "Terms",
    "card_of",
    "offer_of",
    "pay_card",
]
