"""Articles, feeds and papers from the outside into a dossier: fetched, checked, kept as they were."""
