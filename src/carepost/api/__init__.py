"""The REST interface, version 1: read-only, the same searches as the pages."""
