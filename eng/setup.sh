#!/usr/bin/env bash
# Sets up what demo.sh and test.sh need, from .NET 10, npm and git alone. Source it: it puts Node 22 or newer first on PATH.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export HARDHAT_DISABLE_TELEMETRY_PROMPT=true
node_version=24.21.0

step() { printf '\n\033[1m▸ %s\033[0m\n' "$*"; }
fail() { printf '\033[31merror:\033[0m %s\n' "$*" >&2; exit 1; }

# Runs a command with its output in a log file, shown only when it fails.
quietly() {
  local log="$root/.cache/logs/$1.log" started=$SECONDS
  shift
  mkdir -p "$root/.cache/logs"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    fail "'$*' failed; the whole output is in ${log#"$root"/}"
  fi
  printf '  done in %d s\n' $((SECONDS - started))
}

require_tools() {
  command -v dotnet >/dev/null || fail "dotnet was not found; Assay needs the .NET 10 SDK"
  command -v npm >/dev/null || fail "npm was not found; Assay needs Node.js with npm (any version: a Node $node_version is fetched when the machine's is older than 22)"
  local major
  major=$(dotnet --version 2>/dev/null | cut -d. -f1) || true
  [ "${major:-0}" -ge 10 ] || fail "expected a .NET SDK of version 10 or later, found '$(dotnet --version 2>&1 | head -1)'"
}

# Hardhat 3 needs Node 22. npm carries Node itself as a platform package, which has no install script to approve.
use_node() {
  local major system machine
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  if [ "$major" -lt 22 ]; then
    case "$(uname -s)" in Linux) system=linux ;; Darwin) system=darwin ;; *) fail "no Node package for $(uname -s); install Node 22 or later" ;; esac
    case "$(uname -m)" in x86_64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) fail "no Node package for $(uname -m); install Node 22 or later" ;; esac
    local home="$root/.cache/node-$node_version"
    if [ ! -x "$home/node_modules/node-$system-$machine/bin/node" ]; then
      step "Fetching Node $node_version (this machine has ${major/#0/none}, Hardhat 3 needs 22)"
      quietly node npm install --no-save --no-audit --no-fund --prefix "$home" "node-$system-$machine@$node_version"
    fi
    PATH="$home/node_modules/node-$system-$machine/bin:$PATH"
  fi
  PATH="$root/node_modules/.bin:$PATH"
  export PATH
}

# Only when the lock file changed since the last time. Not `npm ci`: it demands an entry for every platform's optional package, and a registry
# need not serve those of other platforms. With --no-save npm keeps to the lock file and leaves it as it is.
install_packages() {
  local stamp="$root/node_modules/.assay-lock"
  if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
    step "Installing npm packages (Hardhat, solc, OpenZeppelin, the OCR models)"
    quietly npm npm install --no-save --no-audit --no-fund
    cp package-lock.json "$stamp"
  fi
}

require_tools
use_node
install_packages
