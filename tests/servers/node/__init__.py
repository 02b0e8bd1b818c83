"""What tests take from npm, where it was brought: `.ci/run` does, and `npm install` in this folder."""

from pathlib import Path
from typing import Final

MODULES: Final = Path(__file__).parent / "node_modules"
SCHEMA: Final = MODULES / "@octokit/graphql-schema/schema.graphql"
DESCRIPTION: Final = Path(__file__).parent / "octokit-openapi-23.0.2.tgz"
EMULATOR: Final = MODULES / ".bin/emulate"
