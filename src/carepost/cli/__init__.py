"""The command line: `carepost`. Exit codes: 0 done, 1 refused, 2 bad usage."""

from carepost.cli.root import main

__all__ = ["main"]
