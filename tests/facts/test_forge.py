"""What the forge says of a repository: every field by itself, and unknown where it was not asked."""

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Evidence, Project, Unknown
from tests.builders import a_snapshot


def test_a_field_that_the_forge_gave_is_a_fact_and_the_others_stay_unknown() -> None:
    """The evidence names the field; a missing answer is no False."""
    facts = facts_of(a_snapshot(project=Project(archived=False, description="An invented thing")))

    assert facts.get("project.archived") == Value(
        value=False, evidence=(Evidence("api", name="archived", value=False),)
    )
    assert facts.get("project.description") == Value(
        "An invented thing", (Evidence("api", name="description", value="An invented thing"),)
    )
    assert facts.get("project.has_issues") == Unknown("not given by the forge")


def test_without_a_forge_every_field_is_unknown() -> None:
    """A local path has no forge, which is no verdict on the project."""
    assert facts_of(a_snapshot()).get("project.archived") == Unknown("not asked of a forge")
