"""The version of oshealth. This is the one place that says it; packaging reads it here."""

VERSION = "0.1.0"
