"""What leaves a dossier in the forms of others: annotations, a table for discourse networks, a share card, a feed."""

from __future__ import annotations
