"""ASK: what is asked and how much it weighs. Rules are data; the vocabulary of probes is closed and small."""

from oshealth.rulebook.book import Needs, Rulebook, compose
from oshealth.rulebook.rule import Rule, RuleText
from oshealth.rulebook.settings import Settings, read_settings

__all__ = ["Needs", "Rule", "RuleText", "Rulebook", "Settings", "compose", "read_settings"]
