"""Who the project itself lists as its maintainers, from every place where projects write that down."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import WANTED, Document, Shelf, document, shelf
from oshealth.facts.labelled_lists import Stewards, from_authors, from_readme, headed
from oshealth.facts.manifests import maintainers_of, manifests
from oshealth.facts.markup import Markup, parse
from oshealth.facts.owners import people_in, read_codeowners, read_owners
from oshealth.facts.package_people import in_mix, in_r
from oshealth.facts.people_lists import listed, read_list
from oshealth.facts.reading import at, mapping, read_json, read_toml, read_yaml, strings
from oshealth.facts.roster import Person, Roster
from oshealth.snapshot import Evidence, Group, Unknown

_DATA: Final = {"yml": read_yaml, "yaml": read_yaml, "toml": read_toml, "json": read_json}


def stewards(facts: Facts) -> Stewards | Unknown:
    """Maintainers by MAINTAINERS, OWNERS, CODEOWNERS, README and governance sections, manifests and publiccode.yml."""
    return facts.once(_stewards)


def _stewards(facts: Facts) -> Stewards | Unknown:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    found = Stewards()
    _from_documents(facts, own, found)
    _from_codeowners(facts, found)
    _from_governance(facts, found)
    from_authors(facts, found)
    from_readme(facts, found)
    for manifest in manifests(facts):
        before = found.at(manifest.path)
        found.roster.add_all(person for text in maintainers_of(manifest) for person in listed(text))
        found.note(before, manifest.path)
    for path, reader in (("mix.exs", in_mix), ("DESCRIPTION", in_r)):
        text = own.text(path) if path in own.paths else ""
        before = found.at(path)
        found.roster.add_all(reader(text) if isinstance(text, str) else ())
        found.note(before, path)
    _from_publiccode(own, found)
    return found


def _from_documents(facts: Facts, own: Shelf, found: Stewards) -> None:
    """MAINTAINERS and OWNERS, all there are; else a README section or link."""
    first = document(facts, "maintainers")
    if isinstance(first, Unknown):
        found.unread = first
    if not isinstance(first, Document):
        return
    if first.how in {"section", "off-site"} or first.pointer:
        _section(first, found)
        return
    for path in dict.fromkeys((first.path, *first.others[:10])):
        text = own.text(path)
        before = found.at(path)
        if isinstance(text, Unknown):
            found.unread = Unknown(f"{path}: {text.reason}")
        else:
            _file(path, text, own, found.roster)
        found.note(before, path)


def _section(first: Document, found: Stewards) -> None:
    if first.how == "off-site" or isinstance(first.text, Unknown):
        found.unread = Unknown(f"{first.path} links to the list elsewhere; linked, not read")
        return
    before = found.at(first.path)
    read_list(parse(first.path, first.text), found.roster)
    found.note(before, first.path, first.line)
    if found.size == before and first.pointer:
        found.unread = Unknown(f"{first.path} links to the list elsewhere; linked, not read")


def _file(path: str, text: str, own: Shelf, roster: Roster) -> None:
    name = path.rpartition("/")[2].lower()
    if name.partition(".")[0] == "owners":
        value = read_yaml(text)
        if isinstance(value, dict):
            aliases = own.text("OWNERS_ALIASES")
            resolved = None if isinstance(aliases, Unknown) else read_yaml(aliases)
            read_owners(value, None if isinstance(resolved, Unknown) else resolved, roster)
            return
    reader = _DATA.get(name.rpartition(".")[2])
    value = reader(text) if reader else read_toml(text) if "[people" in text else None
    if value is not None and not isinstance(value, Unknown):
        roster.add_all(people_in(at(value, "people") or value))
    elif reader is None:
        markup = own.markup(path)
        if not isinstance(markup, Unknown):
            read_list(markup, roster)


def _from_codeowners(facts: Facts, found: Stewards) -> None:
    owners = document(facts, "codeowners")
    if isinstance(owners, Document) and isinstance(owners.text, str):
        before = found.at(owners.path)
        cut = read_codeowners(owners.text, found.roster)
        found.note(before, owners.path, value=cut)
    elif isinstance(owners, Document) and isinstance(owners.text, Unknown):
        found.unread = found.unread or Unknown(f"{owners.path}: {owners.text.reason}")


def _from_governance(facts: Facts, found: Stewards) -> None:
    """Sections of the governance text and of CONTRIBUTING that are headed as a list of maintainers."""
    for kind in ("governance", "charter", "contributing"):
        text = document(facts, kind)
        if isinstance(text, Document) and text.how in {"file", "link", "location"}:
            markup = text.markup()
            if isinstance(markup, Markup):
                headed(markup, text.path, found)


def _from_publiccode(own: Shelf, found: Stewards) -> None:
    path = next((path for path in ("publiccode.yml", "publiccode.yaml") if path in own.paths), "")
    text = own.text(path) if path else ""
    if not isinstance(text, str) or not text:
        return
    contacts = at(read_yaml(text), "maintenance", "contacts")
    before = found.at(path)
    for contact in contacts if isinstance(contacts, list) else []:
        given = mapping(contact)
        found.roster.add(Person(" ".join(strings(given.get("name"))), " ".join(strings(given.get("email")))))
    found.note(before, path)


def _reading(facts: Facts, value: "tuple[str, ...] | int", found: Stewards) -> Reading:
    """A value with its places; Unknown when nobody was found and something could not be read."""
    own = shelf(facts)
    if not found.size and found.unread is not None:
        return found.unread
    if not found.size and isinstance(own, Shelf) and own.tree.partial:
        return Unknown(own.tree.partial)
    looked_at = ("MAINTAINERS", "OWNERS", "CODEOWNERS", "README", "governance", "manifests")
    return Value(
        value,
        tuple(found.places)
        or tuple(Evidence("absence", path=place, name="maintainers") for place in looked_at),
    )


def _people(facts: Facts) -> Reading:
    found = stewards(facts)
    if isinstance(found, Unknown):
        return found
    return _reading(facts, tuple(str(person) for person in found.roster.people), found)


def _count(facts: Facts) -> Reading:
    found = stewards(facts)
    return found if isinstance(found, Unknown) else _reading(facts, found.roster.count, found)


def _teams(facts: Facts) -> Reading:
    found = stewards(facts)
    return found if isinstance(found, Unknown) else _reading(facts, tuple(found.roster.teams), found)


_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts", "inherited"})
_TEXTS: Final = (*WANTED, "owners_aliases", "publiccode.y*ml", "package.json", "pyproject.toml", "pom.xml", "mix.exs",
          "description")  # fmt: skip

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="maintainers.people",
        kind="list",
        definition="People whom the project lists as maintainers (MAINTAINERS, OWNERS, CODEOWNERS, README or governance section, "
        "a line such as `Lead Maintainer: …` of the README, a part of AUTHORS, manifests, publiccode.yml), each once, as "
        "`Name <address> (@handle)`. Former maintainers and placeholders are left out. Told as so many times "
        "`somebody` unless names are asked for.",
        read=_people,
        needs=_NEEDS,
        source="OSPS-GV-01.01",
        texts=_TEXTS,
        names_people=True,
    ),
    Fact(
        name="maintainers.count",
        kind="number",
        unit="people",
        definition="The smallest number of people that maintainers.people can be: who is known by a handle alone in one place "
        "and by a name alone in another counts once. Members of teams are not seen.",
        read=_count,
        needs=_NEEDS,
        source="OSPS-GV-01.01",
        texts=_TEXTS,
    ),
    Fact(
        name="maintainers.teams",
        kind="list",
        definition="Teams that are listed as maintainers or owners, as `organization/team`; their size cannot be seen.",
        read=_teams,
        needs=_NEEDS,
        source="GitHub docs, About code owners",
        texts=_TEXTS,
    ),
)
