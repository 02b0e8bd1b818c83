"""The header of each license is found by its own words, wherever they stand in a text, and by those of no other."""

import pytest

from oshealth.facts.licensing.notices import _HEADERS, _HELD, standard_names

SAID = {
    "Apache-2.0": "licensed under the apache license version 2 0",
    "MPL-2.0": "subject to the terms of the mozilla public license v 2 0",
    "MPL-1.1": "subject to the mozilla public license version 1 1",
    "BSL-1.0": "distributed under the boost software license version 1 0",
    "EPL-2.0": "under the terms of the eclipse public license v 2 0",
    "EPL-1.0": "licensed under the eclipse public license version 1 0",
    "BSD-3-Clause": "and the eclipse distribution license v 1 0",
    "CC0-1.0": "to the extent possible under law ada has waived all copyright and related or neighboring rights to kite",
    "EUPL-1.2": "licensed under the european union public license eupl version 1 2",
    "EUPL-1.1": "licensed under the eupl v 1 1",
    "ECL-2.0": "licensed under the educational community license version 2 0",
    "CDDL-1.0": "the terms of the common development and distribution license cddl version 1 0",
    "UPL-1.0": "under the universal permissive license v 1 0",
    "OFL-1.1": "licensed under the sil open font license version 1 1",
    "LPPL-1.3c": "under the conditions of the latex project public license either version 1 3c of this license",
    "WTFPL": "under the terms of the do what the fuck you want to public license version 2",
    "CECILL-2.1": "governed by the cecill license v 2 1",
    "Artistic-1.0-Perl OR GPL-1.0-or-later": "under the same terms as perl 5 itself",
}
WAIVED = (
    "cc0 1 0 universal the person who associated a work with this deed has dedicated the work to the public domain",
    "waives copyright and related rights in the work worldwide through the cc0 1 0 universal public domain",
)


@pytest.mark.parametrize(("name", "said"), [*SAID.items(), *(("CC0-1.0", said) for said in WAIVED)])
def test_a_header_is_found_within_other_words(name: str, said: str) -> None:
    assert standard_names(f"kite is {said} see below") == [name]
    assert standard_names(f"kite is {said[2:-4]} see below") == []


def test_of_each_header_it_is_known_which_words_it_holds() -> None:
    assert [name for name, _ in _HEADERS] == [*_HELD] == [*SAID]
