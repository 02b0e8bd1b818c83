"""Where keys of a table of TOML stand, for messages about them."""

from oshealth.rulebook.toml_lines import toml_places

TEXT = """[project]
profile = "not ours"

[tool.oshealth]   # ours
profile = "community"
fail-on = [
  "gate",
]
  "min-coverage" = 5

[tool.oshealth.locations]
readme = "profile = here"

[[tool.oshealth.waivers]]
rule = "readme"
[[ tool . oshealth . waivers ]]
reason = "nobody reads it"
[tool.oshealthy]
fail-under = 5
"""


def test_keys_are_told_with_line_and_column_and_only_those_of_the_table() -> None:
    assert toml_places(TEXT, ("tool", "oshealth")) == {
        (): (4, 1),
        ("profile",): (5, 1),
        ("fail-on",): (6, 1),
        ("min-coverage",): (9, 3),
        ("locations",): (11, 1),
        ("locations", "readme"): (12, 1),
        ("waivers", 0): (14, 1),
        ("waivers", 0, "rule"): (15, 1),
        ("waivers", 1): (16, 1),
        ("waivers", 1, "reason"): (17, 1),
    }


def test_a_file_without_the_table_and_windows_line_ends_are_read() -> None:
    assert toml_places("[tool]\nx = 1\n", ("tool", "oshealth")) == {}
    assert toml_places("[tool.oshealth]\r\nprofile = 'ci'\r\n", ("tool", "oshealth")) == {
        (): (1, 1),
        ("profile",): (2, 1),
    }
