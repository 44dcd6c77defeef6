"""The compiled kernels, where they could be built; without them the numpy engines do the same work, slower.

All functions take and fill flat buffers and release the GIL: `prepare`, `search`, `deferred`, `auction`. Lengths and
post numbers are checked, contents of an index are not: only domain/matching makes one.
"""

from __future__ import annotations

from types import ModuleType

kernel: ModuleType | None
"""The compiled module, or None."""

try:
    from carepost.domain.native import _kernel as kernel  # type: ignore[attr-defined,no-redef]
except ImportError:
    kernel = None

_levels: tuple[str, ...] = tuple(kernel.levels()) if kernel else ()


def levels() -> tuple[str, ...]:
    """Levels of the processor for which a search was compiled and that it runs, best first; none without kernels."""
    return _levels
