"""Who the project itself lists as its maintainers, from every place where projects write that down."""

import re
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import WANTED, Document, Shelf, document, readme_markup, shelf
from oshealth.facts.documents.headings import names
from oshealth.facts.manifests import maintainers_of, manifests
from oshealth.facts.markup import Markup, parse
from oshealth.facts.owners import people_in, read_codeowners, read_owners
from oshealth.facts.package_people import in_mix, in_r
from oshealth.facts.reading import at, mapping, read_json, read_toml, read_yaml, strings
from oshealth.facts.roster import Person, Roster, behind_label, listed, read_list
from oshealth.snapshot import Evidence, Group, Unknown

_DATA: Final = {"yml": read_yaml, "yaml": read_yaml, "toml": read_toml, "json": read_json}


_LABEL: Final = compiled(
    r"\s{0,3}\*\*(?:the )?(?:current )?(?:list of )?(?:the )?([^*\n]{3,60}?)\s?:?\*\*\s?:?\s*$", re.I
)

_PLAIN_LABEL: Final = compiled(r"\s{0,3}(\w[^:\n]{2,59}):\s*$")
_MAINTAIN: Final = compiled(r"(?i)maint|manten|manut|betreu|维护|メンテ|сопров")
"""What a label must say where its list stands apart: "The team:" may be that of a project from which code was taken."""
_LABELLED: Final = compiled(
    r"\s{0,3}[*_]{0,3}((?:[^\W\d_]+ ){0,3}(?:maint\w+|mantenedor\w*|维护者|メンテナー?)(?: by)?)[*_]{0,3}"
    r"\s?[:：][*_]{0,3}\s*(\S.{2,300})",
    re.I,
)


class Stewards(Struct):
    """Everybody listed, where (path and line of each place), and what could not be read."""

    roster: Roster = field(default_factory=Roster)
    places: list[Evidence] = field(default_factory=list)
    unread: Unknown | None = None

    def at(self, path: str) -> int:
        """Go on to a place; returns how many are listed before it."""
        self.roster.place = path
        return self._size()

    def note(self, before: int, path: str, line: int = 0, value: str = "") -> None:
        """Keep a place as evidence when it added somebody."""
        if self._size() > before:
            self.places.append(Evidence("path", path, line, "listed", value or self._size() - before))

    def _size(self) -> int:
        return len(self.roster.people) + len(self.roster.teams)

    @property
    def size(self) -> int:
        """People and teams together."""
        return self._size()


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
    _from_authors(facts, found)
    _from_readme(facts, found)
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
                _headed(markup, text.path, found)


def _from_authors(facts: Facts, found: Stewards) -> None:
    """Those whom AUTHORS names under a heading or label such as `Maintained by:`."""
    text = document(facts, "authors")
    markup = text.markup() if isinstance(text, Document) and text.how == "file" else None
    if not isinstance(text, Document) or not isinstance(markup, Markup):
        return
    for section in markup.sections:
        if names(section.heading, "maintainers"):
            before = found.at(text.path)
            read_list(markup, found.roster, section.line + 1, section.end)
            found.note(before, text.path, section.line)
    for number, line in enumerate(markup.lines, start=1):
        label = _PLAIN_LABEL.match(line[:200])
        last = _last_labelled(markup, number, label[1]) if label and names(label[1], "maintainers") else 0
        if last:
            before = found.at(text.path)
            read_list(markup, found.roster, number + 1, last)
            found.note(before, text.path, number)


def _last_labelled(markup: Markup, label: int, says: str) -> int:
    """The last line under a label without marks: down to the next empty line; where one stands right below the label,
    down to the next line that is not indented. 0 when it labels nothing.
    """
    rest = markup.lines[label:]
    if not rest or rest[0].strip():
        return label + max(next((at for at, line in enumerate(rest) if not line.strip()), len(rest)), 1)
    if not _MAINTAIN.search(says):
        return 0
    return label + next((at for at, line in enumerate(rest) if line[:1].strip()), len(rest))


def _from_readme(facts: Facts, found: Stewards) -> None:
    """Whom a line of the README names: `Lead Maintainer: [Ada Example](https://…/ada)`."""
    readme = readme_markup(facts)
    if not isinstance(readme, tuple):
        return
    path, markup = readme
    code = {number for block in markup.code for number in range(block.line, block.end + 1)}
    for number, line in enumerate(markup.lines, start=1):
        label = _LABELLED.match(line[:400]) or _LABELLED.match(_paragraph_from(markup, number))
        if label and number not in code and names(label[1], "maintainers"):
            before = found.at(path)
            found.roster.add_all(behind_label(label[2]))
            found.note(before, path, number)


def _paragraph_from(markup: Markup, number: int) -> str:
    """The beginning of a paragraph that begins on this line, whatever its breaks; empty inside of one."""
    if number > 1 and markup.lines[number - 2].strip():
        return ""
    rest = markup.lines[number - 1 : number + 11]
    end = next((at for at, line in enumerate(rest) if not line.strip()), len(rest))
    return " ".join(rest[:end])[:400]


def _headed(markup: Markup, path: str, found: Stewards) -> None:
    for number, line in enumerate(markup.lines, start=1):
        label = _LABEL.match(line[:200])
        if label and names(label[1], "maintainers"):
            before, last = found.at(path), _last_of_list(markup, number)
            read_list(markup, found.roster, number + 1, last, bare_names=False)
            found.note(before, path, number)
    for section in markup.sections:
        if names(section.heading, "maintainers") and section.end < len(markup.lines):
            before = found.at(path)
            read_list(markup, found.roster, section.line + 1, section.end, bare_names=False)
            found.note(before, path, section.line)


def _last_of_list(markup: Markup, label: int) -> int:
    """The last line of the list under a label in bold."""
    last = label
    for number in range(label + 1, len(markup.lines) + 1):
        line = markup.lines[number - 1].strip()
        if line and not line.startswith(("-", "*", "+")):
            break
        if line:
            last = number
        elif last > label:
            break
    return max(last, label + 1)


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
        "`Name <address> (@handle)`. Former maintainers and placeholders are left out.",
        read=_people,
        needs=_NEEDS,
        source="OSPS-GV-01.01",
        texts=_TEXTS,
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
