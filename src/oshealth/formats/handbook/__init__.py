"""The handbook: a static site about rules, a page each, made from the rules themselves. It works from a folder, offline.

    pages(packs: Sequence[Pack]) -> Iterator[tuple[str, str]]

gives path and text of every page. Nothing is ever fetched, no page needs a script but the search of the first one, and
every text is escaped: a pack may come from anybody.
"""

from oshealth.formats.handbook.site import GENERATOR, pages

__all__ = ["GENERATOR", "pages"]
