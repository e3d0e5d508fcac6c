"""Files of conflict events into daily counts by oblast, class and distance band.

`read(path)` returns a file's rows and rejects, `daily_counts(path, lines, boundaries)` its counts block by block,
`lines` and `boundaries` read the user's own front lines and polygons. Rows hold coordinates and stay inside this
package; what leaves it is by oblast, day and distance band. Needs the extras polars, shapely, pyproj; numba
when there.
"""

from __future__ import annotations

from placet.events.boundaries import Boundaries, boundaries
from placet.events.daily import Counts, daily_counts
from placet.events.lines import Lines, lines
from placet.events.reading import READERS, read, reader_of
from placet.events.rows import Events, Reader
from placet.events.summary import summary
from placet.places import codes, names, oblast

__all__ = [
    "READERS",
    "Boundaries",
    "Counts",
    "Events",
    "Lines",
    "Reader",
    "boundaries",
    "codes",
    "daily_counts",
    "lines",
    "names",
    "oblast",
    "read",
    "reader_of",
    "summary",
]
