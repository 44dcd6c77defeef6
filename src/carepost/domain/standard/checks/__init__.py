"""The checks of a post, one function per rule; each yields findings, or says which fields it lacks."""
