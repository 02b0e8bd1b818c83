"""Looking at any git repository: on this disk in place, elsewhere by a partial clone."""
