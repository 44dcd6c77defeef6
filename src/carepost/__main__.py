"""`python -m carepost`: the same as the command `carepost`."""

from carepost.cli import main

main(prog_name="carepost")
