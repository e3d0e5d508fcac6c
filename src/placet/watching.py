"""New event files against what the desk knew: what changed, and why."""
