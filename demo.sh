#!/usr/bin/env bash
# The main job, end to end: stake, a paid inference, a cheater caught on chain, a false challenger punished.
# Usage: ./demo.sh [options of `assay demo`]      (./demo.sh --help lists them)
set -euo pipefail
started=$SECONDS
source "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"

step "Building the contracts"
quietly contracts npx hardhat build --no-tests
step "Building the assay tool"
quietly cli dotnet build src/Assay.Cli -c Release
printf '  set-up took %d s\n' $((SECONDS - started))

exec dotnet src/Assay.Cli/bin/Release/net10.0/assay.dll demo "$@"
