"""What holds for all tests: how long an example of a property takes is never asserted, for a machine may be busy."""

from hypothesis import settings

settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")
