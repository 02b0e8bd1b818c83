"""THE STRAIGHT LINE: from a reference to a report. Look once, then judge; everything after the look is arithmetic."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.assessment import Report, Result, assess, unaudited
from oshealth.assessment.finding import GATE
from oshealth.errors import AskedWrongly, InvalidReference, InvalidSettings, NotAudited, UnknownName
from oshealth.facts import Facts, facts_of
from oshealth.facts.base import Sample
from oshealth.facts.documents import linked_documents
from oshealth.reference import RepoRef, parse
from oshealth.rulebook import Rulebook, Settings, read_settings
from oshealth.rulebook.book import DEFAULT_PROFILE, Wanted
from oshealth.rulebook.settings import FILES, corrections_of
from oshealth.snapshot import Snapshot, Texts, Tree, Unknown
from oshealth.sources import Access, Limits, Look, Needs, default_cache, open_source
from oshealth.sources.git.local import Near, opened, texts_at

Trust: TypeAlias = Literal["own", "shown", "told", "none"]


class Question(Struct, frozen=True):
    """What is asked of a repository.

    `trust` says which of the settings that a repository keeps are obeyed: "own" (all of them for a local path, none
    for a remote one), "shown" (its locations and waivers), "told" (none, but it is said that there are some), "none"
    (nor is that said). `settings_from` names the revision whose settings count, so that a change request can be judged
    by its base. `fail_on` are the names that the result will be held to: a wrong one is said before anything is looked at.
    Rules that stand for an item of the standard `by` are judged too, without counting.
    """

    profile: str = ""
    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_coverage: int | None = None
    trust: Trust = "own"
    settings_from: str = ""
    fail_on: tuple[str, ...] = ()
    by: str = ""


class Looking(Struct, frozen=True):
    """How to look: at which revision, as of the end of which day (UTC), how far at most, with or without network.

    `deep` also reads which files every commit touched, which costs several times as much and whole clones. `public`
    lets git speak to the public network alone, for addresses that somebody else wrote down. `tell` is called with a
    few words whenever a new stage begins.
    """

    revision: str = ""
    as_of: datetime | None = None
    offline: bool = False
    limits: Limits = field(default_factory=Limits)
    cache: Path = field(default_factory=default_cache)
    access: Access = field(default_factory=Access)
    deep: bool = False
    public: bool = False
    tell: Callable[[str], None] = lambda _stage: None

    def look(self) -> Look:
        """The same, in the words of a source."""
        return Look(
            limits=self.limits,
            revision=self.revision,
            as_of=_end_of_day(self.as_of) if self.as_of else None,
            offline=self.offline,
            deep=self.deep,
            public=self.public,
            cache=self.cache,
            tokens={host: tokens[0] for host, tokens in self.access.tokens.items() if tokens},
            access=self.access,
            tell=self.tell,
        )


def _end_of_day(day: datetime) -> datetime:
    return day.replace(hour=23, minute=59, second=59, microsecond=0, tzinfo=UTC)


class Case(Struct, frozen=True):
    """Everything that a judgement rests on: the evidence, the rules, and what the project's own settings say."""

    snapshot: Snapshot
    book: Rulebook
    settings: Settings | None = None
    minimum_coverage: int | None = None
    notes: tuple[str, ...] = ()

    def facts(self) -> Facts:
        """The facts of the snapshot, under the settings."""
        paths = self.settings.paths if self.settings else None
        return facts_of(self.snapshot, paths, corrections_of(self.settings))

    def report(self, facts: Facts | None = None) -> Report:
        """The judgement; on other `facts` than those of the snapshot, when they are given."""
        return assess(self.snapshot, self.book, self.settings, self.minimum_coverage, self.notes, facts)


def audit(
    target: str | RepoRef,
    book: Rulebook | None = None,
    *,
    question: Question = Question(),
    looking: Looking | None = None,
) -> Report:
    """Audits one repository.

    With a `book`, its rules are asked and the repository's own settings are not read; without one, the `question`
    says which rules, and a local repository's settings apply. Raises AskedWrongly or NotAudited.
    """
    return case_of(target, book, question=question, looking=looking).report()


def case_of(
    target: str | RepoRef,
    book: Rulebook | None = None,
    *,
    question: Question = Question(),
    looking: Looking | None = None,
) -> Case:
    """Looks, and lays beside it what will judge it. Parameters and errors as for `audit`."""
    ref = parse(target) if isinstance(target, str) else target
    looking = looking or Looking()
    once = opened(ref, looking.look()) if book is None and _has_a_say(ref, question) else nullcontext()
    with once as near:
        book, settings = book_for(ref, book, question, looking, near)
        snapshot = look_for(ref, book.needs, looking, near)
    return case_seen(snapshot, book, question, settings)


def case_seen(
    snapshot: Snapshot, book: Rulebook, question: Question, settings: Settings | None = None
) -> Case:
    """A snapshot with what will judge it; without `settings`, those that it holds do as much as the question lets them."""
    notes: list[str] = []
    if settings is None and question.trust != "none":
        settings = _foreign_settings(snapshot, question, notes)
    return Case(snapshot, book, settings, question.min_coverage, tuple(notes))


def book_for(
    ref: RepoRef, book: Rulebook | None, question: Question, looking: Looking, near: Near | None = None
) -> tuple[Rulebook, Settings | None]:
    """The rules that a repository is judged by, and its own settings where they choose among them.

    `near` is a local repository that is open already.
    """
    settings = None if book else _own_settings(ref, question, looking, near)
    return book or _book(question, settings, ref), settings


def audit_all(
    targets: Iterable[str | RepoRef],
    book: Rulebook | None = None,
    *,
    question: Question = Question(),
    looking: Looking | None = None,
) -> Iterator[Result]:
    """Audits one repository after the other; at depth survey up to 20 in one request, where they lie on one GitHub
    server. One that cannot be looked at becomes Unaudited, and the rest goes on.

    Raises AskedWrongly at once for a question that is wrong for all of them, and InvalidSettings or InvalidRule when
    a local repository whose settings apply keeps wrong ones.
    """
    usual = book or _book(question, None, None)
    for word in question.fail_on:
        if (
            word not in usual.names and word != GATE and "/" not in word
        ):  # with a slash: perhaps of a pack named in settings
            raise UnknownName("rule or category", word, usual.names)
    looking = looking or Looking()
    for together, several in groupby(targets, lambda target: _is_surveyed(target, looking)):
        if together:
            yield from _surveyed(map(_reference, several), usual, question, looking)
        else:
            yield from (_result(target, book, usual, question, looking) for target in several)


def _is_surveyed(target: str | RepoRef, looking: Looking) -> bool:
    """Whether a target is looked at together with others."""
    if looking.access.depth != "survey":
        return False
    try:
        ref = _reference(target)
    except InvalidReference:
        return False
    return ref.host in looking.access.apis


def _reference(target: str | RepoRef) -> RepoRef:
    return target if isinstance(target, RepoRef) else parse(target)


def _surveyed(
    refs: Iterable[RepoRef], book: Rulebook, question: Question, looking: Looking
) -> Iterator[Result]:
    from oshealth.sources.github.survey import survey  # noqa: PLC0415 - only a survey needs it

    for ref, found in survey(refs, needs_for(book.needs), looking.look()):
        if isinstance(found, Snapshot):
            yield case_seen(found, book, question).report()
        else:
            yield unaudited(str(ref), found, ref)


def _result(
    target: str | RepoRef, book: Rulebook | None, usual: Rulebook, question: Question, looking: Looking
) -> Result:
    """One of several: with the `book` that was given, or the `usual` one where its settings have no say in it."""
    ref = target if isinstance(target, RepoRef) else None
    try:
        ref = ref or parse(str(target))
        book = book or (None if _has_a_say(ref, question) else usual)
        return audit(ref, book, question=question, looking=looking)
    except (NotAudited, InvalidReference) as error:
        return unaudited(str(target), error, ref)


def look_at(ref: RepoRef, book: Rulebook, looking: Looking) -> Snapshot:
    """All the evidence that a book needs of one repository. Raises NotAudited."""
    return look_for(ref, book.needs, looking)


def look_for(ref: RepoRef, needs: Wanted, looking: Looking, near: Near | None = None) -> Snapshot:
    """The evidence that is asked for, and the settings that the repository keeps. Raises NotAudited.

    `near` is a local repository that is open already.
    """
    deeper = replace(needs, groups=needs.groups | {"changes"}) if looking.deep else needs
    source = near or open_source(ref, looking.access.apis)
    return source.collect(ref, needs_for(deeper), looking.look())


def size_of(ref: RepoRef, looking: Looking) -> int | Unknown:
    """Kilobytes that a remote repository takes, by the forge's own word where it gives one. Never raises."""
    from oshealth.sources.github.size import kilobytes  # noqa: PLC0415 - only before a clone of everything

    return kilobytes(ref, looking.look())


def needs_for(needs: Wanted) -> Needs:
    """The same in the words of a source: settings and linked documents too."""
    return Needs(needs.groups, (*needs.texts, *FILES), partial(_further, needs.samples))


def settings_in(snapshot: Snapshot) -> Settings | None:
    """The settings that a local repository keeps, as they stand in a snapshot of it; None for a remote one, whose
    settings are not ours to trust. Raises InvalidSettings.
    """
    return read_settings(_texts(snapshot)) if snapshot.ref.path else None


def _further(samples: Iterable[Sample], tree: Tree, texts: Texts) -> tuple[str, ...]:
    """What is read in a second batch: documents that the README links to, those at declared locations, and samples."""
    try:
        settings = read_settings(texts.by_path)
    except InvalidSettings:
        settings = None  # said where the settings are applied
    declared = settings.paths.values() if settings else ()
    chosen = (path for sample in samples for path in sample(tree))
    more = dict.fromkeys((*declared, *chosen))
    return (*linked_documents(tree, texts), *(path for path in more if path not in texts.by_path))


def _book(question: Question, settings: Settings | None, ref: RepoRef | None) -> Rulebook:
    packs = question.packs
    if settings is not None and ref is not None:
        packs += tuple(_pack_path(name, ref, settings.at("packs")) for name in settings.packs)
    profile = question.profile or (settings.profile if settings else "") or DEFAULT_PROFILE
    try:
        return Rulebook.load(profile, packs, question.select, question.ignore, question.by)
    except AskedWrongly as error:
        where = _blamed(settings, str(error)) if settings else ""
        if not where:
            raise
        raise InvalidSettings(f"{where}: {error}", error.hint) from error


def _blamed(settings: Settings, problem: str) -> str:
    """Where the settings name what a problem is about; empty where they do not."""
    named = (("profile", settings.profile), *(("packs", name) for name in settings.packs))
    return next((settings.at(key) for key, name in named if name and repr(name) in problem), "")


def _pack_path(name: str, ref: RepoRef, where: str) -> str:
    """A pack named in settings: a folder inside that repository, or an installed pack. Raises InvalidSettings, with
    `where` it is named, for a folder elsewhere on this disk.
    """
    root = Path(ref.path).expanduser().resolve()
    folder = (root / name).resolve()
    if not folder.is_relative_to(root):
        raise InvalidSettings(
            f"{where}: the pack {name!r} lies outside the repository", "add it with --pack instead"
        )
    return str(folder) if folder.is_dir() else name


def _has_a_say(ref: RepoRef, question: Question) -> bool:
    """Whether the settings of a repository choose among the rules: those of a local one, unless that was refused."""
    return bool(ref.path) and question.trust == "own"


def _own_settings(ref: RepoRef, question: Question, looking: Looking, near: Near | None) -> Settings | None:
    """The settings of a local repository, which its owner may trust; read before the look, since they choose rules."""
    if not _has_a_say(ref, question):
        return None
    look = replace(looking.look(), revision=question.settings_from or looking.revision)
    read = near.texts_at if near else texts_at
    return read_settings(read(ref, FILES, look))


def _foreign_settings(snapshot: Snapshot, question: Question, notes: list[str]) -> Settings | None:
    """What a stranger's settings may do: with "shown", waive visibly and say where documents lie; nothing else."""
    if _has_a_say(snapshot.ref, question):
        return None
    try:
        settings = read_settings(_texts(snapshot))
    except InvalidSettings as error:
        notes.append(f"the repository's own settings cannot be read: {error}")
        return None
    if settings is None:
        return None
    if question.trust != "shown":
        notes.append(f"{settings.file} exists and was not applied (--trust-project-settings admits it)")
        return None
    notes.append(f"locations and waivers of {settings.file} were applied")
    return Settings(
        waivers=settings.waivers,
        locations=settings.locations,
        attestations=settings.attestations,
        file=settings.file,
        places=settings.places,
    )


def _texts(snapshot: Snapshot) -> Mapping[str, str | Unknown]:
    return {} if isinstance(snapshot.texts, Unknown) else snapshot.texts.by_path
