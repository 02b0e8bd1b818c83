"""A GitHub on loopback: its GraphQL interface over a slice of the published schema, a little REST, and faults."""
