"""ASK: what is asked and how much it weighs. Rules are data; the vocabulary of probes is closed and small."""

from oshealth.rulebook.book import Rulebook, Wanted, compose
from oshealth.rulebook.rule import Rule, RuleText
from oshealth.rulebook.settings import Settings, read_settings

__all__ = ["Rule", "RuleText", "Rulebook", "Settings", "Wanted", "compose", "read_settings"]
