#!/usr/bin/env bash
# Publishes the probe of the Ethereum runtime ahead of time and compares what it prints with what the JIT prints.
# The compiler's own packages would change every lock file, so this restore keeps locks of its own.
# Needs a C toolchain and zlib besides .NET (Debian: clang or gcc, zlib1g-dev). Usage: eng/check-aot.sh [RPC-URL]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=tests/Assay.Ethereum.AotProbe
out=.cache/aot-probe
linker=(-p:CppCompilerAndLinker="$(command -v clang >/dev/null && echo clang || echo gcc)")
dotnet publish "$project" -c Release -r linux-x64 -p:PublishAot=true -p:RestoreLockedMode=false -p:NuGetLockFilePath=obj/aot.lock.json \
    "${linker[@]}" -o "$out" --nologo -v quiet
native=$("$out/Assay.Ethereum.AotProbe" "$@")
jit=$(dotnet run --project "$project" -c Release -v quiet -- "$@")
if [ "$native" != "$jit" ]; then
    diff <(echo "$jit") <(echo "$native") || true
    echo "check-aot: the two outputs differ" >&2
    exit 1
fi
echo "$native" | cut -c1-100
echo "check-aot: ahead of time as with the JIT; $(stat -c %s "$out/Assay.Ethereum.AotProbe") bytes"
