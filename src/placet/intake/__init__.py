"""Articles, feeds and papers from the outside into a dossier: fetched, checked, kept as they were.

`store.add` does it; `suggested.suggested` hands back what the rules suggest.
"""
