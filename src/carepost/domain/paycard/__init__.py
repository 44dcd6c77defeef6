"""What a post pays in the forms of work side by side: in hand, after buying cover, cost to the employer."""

from carepost.domain.paycard.card import FormPay, PayCard, Span, card_of, pay_card
from carepost.domain.paycard.cover import Cover, CoverLine
from carepost.domain.paycard.offer import Lack, Offer, Terms, offer_of

__all__ = [
    "Cover",
    "CoverLine",
    "FormPay",
    "Lack",
    "Offer",
    "PayCard",
    "Span",
    "Terms",
    "card_of",
    "offer_of",
    "pay_card",
]
