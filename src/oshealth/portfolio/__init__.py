"""MANY: a list of projects in, a durable ledger of results, and the work between, spread over processes and tokens."""
