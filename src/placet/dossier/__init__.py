"""The dossier: its format, its reader, its checks, and what-if changes. The only place that knows YAML."""
