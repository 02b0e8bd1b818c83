"""`document`: is there a well-known community document, wherever projects keep it, and is it filled?"""

from dataclasses import field
from typing import Annotated, ClassVar, Final, cast

from oshealth.errors import nearest
from oshealth.facts import documents
from oshealth.facts.templates import unfilled
from oshealth.rulebook.plain import Passing, one_of, written
from oshealth.rulebook.probes.base import FULL, Answer, Ground, Probe, Reads
from oshealth.snapshot import Evidence, Unknown

OFF_SITE_CREDIT: Final = 50


def _a_kind(kind: str) -> str:
    if kind not in documents.KINDS:
        raise ValueError(f"unknown kind of document {kind!r}; {nearest(kind, documents.KINDS)}".rstrip("; "))
    return kind


@written
class Document(Probe):
    """Yes when the document is found and has at least `min_bytes` after comments, badges and front matter are stripped.

    A document that the README links off the repository could not be read: yes with half the credit. A short text
    that links to the real one is a pointer: yes. With `filled`, a template left unfilled is no.
    """

    key: ClassVar[str] = "document"
    document: Annotated[str, Passing(_a_kind)] = field(
        metadata={
            "description": "Kind of document.",
            "json_schema_extra": one_of(documents.KINDS),
        }
    )
    min_bytes: int = field(default=1, metadata={"ge": 1})
    filled: bool = field(
        default=True, metadata={"description": "A document that is an unfilled template counts as none."}
    )

    def ask(self, ground: Ground) -> Answer:
        found = documents.document(ground.facts, cast("documents.DocumentKind", self.document))
        if isinstance(found, Unknown):
            return Answer("unknown", (Evidence("absence", name=self.document),), found.reason)
        if isinstance(found, documents.Missing):
            looked = Evidence(
                "absence", ", ".join(found.looked_at), name=self.document, value=found.note or None
            )
            return Answer("no", (looked,))
        return self._judged(found)

    def _judged(self, found: documents.Document) -> Answer:
        where = found.url if found.how == "inherited" else None
        here = Evidence("path", found.path, found.line, found.how if found.how != "file" else "", where)
        if found.how == "off-site":
            return Answer(
                "yes",
                (Evidence("path", found.path, found.line, "links to", found.url),),
                credit=OFF_SITE_CREDIT,
            )
        if isinstance(found.text, Unknown):
            return Answer("unknown", (here,), found.text.reason)
        is_form = self.document in documents.FORMS
        if self.filled and not is_form and (tokens := unfilled(found.text, self.document)):
            token, line = tokens[0]
            return Answer(
                "no", (Evidence("path", found.path, found.line + line, "unfilled template", token),)
            )
        if not found.pointer and (size := documents.bytes_below(found.text, self.min_bytes)) is not None:
            return Answer("no", (Evidence("path", found.path, found.line, "too short (bytes)", size),))
        return Answer("yes", (here,), credit=FULL)

    def reads(self) -> Reads:
        return Reads(documents=frozenset({self.document}), groups=frozenset({"tree", "texts", "inherited"}))
