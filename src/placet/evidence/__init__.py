"""The place of the kernel that will anchor claims in texts; `dossier/checks` already compares every quote."""
