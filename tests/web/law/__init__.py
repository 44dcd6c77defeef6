"""The pages on law and money."""
