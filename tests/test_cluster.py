"""The same work on threads and on a cluster: same order, same figures, a dead worker survived, an interrupt kept."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from placet.errors import UsageError
from placet.scale import Stopped, mapped
from placet.training import Course, History, Instructors, Network, Site, best_plan, simulate


def square(n: int) -> int:
    return n * n


def interrupted(n: int) -> int:
    if n == 3:
        raise KeyboardInterrupt
    return n


def fails(n: int) -> int:
    if n == 2:
        raise ValueError("two")
    return n


def square_once_dying(folder: str, n: int) -> int:
    """Square; the worker that comes first to 5 ends itself at once, by its own process number."""
    if n == 5:
        mark = Path(folder) / "died"
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return n * n
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def network() -> Network:
    return Network(
        30,
        (Course("basic", 5, 4, 0.9, 0.8), Course("leaders", 8, 5, 0.85, 0.4, needs=("basic",))),
        (Site("a", "PL", 900, ("basic", "leaders")), Site("b", "DE", 300, ("basic",))),
        (Instructors("all", 400),),
        (),
        200.0,
    )


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two processes of this machine."""
    distributed = pytest.importorskip("distributed", reason="clusters are one of the extras")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
        ) as machine,
        distributed.Client(machine) as client,
    ):
        yield client


def test_threads_keep_the_order_and_tell_of_each_item() -> None:
    told: list[tuple[int, int]] = []
    found = mapped(square, range(20), threads=3, progress=lambda done, whole: told.append((done, whole)))
    assert [n * n for n in range(20)] == found
    assert [(n, 20) for n in range(1, 21)] == told
    assert [] == mapped(square, [])


def test_an_interrupt_keeps_what_is_done() -> None:
    with pytest.raises(Stopped) as stop:
        mapped(interrupted, range(10), threads=1)
    assert {0: 0, 1: 1, 2: 2} == stop.value.done


def test_a_failure_is_told_as_it_is() -> None:
    with pytest.raises(ValueError, match="two"):
        mapped(fails, range(4), threads=2)


def test_an_address_at_which_nobody_listens_is_wrong_use() -> None:
    pytest.importorskip("distributed", reason="clusters are one of the extras")
    with pytest.raises(UsageError, match="cluster: no scheduler answers at 'nonsense://here'"):
        mapped(square, [1], cluster="nonsense://here")


def test_a_cluster_gives_the_same_in_the_same_order(client: Any) -> None:
    told: list[int] = []
    assert [n * n for n in range(50)] == mapped(
        square, range(50), cluster=client, progress=lambda done, _: told.append(done)
    )
    assert list(range(1, 51)) == told


def test_a_simulation_is_the_same_on_threads_and_on_a_cluster(client: Any) -> None:
    plan = best_plan(network(), explain=False)
    histories = [History(0.5, plan.entries), History(0.5, 0.5 * plan.entries)]
    here = simulate(network(), histories, paths=400, threads=2)
    there = simulate(network(), histories, paths=400, over=partial(mapped, cluster=client), pieces=2)
    assert (here.trained == there.trained).all()
    assert (here.eur == there.eur).all()
    assert here.eur_by_quarter.tolist() == there.eur_by_quarter.tolist()


def test_a_failure_on_a_cluster_is_told_as_it_is(client: Any) -> None:
    with pytest.raises(ValueError, match="two"):
        mapped(fails, range(4), cluster=client)


def test_an_interrupt_keeps_what_a_cluster_has_done(client: Any) -> None:
    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        mapped(square, range(40), cluster=client, progress=stop)
    assert 3 == len(stopped.value.done)
    assert all(square(n) == found for n, found in stopped.value.done.items())


def test_a_dead_worker_is_survived(client: Any, tmp_path: Path) -> None:
    found = mapped(partial(square_once_dying, str(tmp_path)), range(24), cluster=client)
    assert [n * n for n in range(24)] == found
    assert (tmp_path / "died").exists(), "a worker did end"
