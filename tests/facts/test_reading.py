"""Whatever a foreign YAML, TOML, JSON or XML file holds, reading it ends soon with plain values or a reason."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, elements, mapping, read_json, read_toml, read_xml, read_yaml, strings
from oshealth.snapshot import Unknown

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)


def test_yaml_has_none_of_its_traps() -> None:
    """Norway stays `no`, a version stays a version and a workflow's `on` stays a key."""
    text = "on: no\nversion: 1.10\nat: 12:30\nmode: 010\nyes: true\nnothing: ~\ncount: 12\nquoted: 'true'\n"
    assert read_yaml(text) == {
        "on": "no",
        "version": "1.10",
        "at": "12:30",
        "mode": "010",
        "yes": True,
        "nothing": None,
        "count": 12,
        "quoted": "true",
    }


def test_yaml_anchors_and_merge_keys_are_applied() -> None:
    assert read_yaml("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n") == {
        "x": {"a": 1, "b": 2},
        "y": {"b": 3, "a": 1},
    }


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (read_yaml, BOMB, "YAML refused: more than 100,000 values"),
        (read_yaml, "a: 1\na: 2", "YAML refused: line 2: duplicate or complex key"),
        (read_yaml, "? [a]\n: b", "YAML refused: line 1: duplicate or complex key"),
        (read_yaml, "a: !!python/object:os.system x", "YAML refused: line 1: tag tag:yaml.org,2002:python/object:os.system"),
        (read_yaml, "a: 1\n---\nb: 2", "YAML refused: it holds several documents"),
        (read_yaml, "a: &a [*a]", "YAML refused: nested deeper than 60 levels"),
        (read_yaml, "a: *b", "YAML refused: line 1: alias 'b' of nothing"),
        (read_yaml, "a: [", "not valid YAML: line 2: did not find expected node content"),
        (read_yaml, "[" * 200_000, "YAML refused: too many values or too deep"),
        (read_yaml, b"\xff\xfe", "YAML refused: not UTF-8 text"),
        (read_yaml, "a" * 600_000, "YAML refused: longer than 512 KiB"),
        (read_json, '{"a": 1, "a": 2}', "JSON refused: duplicate keys"),
        (read_json, "NaN", "JSON refused: the value NaN"),
        (read_json, "[" * 200_000, "JSON refused: nested too deeply"),
        (read_json, "{", "not valid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (read_toml, "a=" + "[" * 100_000, "TOML refused: nested too deeply"),
        (read_toml, "[x]\n[x]\n", "not valid TOML: Cannot declare ('x',) twice (at line 2, column 3)"),
        (read_xml, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
         "XML refused: it holds a document type declaration"),
        (read_xml, "<a>" * 10_000, "XML refused: nested too deeply"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_with_a_reason(
    read: Callable[[str | bytes], Plain | Unknown], text: str | bytes, reason: str
) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert found.reason.startswith(reason)


def test_custom_tags_can_be_passed_over() -> None:
    """GitLab's `!reference` is no reason not to read the commands beside it."""
    assert read_yaml("script: [!reference [.a, script], make test]", ignore_tags=True) == {
        "script": [[".a", "script"], "make test"]
    }


def test_xml_gives_elements_by_their_path() -> None:
    read = read_xml(
        '<project xmlns="urn:x"><developers><developer><name>Ada Example</name></developer></developers></project>'
    )
    assert [element["text"] for element in elements(read, "developers", "developer", "name")] == [
        "Ada Example"
    ]


def test_paths_into_values_never_raise() -> None:
    value: Plain = {"a": [{"b": " c "}, 1]}
    assert at(value, "a", 0, "b") == " c "
    assert at(value, "a", 7, "b") is None
    assert at(Unknown("gone"), "a") is None
    assert strings(at(value, "a", 0, "b")) == ["c"]
    assert strings([1, "", "x"]) == ["x"]
    assert mapping("no mapping") == {}


@given(st.text(alphabet="[]{}&*!<>:?-#'\"|,. \n\tab10\\", max_size=80))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (read_yaml, read_toml, read_json, read_xml):
        read(text)
