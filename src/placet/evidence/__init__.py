"""What was said, where, by whom: sources, claims, anchors, suggestions. A kernel: it knows no files."""
