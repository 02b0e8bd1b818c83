"""Funding manifests in a cell of a table, as the directory of FLOSS/fund exports them: their projects and addresses."""

import json
from collections.abc import Iterator

_LONGEST = 1 << 20


def manifest_in(cell: str) -> Iterator[tuple[str, str]]:
    """Name and repository of each project in the manifest that a cell holds; nothing for any other cell."""
    if not cell.startswith("{") or '"projects"' not in cell or len(cell) > _LONGEST:
        return
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return
    projects = value.get("projects") if isinstance(value, dict) else None
    for project in projects if isinstance(projects, list) else []:
        if isinstance(project, dict):
            address = project.get("repositoryUrl")
            url = address.get("url") if isinstance(address, dict) else address
            yield str(project.get("name") or "")[:200], url if isinstance(url, str) else ""
