"""The programme of a dossier as tables that a spreadsheet reads and writes.

`written_tables(folder)` gives the tables, `save` writes them as a workbook or as CSV files, `taken` reads a workbook
into the tables of a dossier, with the sheet and cell of every problem. `dossier.yaml` is never written.
"""

from placet.tables.taking import Taken, taken
from placet.tables.writing import save, written_tables

__all__ = ["Taken", "save", "taken", "written_tables"]
