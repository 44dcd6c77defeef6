"""The compiled kernels: see `loading`."""

from carepost.domain.native.loading import kernel, levels

__all__ = ["kernel", "levels"]
