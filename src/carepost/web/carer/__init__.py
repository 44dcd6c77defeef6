"""The carer's own pages, at /me/."""
