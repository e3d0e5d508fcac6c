"""The programme of a dossier as tables that a spreadsheet reads and writes."""
