"""What tests take from npm, where it was brought to .ci/node: `.ci/run` does, and `npm install` in that folder."""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parents[2] / ".ci/node"
MODULES: Final = HERE / "node_modules"
SCHEMA: Final = MODULES / "@octokit/graphql-schema/schema.graphql"
DESCRIPTION: Final = HERE / "octokit-openapi-23.0.2.tgz"
EMULATOR: Final = MODULES / ".bin/emulate"
