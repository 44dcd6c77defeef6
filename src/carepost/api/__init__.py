"""The REST interface, version 1: the same searches and rules as the pages; nothing is written."""
