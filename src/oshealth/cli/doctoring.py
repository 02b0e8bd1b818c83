"""What `doctor` does: gather the tokens, check everything, and show it."""

import os
from pathlib import Path

from oshealth.auditing import Looking
from oshealth.cli.access import lease_for
from oshealth.cli.running import Show, progress
from oshealth.cli.writing import write
from oshealth.errors import NotAudited
from oshealth.formats.checkup import CHECKUP_FORMATS
from oshealth.sources import Access
from oshealth.sources.checked import Checked
from oshealth.sources.checkup import Checkup, checkup
from oshealth.sources.github.credentials import APP, Found, apis_in, own_host, tokens_in


def run(token_file: Path | None, show: Show) -> int:
    """Shows how everything stands; 3 when something is bad. Raises AskedWrongly for a token file that cannot be read."""
    apis = apis_in(os.environ)
    keys = tokens_in(os.environ, apis, token_file)
    with progress(show) as told:
        told("checking")
        try:
            lease = lease_for(apis, apis)
            made = (Found(own_host(os.environ), APP[0], lease.token),) if lease else ()
            refused: tuple[Checked, ...] = ()
        except NotAudited as error:
            made, refused = (), (Checked("App", "bad", str(error)),)
        found = checkup((*made, *keys), Looking(access=Access(apis=apis)).look())
    if refused:
        found = Checkup((*found.sections, ("GitHub App", refused)), found.unknown)
    write(CHECKUP_FORMATS[show.format](found, show.style()), show.output)
    return 0 if found.is_sound else 3
