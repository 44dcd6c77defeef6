"""Matching beyond one table: regions as Parquet files, a process pool or Ray, a killed run goes on where it stopped."""

from carepost.batch.engines import ENGINES, EngineMissing
from carepost.batch.files import BatchError, read
from carepost.batch.regions import Region, halo_km, split
from carepost.batch.run import Summary, checksum, match_files, match_region

__all__ = [
    "ENGINES",
    "BatchError",
    "EngineMissing",
    "Region",
    "Summary",
    "checksum",
    "halo_km",
    "match_files",
    "match_region",
    "read",
    "split",
]
