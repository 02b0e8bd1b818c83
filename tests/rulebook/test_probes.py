"""Probes answer with yes, no, human or unknown, and always with what they looked at."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from oshealth.facts import facts_of
from oshealth.rulebook.probes import Answer, Ground, Question
from oshealth.rulebook.probes.base import Verdict
from oshealth.snapshot import Evidence, Tree, Unknown
from tests.builders import Work, a_snapshot

ADAPTER: TypeAdapter[Question] = TypeAdapter(Question)
YES = {"file": "yes.txt"}
NO = {"file": "no.txt"}
HUMAN = {"human": "Is it so, in your opinion?"}
UNKNOWN = {"text": {"in": "unread.txt", "words": "x"}}
WRITTEN = {"yes": YES, "no": NO, "human": HUMAN, "unknown": UNKNOWN}
SEEN = a_snapshot({"yes.txt": "a", "unread.txt": Unknown("too large")})


def ask(written: object, snapshot: object = SEEN) -> Answer:
    """The answer of a question as a rule author writes it."""
    return ADAPTER.validate_python(written).ask(Ground(facts_of(snapshot)))  # type: ignore[arg-type]


def test_the_four_answers() -> None:
    """What the logic below is built from."""
    assert [ask(question).verdict for question in WRITTEN.values()] == ["yes", "no", "human", "unknown"]


@pytest.mark.parametrize(("first", "second"), [*product(WRITTEN, repeat=2)])
def test_any_and_all_are_settled_by_one_answer(first: Verdict, second: Verdict) -> None:
    """any: yes > unknown > human > no; all: no > unknown > human > yes."""
    both = [WRITTEN[first], WRITTEN[second]]

    assert ask({"any": both}).verdict == min((first, second), key=["yes", "unknown", "human", "no"].index)
    assert ask({"all": both}).verdict == min((first, second), key=["no", "unknown", "human", "yes"].index)


@given(
    st.recursive(st.sampled_from([*WRITTEN.values()]), lambda inner: st.fixed_dictionaries({"not": inner}))
)
def test_not_swaps_yes_and_no_only(written: dict[str, object]) -> None:
    """Twice not is the question itself, for every answer."""
    swapped = {"yes": "no", "no": "yes", "human": "human", "unknown": "unknown"}

    assert ask({"not": written}).verdict == swapped[ask(written).verdict]


def test_an_unknown_says_why_and_where() -> None:
    """The reason of what could not be read travels up through the logic."""
    assert ask({"all": [YES, UNKNOWN]}) == Answer("unknown", (Evidence("path", "unread.txt"),), "too large")


def test_absence_in_a_partial_tree_is_unknown_and_presence_counts() -> None:
    """A listing that was cut proves what it shows and nothing else."""
    cut = a_snapshot({"yes.txt": "a"}, tree=Tree(("yes.txt",), partial="listing cut at 1 entry"))

    assert ask(YES, cut).verdict == "yes"
    assert ask(NO, cut) == Answer("unknown", (Evidence("absence", "no.txt"),), "listing cut at 1 entry")


def test_a_document_linked_off_the_repository_is_half_the_credit() -> None:
    """It is there, but nobody read it; what it says is unknown."""
    seen = a_snapshot({"README.md": "# Thing\n\n[Contributing](https://docs.example.org/contributing)\n"})

    assert ask({"document": "contributing"}, seen).credit == 50
    assert ask({"text": {"in": "contributing", "words": "patch"}}, seen).verdict == "unknown"


def test_an_unfilled_template_is_no_document() -> None:
    """The placeholder itself is the evidence."""
    text = "# Code of Conduct\n\n" + "Be kind to everybody. " * 20 + "\nWrite to [INSERT CONTACT METHOD].\n"
    answer = ask({"document": "code-of-conduct"}, a_snapshot({"CODE_OF_CONDUCT.md": text}))

    assert answer == Answer(
        "no", (Evidence("path", "CODE_OF_CONDUCT.md", 4, "unfilled template", "[INSERT CONTACT METHOD]"),)
    )


def test_a_list_is_counted() -> None:
    """`at_least: 1` asks whether there is anything in it."""
    two = a_snapshot({"LICENSE-MIT": "MIT License " * 9, "LICENSE-APACHE": "Apache License " * 9})

    assert ask({"fact": "license.files", "at_least": 2}, two).verdict == "yes"
    assert ask({"fact": "license.files", "at_most": 1}, two).verdict == "no"
    assert ask({"fact": "license.files", "at_least": 1}, a_snapshot()).verdict == "no"
    bands = [{"at_least": 3, "credit": 100}, {"at_least": 2, "credit": 75}, {"otherwise": 0}]
    assert ask({"fact": "license.files", "bands": bands}, two).credit == 75


def test_a_fact_carries_its_value() -> None:
    """A comparison shows what was compared; bands grade it."""
    seen = a_snapshot(work=[Work(days_ago=40, times=30)])
    compared = ask({"fact": "activity.days_since_last_commit", "at_most": 90}, seen)
    bands = [{"at_most": 30, "credit": 100}, {"at_most": 90, "credit": 60}, {"otherwise": 0}]
    graded = ask({"fact": "activity.days_since_last_commit", "bands": bands}, seen)

    assert (compared.verdict, compared.evidence[0]) == (
        "yes",
        Evidence("fact", name="activity.days_since_last_commit", value=40),
    )
    assert (graded.verdict, graded.credit) == ("yes", 60)


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ({"in": ["documentation", "data", "list", "site"]}, "no"),
        ({"in": ["library", "tool", "application"]}, "yes"),
        ({"equals": "site"}, "no"),
        ({"differs": "list"}, "yes"),
        ({"equals": "application"}, "unknown"),
        ({"in": ["library", "tool"]}, "unknown"),
    ],
)
def test_what_holds_for_each_value_that_a_fact_may_have_holds(asked: dict[str, object], verdict: str) -> None:
    """A project in C that is a library, a tool or an application is no list of links, whichever of them it is."""
    answer = ask({"fact": "project.kind", **asked}, a_snapshot({"src/a.c": "", "src/b.c": ""}))
    assert answer.verdict == verdict
    assert answer.evidence == (Evidence("fact", name="project.kind", value="library or tool or application"),)


def test_a_pattern_that_would_run_for_ever_is_unknown() -> None:
    """Nested repetition on a long line: the time limit ends it, and the finding is neither pass nor fail."""
    text = "a" * 5000 + "!"
    answer = ask({"text": {"in": "x.txt", "says": "^(a|aa)+$"}}, a_snapshot({"x.txt": text}))

    assert (answer.verdict, answer.reason) == ("unknown", "the pattern took longer than 0.2 s")


def test_headings_are_parsed_not_grepped() -> None:
    """A line in a code block is no heading; numbers, emoji, case and a joined name do not matter."""
    seen = a_snapshot(
        {
            "README.md": "# X\n\n```\n# Support\n```\n\n## 3. 💬 Support & Contact\n\nAsk [us](https://example.org).\n"
        }
    )
    heading = {"in": "readme", "is": "support", "with": "link"}
    answer = ask({"heading": heading}, seen)

    assert answer.evidence == (Evidence("path", "README.md", 7, "section", "3. 💬 Support & Contact"),)
    assert ask({"heading": {"in": "readme", "is": "sup"}}, seen).verdict == "no"
    assert ask({"heading": {"in": "readme", "is": "3. support *"}}, seen).verdict == "yes"


def test_a_person_is_shown_where_to_look() -> None:
    """What was seen and says something is pointed at; what was not seen is left out, and the question stays."""
    seen = a_snapshot({"GOVERNANCE.md": "# Governance\n\n" + "The lead decides. " * 40})
    asked = {"human": "Who decides here, and how?", "see": ["documents.governance", "documents.roadmap"]}

    assert ask(asked, seen) == Answer(
        "human",
        (Evidence("fact", name="documents.governance", value="GOVERNANCE.md"),),
        "Who decides here, and how?",
    )
    with pytest.raises(ValueError, match=r"unknown fact 'documents\.governence'"):
        ADAPTER.validate_python({**asked, "see": "documents.governence"})


def test_a_reason_that_another_tells_with_its_path_is_not_told_twice() -> None:
    large = "too large: 3000000 bytes, at most 1048576 are read"
    seen = a_snapshot({"LICENSE": Unknown(large)})
    license_file = {"any": [{"document": "license"}, {"fact": "license.standing", "differs": "none"}]}
    assert ask({"any": [{"document": "license"}]}, seen).reason == large
    assert ask(license_file, seen).reason == f"LICENSE: {large}"


PEOPLE = [{"at_least": 3, "credit": 100}, {"at_least": 2, "credit": 75}, {"otherwise": 0}]
SHARES = [{"at_most": 0.5, "credit": 100}, {"at_most": 0.8, "credit": 50}, {"otherwise": 0}]
ACTIVE, SHARE = "contributors.active", "contributors.top_share"


@pytest.mark.parametrize(
    ("fact", "bands", "times", "ahead"),
    [
        (ACTIVE, PEOPLE, (30,),
         "Now 1 person; 2 people or more give 75 % of the points, 3 people or more give all of the points."),
        (ACTIVE, PEOPLE, (30, 5), "Now 2 people; 3 people or more give all of the points."),
        (ACTIVE, PEOPLE, (30, 5, 5), ""),
        (SHARE, SHARES, (90, 10), "Now 90 %; 80 % or less give 50 % of the points, 50 % or less give all of the points."),
        (SHARE, SHARES, (60, 40), "Now 60 %; 50 % or less give all of the points."),
        (SHARE, SHARES, (20, 20), ""),
    ],
)  # fmt: skip
def test_bands_tell_what_the_next_ones_ask(
    fact: str, bands: object, times: tuple[int, ...], ahead: str
) -> None:
    """Whoever is partly there wants to know how far the rest is; the best band asks for nothing."""
    work = [
        Work(f"P{number} Example <p{number}@example.org>", times=many) for number, many in enumerate(times)
    ]
    assert ask({"fact": fact, "bands": bands}, a_snapshot(work=work)).ahead == ahead
