"""The same work on many items: on threads, on the processes of this machine, or on a Dask cluster.

The items keep their order and each result hangs on its item alone, so that the place of work changes no figure. Dask is
imported when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TypeVar

from placet.errors import UsageError
from placet.extras import needed

Item = TypeVar("Item")
Result = TypeVar("Result")

LOCAL = "local"
"""The word for the processes of this machine."""
RETRIES = 2
"""How often an item is tried again. (One that was lost with its worker is tried again in any case.)"""
PATIENCE_SECONDS = 10

Progress = Callable[[int, int], None]
"""Called after each item with the items done and all items."""


class Stopped(KeyboardInterrupt):
    """The work was interrupted; `done` holds the results so far by the place of their item."""

    def __init__(self, done: dict[int, Any]) -> None:
        self.done = done
        super().__init__(f"stopped after {len(done)} results")


def mapped(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    cluster: Any = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Result]:
    """Return the results of some work on every item, in the order of the items.

    Parameters
    ----------
    work
        What is done with an item. For a cluster it and the items must be able to travel (`pickle`).
    items
        The items.
    cluster
        Nothing: threads of this process. `local`: processes of this machine. Else the address of a Dask scheduler
        (`tcp://10.0.0.5:8786`), whose workers have Placet, or a Dask client. Whoever reaches a scheduler can run
        code on its workers, and they on its clients: use only your own.
    threads
        How many threads; one for each processor, if not given.
    progress
        Told of each item that is done.

    Raises
    ------
    UsageError
        The cluster is not there or has no workers, or the extras are missing.
    Stopped
        On Ctrl-C; it holds what is done.
    """
    if not items:
        return []
    if cluster is None:
        return on_threads(work, items, threads or os.cpu_count() or 1, progress)
    if not isinstance(cluster, str):
        return on_client(work, items, cluster, progress)
    with client_of(cluster) as client:
        return on_client(work, items, client, progress)


def on_threads(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int, progress: Progress | None
) -> list[Result]:
    """Return the results, computed on threads of this process."""
    done: dict[int, Result] = {}
    pool = ThreadPoolExecutor(max(1, min(threads, len(items))))
    try:
        places = {pool.submit(work, item): n for n, item in enumerate(items)}
        for future in as_completed(places):
            done[places[future]] = future.result()
            if progress:
                progress(len(done), len(items))
    except KeyboardInterrupt:
        raise Stopped(done) from None
    finally:
        pool.shutdown(cancel_futures=True)
    return [done[n] for n in range(len(items))]


def on_client(
    work: Callable[[Item], Result], items: Sequence[Item], client: Any, progress: Progress | None
) -> list[Result]:
    """Return the results, computed by the workers of a Dask client; what a dead worker had is done by another."""
    done: dict[int, Result] = {}
    places = {client.submit(work, item, pure=False, retries=RETRIES): n for n, item in enumerate(items)}
    try:
        for future in needed("distributed").as_completed(list(places)):
            place = places.pop(future)
            done[place] = future.result()
            future.release()
            if progress:
                progress(len(done), len(items))
    except KeyboardInterrupt:
        raise Stopped(done) from None
    finally:
        client.cancel(list(places))
    return [done[n] for n in range(len(items))]


@contextmanager
def client_of(cluster: str, workers: int | None = None) -> Iterator[Any]:
    """Give a Dask client for an address, or for processes of this machine, which end with it.

    `workers`: how many processes; one for each processor, if not given.

    Raises
    ------
    UsageError
        Nobody answers, no worker is there, or the extras are missing.
    """
    distributed = needed("distributed")
    if cluster == LOCAL:
        with (
            distributed.LocalCluster(
                n_workers=workers or os.cpu_count() or 1,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=50,
            ) as machine,
            distributed.Client(machine) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(cluster, timeout=PATIENCE_SECONDS)
    except (OSError, ValueError) as failure:
        raise UsageError(
            f"cluster: no scheduler answers at {cluster!r} ({failure}); start one with: dask scheduler"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError:
            raise UsageError(
                f"cluster: the scheduler at {cluster} has no workers; start one with: dask worker {cluster}"
            ) from None
        yield client
