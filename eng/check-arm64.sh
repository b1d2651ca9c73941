#!/usr/bin/env bash
# Runs the engine on 64-bit Arm, emulated by qemu, and holds it to this machine: the roots of traced runs of random programs and of a model file must be
# the same with the JIT and compiled ahead of time, for every instruction set that the emulated processor has (SDOT among them). Then all tests
# of the engine; not with --short.
# Usage: eng/check-arm64.sh [--install] [--short] [MODEL.assay…]
# Needs Debian's qemu-user-static, clang, lld, libc6-dev-arm64-cross, libgcc-12-dev-arm64-cross and libstdc++-12-dev-arm64-cross; --install gets them with apt.
# Exit code: 0 all the same, 1 something differs or fails, 2 an argument is not understood, 3 the machine lacks something, which is named.
set -euo pipefail
caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packages=(qemu-user-static clang lld libc6-dev-arm64-cross libgcc-12-dev-arm64-cross libstdc++-12-dev-arm64-cross)
short=false
models=()
for argument in "$@"; do
  case "$argument" in
    --short) short=true ;;
    --install)
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
      ;;
    *.assay) models+=("$(cd "$caller" && realpath -e "$argument")") ;;
    *) echo "check-arm64: unknown argument '$argument'; expected --short, --install or files that end in .assay" >&2; exit 2 ;;
  esac
done

lacking() { echo "check-arm64: not run: $1 (Debian: ${packages[*]})" >&2; exit 3; }
for tool in qemu-aarch64-static clang lld; do command -v "$tool" >/dev/null || lacking "there is no $tool"; done
export QEMU_LD_PREFIX=/usr/aarch64-linux-gnu
# The runtime writes code through a second mapping of its pages, which qemu's user mode does not notice: stale translations crash.
export DOTNET_EnableWriteXorExecute=0
[ -e "$QEMU_LD_PREFIX/lib/libstdc++.so.6" ] && [ -e "$QEMU_LD_PREFIX/lib/crt1.o" ] || lacking "the C library for Arm is not in $QEMU_LD_PREFIX"

out=.cache/arm64
mkdir -p "$out"
seeds=$($short && echo 62 || echo 620)

# publish PROJECT FOLDER OPTION…: for Arm, with lock files of its own, because the runtime's packages would change every project's.
publish() {
  echo "Publishing $1 for linux-arm64 ${*:3}"
  dotnet publish "tests/$1" -c Release -r linux-arm64 --self-contained -p:RestoreLockedMode=false -p:NuGetLockFilePath=obj/arm64.lock.json \
    -o "$out/$2" --nologo -v quiet "${@:3}" >"$out/publish.log" 2>&1 && return
  grep -qE 'NU1101|NU1102|NU1301' "$out/publish.log" && lacking "a package of the runtime cannot be had: $(grep -m 1 -E 'NU1[13]0' "$out/publish.log")"
  tail -n 20 "$out/publish.log"
  exit 1
}

# probe KIND: prints the roots on emulated Arm into KIND.txt; SDOT, the instructions of today's phones, must be among what ran.
probe() {
  if ! qemu-aarch64-static -cpu max "$out/$1/Assay.Inference.Probe" "$seeds" "${models[@]}" >"$out/$1.txt" 2>"$out/$1.log"; then
    cat "$out/$1.log" >&2
    exit 1
  fi
  cat "$out/$1.log"
  grep -q ArmDotProduct "$out/$1.log" || { echo "check-arm64: expected ArmDotProduct among the instruction sets ($1)" >&2; exit 1; }
  diff "$out/here.txt" "$out/$1.txt" || { echo "check-arm64: the roots differ from this machine's ($1)" >&2; exit 1; }
}

# A model that a user would import, so that a file written here is read there.
golden="$out/micro_speech.assay"
dotnet run --project src/Assay.Cli -c Release -v quiet -- model import tests/vectors/tflite/micro_speech.tflite -o "$golden" >/dev/null
models=("$golden" "${models[@]}")

dotnet run --project tests/Assay.Inference.Probe -c Release -v quiet -- "$seeds" "${models[@]}" >"$out/here.txt"
publish Assay.Inference.Probe jit
probe jit
publish Assay.Inference.Probe aot -p:PublishAot=true -p:CppCompilerAndLinker=clang -p:LinkerFlavor=lld -p:SysRoot=/ -p:StripSymbols=false
probe aot
echo "$(wc -l <"$out/here.txt") lines of roots are the same on $(uname -m), on emulated Arm with the JIT, and compiled ahead of time ($(stat -c %s "$out/aot/Assay.Inference.Probe") bytes)"
$short && exit 0

publish Assay.TestRunner tests
qemu-aarch64-static -cpu max "$out/tests/Assay.TestRunner" | tee "$out/tests.txt" | grep -vE '^  passed'
