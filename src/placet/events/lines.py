"""Front lines by day, from files of the user: GeoJSON by day, or one GeoParquet table with a row a day.

A day without a line takes the line of the nearest earlier day, at most `MOST_STALE_DAYS` back, and says so. A line
with a hole (much shorter than its neighbours) is not used: what lies near the hole would look far from the front. A
day without a line that can be used has the band "unknown" for every event; nothing is guessed.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from placet.errors import UsageError
from placet.events.boundaries import features
from placet.events.distance import Blocks, Floats, Ints, blocks_of
from placet.extras import needed

MOST_STALE_DAYS = 7
"""How old a line may be for a day that has none. Judgement: the median day moves 7 of 110,000 square kilometres."""
TORN_SHARE = 0.7
"""A line shorter than this share of the median of its neighbours has a hole. Judgement: real lines vary by a tenth."""
NEIGHBOURS = 7
CHUNK = 64
METRES = "EPSG:32636"
DEGREES = "EPSG:4326"
LINE_TYPES = (1, 2)
NAME_DAY = re.compile(r"(20\d{2})[-_]?(\d{2})[-_]?(\d{2})")
GEOJSON = (".geojson", ".json")


@dataclass(frozen=True, eq=False)
class Lines:
    """The front line of each day as segments in UTM zone 36 N (metres).

    Parameters
    ----------
    days
        The days that have a line, ascending.
    segments
        Both ends of every segment, shape (segments, 4), the lines of the days one after the other.
    starts
        Where the line of each day begins in `segments`, shape (days + 1,).
    torn
        The places in `days` of lines that have a hole and are not used.
    """

    days: tuple[date, ...] = field(repr=False)
    segments: Floats = field(repr=False)
    starts: Ints = field(repr=False)
    torn: frozenset[int] = frozenset()

    def line_of(self, day: date) -> int:
        """Return the place of the line that stands for a day: its own, or the nearest earlier one; -1 when none may."""
        place = bisect.bisect_right(self.days, day) - 1
        if place < 0 or place in self.torn or day - self.days[place] > timedelta(days=MOST_STALE_DAYS):
            return -1
        return place

    @cached_property
    def blocks(self) -> Blocks:
        """The segments in blocks with a box around each."""
        return blocks_of(self.segments, self.starts)


def lines(path: Path) -> Lines:
    """Return the front lines of a folder of GeoJSON files, each with its day in its name, or of a GeoParquet file.

    A polygon of occupied ground is refused, since its border is not the front where it is the country's own border or
    the coast. GeoJSON is in degrees; a GeoParquet table has the columns `date` and `geometry` (WKB).

    Raises
    ------
    UsageError
        When there are no such files, a day stands twice, or a geometry is not a line.
    """
    path = Path(path)
    if path.is_dir():
        found = geojson_lines(path)
    elif path.is_file():
        found = parquet_lines(path)
    else:
        raise UsageError(f"there is no folder or file {path}")
    if not found.days:
        raise UsageError(f"{path}: no front line was found; name each GeoJSON file by its day, like 2026-05-18.geojson")
    return replace(found, torn=frozenset(torn_lines(found)))


def of_shapes(days: list[date], shapes: Any, place: str, crs: Any) -> Lines:
    """Return lines in metres from one geometry a day in other coordinates.

    Raises
    ------
    UsageError
        When a day stands twice or a geometry is not a line.
    """
    pyproj = needed("pyproj")
    if len(set(days)) < len(days):
        twice = next(day for day in days if days.count(day) > 1)
        raise UsageError(f"{place}: the day {twice} stands twice; leave one of the two")
    order = sorted(range(len(days)), key=days.__getitem__)
    shapes = np.asarray(shapes, dtype=object)[order]
    same = pyproj.CRS.from_user_input(crs) == pyproj.CRS.from_user_input(METRES)
    metres = None if same else pyproj.Transformer.from_crs(crs, METRES, always_xy=True)
    parts = [chunk_segments(shapes[first : first + CHUNK], place, metres) for first in range(0, len(shapes), CHUNK)]
    segments = np.concatenate([part for part, _ in parts]) if parts else np.empty((0, 4))
    counts = np.concatenate([count for _, count in parts]) if parts else np.empty(0, dtype=np.int64)
    return Lines(tuple(days[place] for place in order), segments, np.concatenate([[0], np.cumsum(counts)]))


def chunk_segments(shapes: Any, place: str, metres: Any) -> tuple[Floats, Ints]:
    """Return the segments of some lines in metres, and how many each line has.

    Raises
    ------
    UsageError
        When a geometry is not a line.
    """
    shapely = needed("shapely")
    if isinstance(shapes[0], bytes):
        shapes = shapely.from_wkb(shapes)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    only_lines(parts, place)
    points, part = shapely.get_coordinates(parts, return_index=True)
    if metres is not None:
        points = np.column_stack(metres.transform(points[:, 0], points[:, 1]))
    if not np.isfinite(points).all():
        raise UsageError(f"{place}: a point of a line lies nowhere; GeoJSON is longitude, latitude in degrees")
    joined = part[1:] == part[:-1]
    segments = np.hstack([points[:-1][joined], points[1:][joined]]).reshape(-1, 4)
    return segments, np.bincount(owner[part[:-1][joined]], minlength=len(shapes))


def only_lines(parts: Any, place: str) -> None:
    """Raise unless every geometry is a line.

    Raises
    ------
    UsageError
        When one is not.
    """
    if not np.isin(needed("shapely").get_type_id(parts), LINE_TYPES).all():
        raise UsageError(
            f"{place}: a front line is made of lines; of an occupied area take the border without the country's own "
            "border and the coast"
        )


def geojson_lines(folder: Path) -> Lines:
    """Return the lines of a folder of GeoJSON files in degrees."""
    shapely = needed("shapely")
    days, shapes = [], []
    for file in sorted(folder.iterdir()):
        named = NAME_DAY.search(file.stem)
        if file.suffix not in GEOJSON or not named:
            continue
        try:
            days.append(date(int(named[1]), int(named[2]), int(named[3])))
        except ValueError:
            raise UsageError(f"{file.name} names no day of the calendar") from None
        parts = [
            part for f in features(file) for part in shapely.get_parts(shapely.from_geojson(json.dumps(f["geometry"])))
        ]
        only_lines(parts, file.name)
        shapes.append(shapely.multilinestrings(parts) if parts else shapely.from_wkt("MULTILINESTRING EMPTY"))
    return of_shapes(days, shapes, str(folder), DEGREES)


def parquet_lines(path: Path) -> Lines:
    """Return the lines of a GeoParquet file, in the coordinates that it names."""
    pl, shapely, pyproj = needed("polars"), needed("shapely"), needed("pyproj")
    try:
        known = json.loads(pl.read_parquet_metadata(path)["geo"])["columns"]["geometry"]
        table = pl.read_parquet(path, columns=["date", "geometry"])
        days = [date.fromisoformat(str(day)[:10]) for day in table["date"].to_list()]
        shapes = table["geometry"].to_list()
        shapely.from_wkb(shapes[:1])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        pl.exceptions.PolarsError,
        shapely.errors.ShapelyError,
    ):
        raise UsageError(f"{path} is no GeoParquet file with the columns date and geometry") from None
    crs = pyproj.CRS.from_user_input(known.get("crs") or DEGREES)
    del table
    return of_shapes(days, shapes, path.name, crs)


def torn_lines(found: Lines) -> Iterator[int]:
    """Yield the places of the lines that are empty, or much shorter than the median of the lines around them."""
    s = found.segments
    so_far = np.concatenate([[0.0], np.cumsum(np.sqrt((s[:, 2] - s[:, 0]) ** 2 + (s[:, 3] - s[:, 1]) ** 2))])
    lengths = np.diff(so_far[found.starts])
    for place, length in enumerate(lengths):
        first = max(0, min(place - NEIGHBOURS, len(lengths) - 2 * NEIGHBOURS - 1))
        if not length or length < TORN_SHARE * np.median(lengths[first : first + 2 * NEIGHBOURS + 1]):
            yield place
