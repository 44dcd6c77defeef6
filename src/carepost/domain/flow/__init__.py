"""Lives as tables: states, transitions with roles and guards, and the one engine that reads them."""

from carepost.domain.flow.engine import Flow, Guard, Refusal, Transition

__all__ = ["Flow", "Guard", "Refusal", "Transition"]
