"""The library as a person uses it: open a dossier, assess it, ask why, change an input, write the brief."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placet import assess as pipeline
from placet import comparison, days
from placet.assessment import Assessment, ClaimView, PlanView, Together
from placet.dossier.read import Folder, read
from placet.gates.verdict import Verdict
from placet.outlook.chance import Chance, chance_by
from placet.why import why

if TYPE_CHECKING:
    from placet.brief.compose import Brief


class Desk:
    """An opened dossier: read, checked, ready to be assessed."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def assess(
        self,
        *,
        as_of: date | str | None = None,
        changes: Mapping[str, str] | None = None,
        seed: int = 1,
        with_plan: bool = True,
        with_chance: bool | None = None,
    ) -> Answer:
        """Return what can be said from what had been published by `as_of` (the dossier's `read_until` by default).

        `with_plan=False` leaves out the programme and the chances, which take most of the time; `with_chance=True`
        keeps the chance that all gates open.

        Raises
        ------
        UsageError
            When the day is no day, or a change names something that the dossier does not have.
        """
        found = pipeline.assess(
            self.folder, as_of=as_of, changes=changes, seed=seed, with_plan=with_plan, with_chance=with_chance
        )
        return Answer(self, found)

    def __repr__(self) -> str:
        dossier = self.folder.dossier
        held = f"{len(dossier.claims)} claims from {len(self.folder.sources)} sources"
        return f"{dossier.title}\n{dossier.asks}\n{held}, read until {dossier.read_until}"


class Answer:
    """An assessment with the questions that one asks of it. The frozen figures are in `assessment`."""

    def __init__(self, desk: Desk, assessment: Assessment) -> None:
        self.desk = desk
        self.assessment = assessment

    @property
    def state(self) -> str:
        """`open`, `shut` or `unknown`: all gates together."""
        return self.assessment.state

    @property
    def sentence(self) -> str:
        """The verdict."""
        return self.assessment.sentence

    @property
    def plan(self) -> PlanView | None:
        """What the mission delivers, when the dossier has a programme."""
        return self.assessment.plan

    @cached_property
    def together(self) -> Together:
        """All gates together: when, how likely, and what would change it most."""
        if self.assessment.together:
            return self.assessment.together
        a = self.assessment
        found = pipeline.assess(
            self.desk.folder, as_of=a.as_of, changes=a.changes, seed=a.made.seed, with_plan=False, with_chance=True
        )
        assert found.together
        return found.together

    def chance(self, by: date | str) -> Chance:
        """Return with what chance all gates are open at the same time by the end of a day.

        Raises
        ------
        UsageError
            When the day is no day or out of reach, or nothing says when one of the gates opens.
        """
        return chance_by(self.together, days.day(by))

    def __getattr__(self, name: str) -> Verdict:
        gates = self.__dict__["assessment"].gates if "assessment" in self.__dict__ else {}
        if name in gates:
            found: Verdict = gates[name]
            return found
        raise AttributeError(f"no gate is called {name!r}; this dossier has {', '.join(gates)}")

    def what_if(self, changes: Mapping[str, str]) -> Answer:
        """Return a new answer with more changes: `{"vote.HU": "abstain declared", "ceasefire.reading": "month"}`."""
        merged = {**self.assessment.changes, **changes}
        return self.desk.assess(
            as_of=self.assessment.as_of,
            changes=merged,
            seed=self.assessment.made.seed,
            with_plan=self.plan is not None,
            with_chance=self.assessment.together is not None,
        )

    def why(self, place: str) -> list[ClaimView]:
        """Return the claims behind a place such as `vote.HU`, newest first, each with its quote and source."""
        return why(self.assessment, place)

    def brief(self) -> Brief:
        """Return the report; `.save("brief.html")` or `.save("brief.md")` writes it."""
        from placet.brief.compose import compose

        return compose(self.assessment)

    def json(self) -> str:
        """Return the whole assessment as JSON, in the form of `schema/assessment-1.json`."""
        return self.assessment.model_dump_json(indent=1)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.assessment.gates]

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Answer) and self.assessment == other.assessment

    def __hash__(self) -> int:
        return hash(self.json())

    def __repr__(self) -> str:
        lines = [
            self.sentence,
            *(f"  {name}: {gate.state}. {gate.sentence}" for name, gate in self.assessment.gates.items()),
        ]
        if self.assessment.together:
            lines.append(f"  together: {self.assessment.together.sentence}")
        if self.plan:
            lines.append(f"  plan: {self.plan.sentence}")
        return "\n".join([*lines, f"  as of {self.assessment.as_of}"])


def open_desk(path: str | Path) -> Desk:
    """Read and check a dossier.

    Raises
    ------
    DossierError
        With every problem of the dossier, each with its file, line and reason.
    UsageError
        When there is no such folder.
    """
    return Desk(read(Path(path)))


def compare(a: Answer, b: Answer) -> comparison.Comparison:
    """Return what moved from one answer to another: of two days, or of two sets of changes."""
    return comparison.compare(a.assessment, b.assessment)
