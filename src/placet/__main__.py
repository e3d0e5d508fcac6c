"""`python -m placet`: the same as the command `placet`."""

from placet.cli import main

main()
