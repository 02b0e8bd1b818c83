"""Rulebook: packs, a profile and what was selected, put together and checked; the rules in the order they are judged."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Final

from msgspec import Struct

from oshealth.errors import InvalidRule, UnknownName
from oshealth.facts import CATALOGUE
from oshealth.facts.base import Sample
from oshealth.facts.documents import WANTED
from oshealth.rulebook.located import Located
from oshealth.rulebook.packs import BUNDLED, Category, Pack, bundled_pack, find_pack
from oshealth.rulebook.probes import Reads, union
from oshealth.rulebook.profile import ProfileText, extended
from oshealth.rulebook.rule import Rule
from oshealth.rulebook.written import checked
from oshealth.snapshot import Group

DEFAULT_PROFILE: Final = "community"


class Wanted(Struct, frozen=True):
    """What a source must bring: evidence groups, globs of the files whose contents will be read, and samples that only the
    tree can tell.
    """

    groups: frozenset[Group]
    texts: tuple[str, ...]
    samples: tuple[Sample, ...] = ()


class Rulebook(Struct, frozen=True):
    """What is asked and how much it weighs.

    `rules` holds every rule that is judged, required ones before those that require them; `counted` the ids that
    count in the score; `selected` is true when `--select` or `--ignore` changed the profile's choice (then there is
    a score, but no letter).
    """

    profile_id: str
    profile: ProfileText
    rules: tuple[Rule, ...]
    counted: frozenset[str]
    categories: Mapping[str, Category]
    selected: bool = False
    packs: tuple[str, ...] = (BUNDLED,)
    _by_id: Mapping[str, Rule] = {}

    @classmethod
    def load(
        cls,
        profile: str = DEFAULT_PROFILE,
        packs: Iterable[str] = (),
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        by: str = "",
    ) -> "Rulebook":
        """The bundled rules and those of `packs` under a profile, narrowed by rule ids or categories.

        The rules that stand for an item of the standard `by` are judged too, without counting. Raises UnknownName for
        a profile, rule, category or standard that does not exist, InvalidRule for a pack with a mistake.
        """
        known = [bundled_pack(), *(find_pack(name) for name in packs)]
        return compose(known, profile, tuple(select), tuple(ignore), _rules_for(by, known) if by else ())

    def rule(self, name: str) -> Rule:
        """One rule by id. Raises UnknownName."""
        if name not in self._by_id:
            raise UnknownName("rule", name, self._by_id)
        return self._by_id[name]

    @property
    def names(self) -> frozenset[str]:
        """Every rule, in the profile or not, and every category."""
        return frozenset((*self._by_id, *self.categories))

    def weight(self, rule: Rule) -> int:
        """What a rule weighs here: the profile's word, else its own; 0 while it is newer than the profile (preview)."""
        if _version(rule.text.since) > _version(self.profile.version):
            return 0
        return self.profile.weights.get(rule.id, rule.text.weight)

    def share(self, category: str) -> int:
        """Percent of the score that a category has."""
        return self.profile.categories.get(category, self.categories[category].share)

    @property
    def needs(self) -> Wanted:
        """The union of what all rules and limits look at."""
        reads = union(rule.text.reads for rule in self.rules)
        reads |= union(limit.when.reads() for limit in self.profile.limits)
        return needs_of(reads | union(level.check.reads() for level in self.profile.levels))


def _rules_for(standard: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    from oshealth.rulebook.standards import standard_named  # noqa: PLC0415 - start-up

    return standard_named(standard, packs).rules


def needs_of(reads: Reads) -> Wanted:
    """Evidence groups and text globs behind facts, documents and files."""
    facts = [CATALOGUE[name] for name in sorted(reads.facts)]
    texts = set(reads.texts).union(*(fact.texts for fact in facts))
    groups = set(reads.groups).union(*(fact.needs for fact in facts))
    if reads.documents or "inherited" in groups:
        texts.update(WANTED)
        groups.update({"tree", "texts", "inherited"})
    samples = tuple(dict.fromkeys(fact.sample for fact in facts if fact.sample is not None))
    return Wanted(frozenset(groups), tuple(sorted(texts)), samples)


def compose(
    packs: Sequence[Pack],
    profile: str,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    also: Iterable[str] = (),
) -> Rulebook:
    """Packs under a profile as one book; the rules in `also` are judged without counting. Raises as `Rulebook.load`."""
    rules = _all_rules(packs)
    categories = {name: category for pack in packs for name, category in pack.text.categories.items()}
    text = _profile(profile, packs)
    _check_profile(profile, text, rules, categories)
    chosen = _chosen(rules, text, categories)
    counted = _narrowed(chosen, select, ignore, rules, categories)
    judged = _with_required(counted.union(also), rules)
    return Rulebook(
        profile_id=profile,
        profile=text,
        rules=_ordered(judged, rules),
        counted=counted,
        categories=categories,
        selected=counted != chosen,
        packs=tuple(pack.text.name for pack in packs),
        _by_id=rules,
    )


def _all_rules(packs: Sequence[Pack]) -> dict[str, Rule]:
    names = [pack.text.name for pack in packs]
    if len(set(names)) < len(names):
        raise InvalidRule(f"two packs have the same name: {', '.join(names)}", "rename one in its pack.yaml")
    rules = {rule.id: rule for pack in packs for rule in pack.rules.values()}
    for rule in rules.values():
        for name in sorted(rule.text.reads.rules):
            if name not in rules:
                unknown = UnknownName("rule", name, rules)
                raise InvalidRule(f"{rule.file}: {unknown}", unknown.hint)
    return rules


def _profile(name: str, packs: Sequence[Pack]) -> ProfileText:
    located = {key: profile for pack in packs for key, profile in pack.profiles.items()}
    if name not in located:
        raise UnknownName("profile", name, located)
    fields = extended(name, {key: profile.data for key, profile in located.items()})
    tested = all(profile.tested for profile in located.values())
    return checked(ProfileText, Located(fields, located[name].file, located[name].places, tested))


def _check_profile(
    name: str, text: ProfileText, rules: Mapping[str, Rule], categories: Mapping[str, Category]
) -> None:
    """Every name in a profile must exist, and a gate may rest on no other rule."""
    for word in (*text.categories, *text.only, *text.without, *text.weights, *text.gates):
        if word not in rules and word not in categories:
            unknown = UnknownName("rule or category", word, [*rules, *categories])
            raise InvalidRule(f"profile {name}: {unknown}", unknown.hint)
    for gate in text.gates:
        if rules[gate].text.requires:
            raise InvalidRule(
                f"profile {name}: the gate {gate!r} requires another rule", "a gate stands alone"
            )


def _chosen(
    rules: Mapping[str, Rule], text: ProfileText, categories: Mapping[str, Category]
) -> frozenset[str]:
    shares = {name for name in categories if text.categories.get(name, categories[name].share)}
    only, without = set(text.only), set(text.without)
    return frozenset(
        rule.id
        for rule in rules.values()
        if rule.id in text.gates
        or (
            rule.category in shares
            and (not only or {rule.id, rule.category} & only)
            and not {rule.id, rule.category} & without
        )
    )


def _narrowed(
    chosen: frozenset[str],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rules: Mapping[str, Rule],
    categories: Mapping[str, Category],
) -> frozenset[str]:
    for word in (*select, *ignore):
        if word not in rules and word not in categories:
            raise UnknownName("rule or category", word, [*rules, *categories])

    def named(rule: Rule, words: tuple[str, ...]) -> bool:
        return rule.id in words or rule.category in words

    kept = {rule.id for rule in rules.values() if named(rule, select)} if select else chosen
    return frozenset(name for name in kept if not named(rules[name], ignore))


def _with_required(counted: frozenset[str], rules: Mapping[str, Rule]) -> frozenset[str]:
    """The rules that count and all that they rest on: a required rule outside the selection is judged, not counted."""
    judged: set[str] = set()
    waiting = list(counted)
    while waiting:
        name = waiting.pop()
        if name not in judged:
            judged.add(name)
            waiting.extend(rules[name].text.reads.rules)
    return frozenset(judged)


def _ordered(judged: frozenset[str], rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    graph = {name: sorted(rules[name].text.reads.rules) for name in sorted(judged)}
    try:
        return tuple(rules[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise InvalidRule(
            f"rules require each other in a circle: {circle}", "break it at one of them"
        ) from error


@cache
def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
