"""From a folder to a checked dossier: everything is read once, all problems are found at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from placet.dossier import checks, grids, yaml12
from placet.dossier.files import MOST_SOURCE_BYTES, MOST_TABLE_BYTES, MOST_YAML_BYTES, Files
from placet.dossier.plain_yaml import Path as PathInFile
from placet.dossier.problems import Place, Problem, Unreadable, error, in_order
from placet.dossier.review import FILE as REVIEW
from placet.dossier.review import MOST_LOG_BYTES, Merging, Reviewed, reviewed
from placet.dossier.review import place as place_in_review
from placet.dossier.schema import Case, ConditionGate, Dossier, Part, Series
from placet.dossier.shape import shaped
from placet.dossier.sources import SourceText, source
from placet.dossier.tables import Sheet, Table, daily, sheet
from placet.dossier.walk import parts
from placet.errors import DossierError

MOST_SOURCES = 20_000
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


@dataclass(frozen=True)
class Folder:
    """A dossier with everything that belongs to it.

    `sources` go by their name in claims; `tables` by the dotted place of their series in the dossier
    (`gates.ceasefire.series.strikes`, `security.strikes`); `inputs` holds the sha256 of every file that was read.
    `dossier` holds what people accepted in `review.jsonl` beside what `dossier.yaml` says; `reviewed` tells them apart.
    """

    path: Path
    dossier: Dossier = field(repr=False)
    sources: Mapping[str, SourceText] = field(repr=False)
    tables: Mapping[str, Table] = field(repr=False)
    cases: list[Case] = field(repr=False)
    inputs: Mapping[str, str] = field(repr=False)
    warnings: tuple[Problem, ...] = ()
    trees: Mapping[str, yaml12.Tree] = field(repr=False, default_factory=dict)
    unread: frozenset[str] = frozenset()
    reviewed: Reviewed = field(repr=False, default_factory=Reviewed)

    @cached_property
    def parts(self) -> list[tuple[PathInFile, Part]]:
        """Every part of the dossier with its path, for the checks."""
        return list(parts(self.dossier))

    def place(self, *path: str | int, of_value: bool = False) -> Place:
        """Return where a part of the dossier stands: in `dossier.yaml`, or in `review.jsonl` when accepted there."""
        origin = self.reviewed.origin(path)
        if isinstance(origin, int):
            return place_in_review(origin, ".".join(map(str, path)))
        return self.trees["dossier.yaml"].place(*origin, of_value=of_value)

    def table(self, *path: str) -> Table:
        """Return the table of a series: `folder.table("gates", "ceasefire", "series", "strikes")`."""
        return self.tables[".".join(path)]


def read(path: str | Path) -> Folder:
    """Return a dossier that has no errors; its warnings come with it.

    Raises
    ------
    DossierError
        With every problem, each with its place.
    """
    folder, found = looked_at(Path(path), None)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors or folder is None:
        raise DossierError(errors)
    return replace(folder, warnings=tuple(found))


def problems(path: str | Path, today: date | None = None) -> list[Problem]:
    """Return every error and warning of a dossier; with `today` also what has gone stale."""
    return looked_at(Path(path), today)[1]


def sources(path: str | Path) -> tuple[Mapping[str, SourceText], list[Problem]]:
    """Return the sources of a dossier alone, whatever its other files hold, and the problems of their heads.

    Raises
    ------
    DossierError
        When the path is no dossier.
    """
    try:
        kind_of_path(Path(path))
    except Unreadable as stop:
        raise DossierError([stop.problem]) from None
    return Reading(Path(path)).sources()


def one_source(path: str | Path, name: str) -> SourceText | None:
    """Return one source of a dossier by its name, or nothing when it is missing or has problems."""
    return Reading(Path(path)).source(name)


def with_grids(path: str | Path, given: Mapping[str, grids.Grid]) -> tuple[Folder | None, list[Problem]]:
    """Return a dossier with tables in the place of parts of its programme, and every problem, as `problems` does."""
    return looked_at(Path(path), None, given)


def looked_at(
    path: Path, today: date | None, given: Mapping[str, grids.Grid] | None = None
) -> tuple[Folder | None, list[Problem]]:
    """Return the dossier, when it has the right shape, and every problem in the order of files and lines."""
    try:
        kind_of_path(path)
    except Unreadable as stop:
        return None, [stop.problem]
    reading = Reading(path, given)
    folder = reading.folder()
    if folder is not None:
        reading.problems += checks.found(folder, today)
    return folder, grids.cut_by_table(in_order(reading.problems), reading.tables())


def kind_of_path(path: Path) -> None:
    """Raise `Unreadable` unless the path is a folder with a `dossier.yaml`."""
    shown = Place(str(path))
    try:
        if path.is_dir():
            if (path / "dossier.yaml").exists() or (path / "dossier.yaml").is_symlink():
                return
            hint = "`placet new NAME` writes a dossier to begin with"
            raise Unreadable(error(f"there is no dossier.yaml in the folder {path}", shown, hint))
        if path.exists():
            hint = f"name its folder: {path.parent}" if path.name == "dossier.yaml" else "a dossier is a folder"
            raise Unreadable(error(f"{path} is a file, not a dossier", shown, hint))
    except (OSError, ValueError) as failure:
        why = getattr(failure, "strerror", None) or "this is no path"
        raise Unreadable(
            error(f"cannot read {str(path)[:200]!r}: {why}", Place(""), "look at its permissions")
        ) from None
    raise Unreadable(error(f"there is no folder {path}", shown, "`placet new NAME` writes a dossier to begin with"))


class Reading:
    """One reading of one folder; `problems` grows on the way."""

    def __init__(self, path: Path, given: Mapping[str, grids.Grid] | None = None) -> None:
        self.path = path
        self.files = Files(path)
        self.given = given or {}
        self.problems: list[Problem] = []
        self.trees: dict[str, yaml12.Tree] = {}
        self.unread: set[str] = set()
        self.sheets: dict[str, Sheet | None] = {}

    def folder(self) -> Folder | None:
        """Return what was read, or nothing when `dossier.yaml` has not the right shape."""
        dossier = self._dossier()
        sources = self._sources()
        cases = self._cases()
        decided = self._reviewed()
        if dossier is None:
            return None
        merging = Merging(dossier, sources, decided)
        dossier, decided = merging.whole()
        self.problems += merging.problems
        tables: dict[str, Table] = {}
        for place, series, levels in all_series(dossier):
            table = self._table(place, series, levels)
            if table is not None:
                tables[table_name(place)] = table
        return Folder(
            self.path,
            dossier,
            sources,
            tables,
            cases,
            self.files.sha256,
            trees=self.trees,
            unread=frozenset(self.unread),
            reviewed=decided,
        )

    def sources(self) -> tuple[Mapping[str, SourceText], list[Problem]]:
        """Return the sources and what is wrong with them."""
        return self._sources(), self.problems

    def source(self, name: str) -> SourceText | None:
        """Return one source, or nothing when it cannot be read."""
        file = f"sources/{name}.md"
        try:
            if not NAME.fullmatch(name):
                hint = "use small letters, digits, `.`, `_` and `-`"
                raise Unreadable(error(f"'{name}' cannot be the name of a source", Place(file), hint))
            found, wrong = source(self.files.text(file, most_bytes=MOST_SOURCE_BYTES), file)
        except Unreadable as stop:
            found, wrong = None, [stop.problem]
        self.problems += wrong
        return found

    def _tree(self, name: str) -> yaml12.Tree | None:
        try:
            found = self.trees[name] = yaml12.tree(self.files.text(name, most_bytes=MOST_YAML_BYTES), name)
        except Unreadable as stop:
            self.problems.append(stop.problem)
            return None
        return found

    def _dossier(self) -> Dossier | None:
        tree = self._tree("dossier.yaml")
        if tree is None:
            return None
        tree, wrong = grids.with_tables(tree, self._table_text, self.given)
        self.trees["dossier.yaml"] = tree
        self.problems += wrong
        if wrong:
            return None
        dossier, found = shaped(Dossier, tree)
        self.problems += found
        return dossier

    def tables(self) -> set[str]:
        """Return the tables that stand in the place of parts of the programme, as problems name them."""
        named = self.trees["dossier.yaml"].tables.values() if "dossier.yaml" in self.trees else ()
        return {*named, *(grid.file for grid in self.given.values())}

    def _table_text(self, name: str) -> str:
        return self.files.text(name, most_bytes=grids.MOST_TABLE_BYTES)

    def _cases(self) -> list[Case]:
        name = "cases.yaml"
        if not (self.path / name).exists():
            return []
        tree = self._tree(name)
        if tree is None:
            return []
        if not isinstance(tree.content, list):
            self.problems.append(error("a list of cases is needed here", tree.place(), "begin each with `- name: ...`"))
            return []
        cases: list[Case] = []
        for number in range(len(tree.content)):
            case, found = shaped(Case, tree, at=(number,))
            self.problems += found
            cases += [case] if case else []
        return cases

    def _reviewed(self) -> Reviewed:
        if not (self.path / REVIEW).exists() and not (self.path / REVIEW).is_symlink():
            return Reviewed()
        try:
            found, problems = reviewed(self.files.content(REVIEW, most_bytes=MOST_LOG_BYTES))
        except Unreadable as stop:
            self.problems.append(stop.problem)
            return Reviewed()
        self.problems += problems
        return found

    def _sources(self) -> dict[str, SourceText]:
        found: dict[str, SourceText] = {}
        for name in self._source_names():
            one = self.source(name)
            if one is None:
                self.unread.add(name)
            else:
                found[name] = one
        return found

    def _source_names(self) -> list[str]:
        folder = self.path / "sources"
        try:
            names = sorted(path.name.removesuffix(".md") for path in folder.iterdir() if path.suffix == ".md")
        except FileNotFoundError:
            return []
        except OSError as failure:
            self.problems.append(error(f"cannot read the folder sources: {failure.strerror}", Place("sources")))
            return []
        if len(names) > MOST_SOURCES:
            self.problems.append(
                error(f"{len(names):,} sources; the most that is read is {MOST_SOURCES:,}", Place("sources"))
            )
        return names[:MOST_SOURCES]

    def _table(self, place: tuple[str, ...], series: Series, levels: bool) -> Table | None:
        if series.file not in self.sheets:
            try:
                self.sheets[series.file] = sheet(self.files.text(series.file, most_bytes=MOST_TABLE_BYTES), series.file)
            except Unreadable as stop:
                self.sheets[series.file] = None
                self.problems.append(self._named(stop.problem, place, series))
        found = self.sheets[series.file]
        if found is None:
            return None
        table, wrong = daily(found, series, self.files.sha256[series.file], levels=levels)
        self.problems += wrong
        return table

    def _named(self, problem: Problem, place: tuple[str, ...], series: Series) -> Problem:
        """Return a problem of a whole file at the place where the dossier names the file."""
        if problem.place.line:
            return problem
        here = self.trees["dossier.yaml"].place(*place, "file", of_value=True)
        return replace(
            problem, place=here, message=problem.message.replace(f"no file {series.file}", f"no file '{series.file}'")
        )


def table_name(place: tuple[str, ...]) -> str:
    """Return the name of a table: `gates.ceasefire.series.strikes`, `security.strikes`."""
    return ".".join(place[:2] if place[0] == "security" and place[-1] == "series" else place)


def all_series(dossier: Dossier) -> list[tuple[tuple[str, ...], Series, bool]]:
    """Return every series of a dossier with its place, and whether its figures are levels."""
    found: list[tuple[tuple[str, ...], Series, bool]] = []
    for gate_id, gate in dossier.gates.items():
        if isinstance(gate, ConditionGate):
            found += [(("gates", gate_id, "series", name), series, False) for name, series in gate.series.items()]
    for name, indicator in dossier.security.items():
        found.append((("security", name, "series"), indicator.series, indicator.measure == "change"))
        if indicator.of is not None:
            found.append((("security", name, "of"), indicator.series.model_copy(update={"count": indicator.of}), False))
    return found
