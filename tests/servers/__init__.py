"""Loopback stand-ins for the servers that oshealth speaks to."""
