"""The oblasts' polygons from a file of the user, and the oblast of many points at once.

A raster of small cells is laid over the country once: a cell that no border crosses lies in one oblast (or in none)
whole, so that most points are looked up in it; points in the other cells are tested against the polygons.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placet.errors import UsageError
from placet.events.rows import EAST, NORTH, SOUTH, WEST
from placet.extras import needed
from placet.places import codes, oblast

CELL = 0.02
"""The side of a raster cell in degrees."""
MOST_BYTES = 200_000_000
OUTSIDE, MIXED = -1, -2
COORDINATES = re.compile(r'("coordinates"\s*:\s*)\[[\[\]\d\s.,eE+-]*\]')


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The polygons of the oblasts in WGS 84, `polygons[i]` that of `codes()[i]`, with their raster."""

    polygons: list[Any] = field(repr=False)
    raster: NDArray[np.int8] = field(repr=False)

    def oblasts(self, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.int8]:
        """Return for each point the place of its oblast in `codes()`, -1 for a point outside all of them."""
        shapely = needed("shapely")
        column = np.floor((longitude - WEST) / CELL).astype(np.int64)
        row = np.floor((latitude - SOUTH) / CELL).astype(np.int64)
        framed = (column >= 0) & (column < self.raster.shape[1]) & (row >= 0) & (row < self.raster.shape[0])
        found = np.full(len(longitude), OUTSIDE, dtype=np.int8)
        found[framed] = self.raster[row[framed], column[framed]]
        open_points = np.flatnonzero(found == MIXED)
        found[open_points] = OUTSIDE
        for number, polygon in enumerate(self.polygons):
            if polygon is None or not len(open_points):
                continue
            inside = shapely.contains_xy(polygon, longitude[open_points], latitude[open_points])
            found[open_points[inside]] = number
            open_points = open_points[~inside]
        return found


def boundaries(path: Path) -> Boundaries:
    """Return the oblasts' polygons of a GeoJSON file in WGS 84, one feature an oblast, named in any property.

    Raises
    ------
    UsageError
        When the file is no such file, when two features are the same oblast, or when none can be named.
    """
    shapely = needed("shapely")
    found: dict[str, Any] = {}
    unnamed = 0
    listed = features(path, bare=True)
    shapes = shapely.get_parts(shapely.from_geojson(path.read_bytes().decode("utf-8"), on_invalid="ignore"))
    if len(shapes) != len(listed):
        raise UsageError(f"{path}: a feature has no geometry that can be read")
    for feature, shape in zip(listed, shapes, strict=True):
        texts = [text for text in (feature.get("properties") or {}).values() if isinstance(text, str)]
        code = next((code for code in map(oblast, texts) if code), None)
        if code is None:
            unnamed += 1
            continue
        if code in found:
            raise UsageError(f"{path}: {code} stands twice; one feature an oblast is needed")
        if not shapely.is_valid(shape) or shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise UsageError(f"{path}: the geometry of {code} is not a valid polygon")
        found[code] = shape
    if not found:
        raise UsageError(
            f"{path}: no feature has the name or the code of an oblast of Ukraine ({unnamed} features read)"
        )
    polygons = [found.get(code) for code in codes()]
    for polygon in found.values():
        shapely.prepare(polygon)
    return Boundaries(polygons, raster(polygons))


def features(path: Path, *, bare: bool = False) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file; the `bare` ones without their coordinates, which is much faster.

    Raises
    ------
    UsageError
        When the file is missing, too large, or no GeoJSON.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES / 1e6:g} MB")
        text = path.read_text(encoding="utf-8")
        content = json.loads(COORDINATES.sub(r"\1[]", text) if bare else text)
    except OSError as failure:
        raise UsageError(f"cannot read {path}: {failure.strerror}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no GeoJSON file") from None
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        found = content.get("features")
    elif isinstance(content, dict) and content.get("type") == "Feature":
        found = [content]
    elif isinstance(content, dict) and ("coordinates" in content or "geometries" in content):
        found = [{"geometry": content, "properties": {}}]
    else:
        found = None
    if not isinstance(found, list) or not all(
        isinstance(f, dict) and isinstance(f.get("geometry"), dict) for f in found
    ):
        raise UsageError(f"{path} is no GeoJSON file with features")
    return found


def raster(polygons: list[Any]) -> NDArray[np.int8]:
    """Return the raster: the oblast of each cell, -1 outside all, -2 where a border may cross the cell."""
    shapely = needed("shapely")
    width, height = round((EAST - WEST) / CELL), round((NORTH - SOUTH) / CELL)
    cells = np.full((height, width), OUTSIDE, dtype=np.int8)
    x = WEST + (np.arange(width) + 0.5) * CELL
    y = SOUTH + (np.arange(height) + 0.5) * CELL
    crossed = np.zeros((height + 2, width + 2), dtype=bool)
    for number, polygon in enumerate(polygons):
        if polygon is None:
            continue
        west, south, east, north = polygon.bounds
        columns = np.flatnonzero((x >= west) & (x <= east))
        rows = np.flatnonzero((y >= south) & (y <= north))
        if len(columns) and len(rows):
            px, py = np.meshgrid(x[columns], y[rows])
            inside = shapely.contains_xy(polygon, px.ravel(), py.ravel()).reshape(px.shape)
            part = cells[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            part[inside] = number
        along = shapely.get_coordinates(shapely.segmentize(shapely.boundary(polygon), CELL / 4))
        column = np.clip(np.floor((along[:, 0] - WEST) / CELL).astype(int) + 1, 0, width + 1)
        row = np.clip(np.floor((along[:, 1] - SOUTH) / CELL).astype(int) + 1, 0, height + 1)
        crossed[row, column] = True
    near = crossed.copy()
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            near |= np.roll(np.roll(crossed, down, axis=0), right, axis=1)
    cells[near[1:-1, 1:-1]] = MIXED
    return cells
