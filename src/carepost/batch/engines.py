"""Who works the regions: this machine's processes, or a Ray cluster."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

Work = Callable[[Any], Any]


class EngineMissing(RuntimeError):
    """An engine whose package is not installed."""


def local(work: Work, jobs: Sequence[Any], workers: int) -> Iterator[Any]:
    """A pool of processes; one worker, or one job, stays in this process."""
    if workers < 2 or len(jobs) < 2:
        yield from map(work, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        try:
            for future in as_completed([pool.submit(work, job) for job in jobs]):
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def ray(work: Work, jobs: Sequence[Any], workers: int) -> Iterator[Any]:
    """Ray core tasks on the cluster that RAY_ADDRESS names, else on a local one. Workers see the same folders.

    Raises EngineMissing without the package (extra `ray`).
    """
    try:
        import ray as cluster
    except ImportError as error:
        raise EngineMissing("没有安装 Ray：pip install 'carepost[ray]' / Ray is not installed: extra `ray`") from error
    mine = not cluster.is_initialized()
    if mine:
        cluster.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        waiting = [cluster.remote(work).options(num_cpus=1).remote(job) for job in jobs]
        while waiting:
            done, waiting = cluster.wait(waiting)
            yield from cluster.get(done)
    finally:
        if mine:
            cluster.shutdown()


ENGINES: dict[str, Callable[[Work, Sequence[Any], int], Iterator[Any]]] = {"local": local, "ray": ray}
