"""Results of a portfolio as files: the user's own rows with the answers beside them, and all reports as lines of JSON."""
