"""Stochastic programmes in the SMPS form: published optima, our own programmes there and back, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from placet import training
from placet.errors import UsageError
from placet.training import Course, Fund, Instructors, Network, Preparation, Site, opening_chain

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "stochastic_programs"

CORE = """NAME small
ROWS
 N cost
 L room
 G need
COLUMNS
 build cost 3 room 1
 build need 1
 rent cost 5 need 1
RHS
 limit room 10 need 4
ENDATA
"""
STAGES = """TIME small
PERIODS
 build room now
 rent need then
ENDATA
"""
SCENARIOS = """STOCH small
INDEP DISCRETE
 limit need 2 then 0.5
 limit need 6 then 0.5
ENDATA
"""


def small(scenarios: str = SCENARIOS, *, core: str = CORE, stages: str = STAGES) -> float:
    """Return the least expected cost of a programme that can be checked by hand."""
    return training.least_cost(training.stochastic_programme(core, stages, scenarios))


def test_built_now_or_rented_then():
    """Two built now cost 6 and serve both; the four more are rented with chance one half: 6 + 10."""
    assert 16.0 == pytest.approx(small())


def test_the_same_as_blocks_and_as_scenarios():
    """Three ways to write the same two courses of events."""
    blocks = "STOCH x\nBLOCKS DISCRETE\n BL b then 0.5\n limit need 2\n BL b then 0.5\n limit need 6\nENDATA\n"
    listed = (
        "STOCH x\nSCENARIOS DISCRETE\n SC a ROOT 0.5 then\n limit need 2\n SC b a 0.5 then\n limit need 6\nENDATA\n"
    )
    assert 16.0 == pytest.approx(small(blocks))
    assert 16.0 == pytest.approx(small(listed))


def test_a_scenario_can_change_the_cost_and_the_matrix():
    """Rent at 1 instead of 5: nothing is built, two or six are rented; where one rented serves two, half of that."""
    cheap = SCENARIOS.replace("ENDATA", " rent cost 1 then 1.0\nENDATA")
    assert 4.0 == pytest.approx(small(cheap))
    better = cheap.replace("ENDATA", " rent need 2 then 1.0\nENDATA")
    assert 2.0 == pytest.approx(small(better))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"core": "no such thing"}, "core: this is no programme in MPS form; compare it with what `mps` writes"),
        (
            {"stages": "TIME x\nPERIODS\nENDATA\n"},
            "stages: no stage is named; a line has a column, a row and the name of the stage",
        ),
        ({"stages": STAGES.replace("rent", "lease")}, "stages, line 4: the core has no column 'lease'"),
        (
            {"scenarios": SCENARIOS.replace("DISCRETE", "NORMAL")},
            "scenarios, line 2: only DISCRETE chances are read, not NORMAL",
        ),
        (
            {"scenarios": SCENARIOS.replace("limit need 2", "limit nead 2")},
            "scenarios, line 3: the core has neither a column 'limit' nor a row 'nead'",
        ),
        ({"scenarios": SCENARIOS.replace("0.5", "half")}, "scenarios, line 3: 'half' is not a number"),
        ({"scenarios": SCENARIOS.replace("0.5", "0.4")}, "scenarios: the chances add up to 0.8, not to 1"),
        (
            {"scenarios": SCENARIOS.replace("then", "later")},
            "scenarios, line 3: there is no stage 'later'; the stages are now, then",
        ),
        (
            {"scenarios": SCENARIOS.replace(" then", "").replace(" 0.5", "")},
            "scenarios, line 3: a line of INDEP has a column, a row, a figure, a stage and a chance",
        ),
        (
            {"core": CORE.replace(" rent cost 5", " rent cost 5 room 1\n rent")},
            "core: row 'room' of stage 1 holds the later column 'rent'",
        ),
    ],
)
def test_what_is_refused(changed, said):
    """Each with its place."""
    texts = {"core": CORE, "stages": STAGES, "scenarios": SCENARIOS} | changed
    with pytest.raises(UsageError) as error:
        training.extensive_form(training.stochastic_programme(**texts))
    assert said == str(error.value)


def gated() -> training.stage.Programme:
    """Return a programme of two sites, the larger one behind a gate."""
    network = Network(
        weeks=32,
        courses=(Course("basic", 5, 5.0, 0.95, 1.0), Course("leader", 4, 4.0, 0.9, 0.3, ("basic",))),
        sites=(
            Site("home", "EU", 60, ("basic", "leader"), 0.0, 900.0),
            Site("there", "UA", 200, ("basic",), 0.0, 500.0, inside=True),
        ),
        instructors=(Instructors("stay", 40), Instructors("go", 30, inside=True)),
        funds=(Fund("first", 3e6, 0, 16), Fund("second", 3e6, 16, 32)),
        intake_per_week=40.0,
    )
    return training.split(network, (Preparation("there", 100, 2e5, 8),))


@pytest.mark.parametrize("shuts", [0.0, 0.1])
def test_our_programme_comes_back_with_the_same_optimum(shuts):
    """Written, read and solved as an extensive form, it reaches what the exact tree reaches."""
    programme = gated()
    chain = opening_chain(("there",), 0.2, shuts=shuts)
    exact = training.tree_plan(programme, chain)
    texts = training.smps(programme, chain)
    back = training.stochastic_programme(texts.core, texts.stages, texts.scenarios)
    assert chain.history_count(len(programme.stages)) == len(back.scenarios)
    assert exact.value == pytest.approx(-training.least_cost(back), rel=1e-8)


def test_the_names_say_what_they_are():
    """Columns and gates carry the names of site, course and period."""
    texts = training.smps(gated(), opening_chain(("there",), 0.2))
    assert " L gate:there:basic:p3" in texts.core
    assert " enter:home:leader:p0 cost " in texts.core
    assert " SC h1 h0 " in texts.scenarios


def test_gates_that_start_in_one_of_two_states_have_no_such_form():
    """The root of the tree is shared by all."""
    chain = opening_chain(("there",), 0.2)
    with pytest.raises(UsageError) as error:
        training.smps(gated(), training.Chain(chain.states, (0.5, 0.5), chain.moves))
    assert "chain.start: the SMPS form starts from one state; give one the chance 1" == str(error.value)


def published(folder: str, name: str, core: str) -> training.StochasticProgramme:
    """Return one of the published programmes."""
    if not PUBLISHED.exists():
        pytest.skip("needs ../shared/data/stochastic_programs, which is not part of the project")
    files = [f"{core}.cor", f"{core}.tim", f"{name}.sto"]
    return training.stochastic_programme(*((PUBLISHED / folder / f).read_text(encoding="latin-1") for f in files))


@pytest.mark.parametrize(
    ("folder", "name", "core", "optimum"),
    [
        ("airlift", "airl-first", "airl", 249_101.672072),  # solution.txt of the set
        ("airlift", "airl-second", "airl", 269_665.498390),
        ("sizes", "sizes-3", "sizes", 224_433.67),  # SIPLIB; whole numbers, so to the solver's gap
    ],
)
def test_published_optima(folder, name, core, optimum):
    """Programmes of the stochastic LP test set and of SIPLIB reach their published optima."""
    assert optimum == pytest.approx(training.least_cost(published(folder, name, core)), rel=1e-4)
