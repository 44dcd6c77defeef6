"""Ring 2: Django apps. Operations are the only writers, queries the only readers."""
