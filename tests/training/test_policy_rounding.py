"""A policy whose larger site is prepared ahead keeps a plan in every period, although rounding adds up."""

from __future__ import annotations

from placet.training import Course, Fund, Instructors, Network, Preparation, Site, best_policy, opening_chain, split


def test_beds_prepared_in_many_parts_never_leave_a_period_without_a_plan():
    """1,665 beds ordered bit by bit: what is cut off as rounding is less than the room that the beds leave for it.

    Found on the programme `medium-0` of benchmarks/programmes.
    """
    network = Network(
        weeks=104,
        courses=(
            Course("basic", 5.0, 3.5, 0.93, 0.6),
            Course("drill", 8.0, 4.0, 0.9, 0.4),
            Course("leader", 7.0, 5.0, 0.88, 0.35, ("basic",)),
        ),
        sites=(
            Site("home", "EU", 310, ("basic", "leader"), 0.0, 640.0),
            Site("hub", "EU", 200, ("drill",), 0.0, 480.0),
            Site("there", "UA", 1380, ("basic", "drill", "leader"), 0.0, 520.0, inside=True),
        ),
        instructors=(Instructors("stay", 130), Instructors("go", 276, inside=True)),
        funds=(Fund("first", 3.3e7, 0, 52), Fund("second", 4.3e7, 52, 104)),
        intake_per_week=378.0,
    )
    periods = split(network, (Preparation("there", 1665.0, 2e6, 8.0),))
    policy = best_policy(periods, opening_chain(("there",), 0.07, lead_periods=1), passes=60, priced=False)
    assert policy.runs.mean <= policy.bound * (1 + 1e-9)
    assert policy.gap < 0.02
