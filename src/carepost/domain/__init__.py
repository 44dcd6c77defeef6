"""Ring 1: pure Python. No framework, no database, no clock, no I/O beyond the files it is given."""
