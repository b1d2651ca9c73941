#!/usr/bin/env bash
# Runs every test: Solidity unit, fuzz and invariant tests with coverage, style, generated files, and all .NET projects.
# The last line is `N passed, N failed`; the exit code is 0 only if nothing failed.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"
set +e
passed=0
failed=0
logs="$root/.cache/logs"
mkdir -p "$logs"
exec </dev/null

# in_background COMMAND…: starts it in a process group of its own, whose number is then in $group. Whatever ends this script ends all of its processes.
groups=" "
in_background() {
  set -m
  "$@" &
  set +m
  group=$!
  groups="$groups$group "
}

# The status of a group that in_background started, when it has ended.
finish() {
  wait "$1"
  local status=$?
  groups=${groups/ $1 / }
  return $status
}

# timed NAME COMMAND…: leaves its output in NAME.log and the seconds it took in NAME.seconds, which is how long what runs in the background took.
timed() {
  local name=$1 started=$SECONDS status
  shift
  rm -f "$logs/$name.seconds"
  "$@" >"$logs/$name.log" 2>&1
  status=$?
  echo $((SECONDS - started)) >"$logs/$name.seconds"
  return $status
}

# The seconds that `timed NAME` took, 0 if it was killed.
seconds() { cat "$logs/$1.seconds" 2>/dev/null || echo 0; }

stop_groups() { for group in $groups; do kill -- "-$group" 2>/dev/null; done; }
trap stop_groups EXIT
trap 'exit 130' INT TERM HUP

# check NAME COMMAND…: a check that passes or fails as one.
check() {
  local name=$1
  shift
  timed check "$@"
  check_result "$name" check $?
}

# check_result NAME LOG STATUS: counts a check that `timed LOG` ran.
check_result() {
  local name=$1 log=$2 status=$3 mark=✔
  if [ "$status" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)) mark=✘; fi
  printf '  %s %s (%d s)\n' "$mark" "$name" "$(seconds "$log")"
  [ "$status" -eq 0 ] || tail -n 40 "$logs/$log.log"
}

# The number in front of a word in Hardhat's summary, 0 if the word is not there.
count() { grep -oE "[0-9]+ $1" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }

# Compiler and tests use one core, and longer than all else, which runs beside them. They have artifacts of their own. The gas tests run apart, because
# instrumented code needs more gas.
step "Contracts: unit, fuzz and invariant tests with coverage, in the background"
in_background timed solidity node eng/test-contracts.mjs --coverage
solidity=$group
# What follows has many threads, among which the one that all wait for in the end would get a fifth of a core.
renice -n 10 -p $$ >/dev/null

step "Contracts: build, style, generated files"
check "contracts compile" npx hardhat build --no-tests
check "parameters of public networks keep the rules" node eng/check-parameters.mjs
check "the tests that docs/security.md names exist" node eng/check-security.mjs
check "bytecode fits Istanbul and 24,576 bytes" node eng/check-bytecode.mjs
check "solhint and prettier" npm run --silent lint
check "bindings are the generator's output" node eng/generate-bindings.mjs --check

step ".NET: build"
# One compiler for all projects, even where the environment asks for one each, which takes twice as long; it is not left behind. It runs too short for
# what the runtime learns from watching it to pay: without that, the build takes a quarter less of the processor.
check "solution builds without warnings" env DOTNET_TieredPGO=0 dotnet build Assay.slnx -c Release -p:UseSharedCompilation=true
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

step ".NET: format, in the background"
# The build refuses what analyzers warn of, but it knows neither layout nor the order of imports nor needless `this.` (IDE0003). These are asked for here;
# asked for nothing by name, dotnet format would run all analyzers again.
in_background timed format env DOTNET_TieredPGO=0 dotnet format Assay.slnx --no-restore --verify-no-changes --exclude generated/bindings --diagnostics IDE0003
format=$group

# test_projects NAME…: runs .NET test projects in this order, two at a time, since few keep two cores busy, and counts their tests.
test_projects() {
  local name project_passed project_failed
  for name in "$@"; do rm -f "$logs/$name.result" "$logs/$name.log"; done
  in_background xargs -P 2 -n 1 eng/test-project.sh <<<"$*"
  finish "$group"
  for name in "$@"; do
    if ! { read -r project_passed project_failed <"$logs/$name.result"; } 2>/dev/null; then
      project_passed=0
      project_failed=1
      echo 'eng/test-project.sh was killed, or not started because another one was' >>"$logs/$name.log"
    fi
    passed=$((passed + project_passed))
    failed=$((failed + project_failed))
    if [ "$project_failed" -ne 0 ]; then
      printf '\n  ✘ %s:\n' "$name"
      grep -vE '^\s*(Passed|Restored)' "$logs/$name.log" | tail -n 60
    fi
  done
}

# The longest first; the others, whatever their names, last.
projects=$(printf 'Assay.%s.Tests\n' Cli Verifier Import Fuzz Inference EndToEnd && basename -a -s .csproj tests/*.Tests/*.csproj)
projects=$(awk '!seen[$0]++' <<<"$projects")
with_chain=() without_chain=()
for name in $projects; do
  if grep -q Assay.Testing.csproj "tests/$name/$name.csproj"; then with_chain+=("$name"); else without_chain+=("$name"); fi
done

step ".NET: tests with a development chain"
test_projects "${with_chain[@]}"

# They use one core, beside which the other .NET tests run. They build into the artifacts that the tests with a chain deploy from, so they wait for those.
step "Contracts: gas, in the background"
in_background timed gas node eng/gas-snapshot.mjs --check
gas=$group

step ".NET: other tests"
test_projects "${without_chain[@]}"

if [ "${ASSAY_CHECK_ARM64:-}" = 1 ]; then
  step "64-bit Arm, emulated"
  arm64_started=$SECONDS
  eng/check-arm64.sh --short >"$logs/arm64.log" 2>&1
  case $? in
    0)
      passed=$((passed + 1))
      printf '  ✔ %s (%d s)\n' "$(tail -n 1 "$logs/arm64.log")" $((SECONDS - arm64_started))
      ;;
    3) printf '  – %s\n' "$(tail -n 1 "$logs/arm64.log")" ;;
    *)
      failed=$((failed + 1))
      printf '  ✘ the engine on Arm (%d s)\n' $((SECONDS - arm64_started))
      tail -n 40 "$logs/arm64.log"
      ;;
  esac
fi

step ".NET: format"
finish "$format"
check_result "dotnet format finds nothing to change" format $?

# solidity_results NAME LOG STATUS: counts the tests of a run of Hardhat's that `timed LOG` ran.
solidity_results() {
  local name=$1 log="$logs/$2.log" status=$3 run_passed run_failed
  run_passed=$(count passing "$log")
  run_failed=$(count failing "$log")
  if [ "$run_passed" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$run_failed" -eq 0 ]; }; then
    run_failed=$((run_failed + 1))
  fi
  passed=$((passed + run_passed))
  failed=$((failed + run_failed))
  printf '  %s %s: %d passed, %d failed (%d s)\n' "$([ "$run_failed" -eq 0 ] && echo ✔ || echo ✘)" "$name" "$run_passed" "$run_failed" "$(seconds "$2")"
  [ "$run_failed" -eq 0 ] || grep -vE '^\s+✔' "$log" | tail -n 80
}

step "Contracts: gas"
finish "$gas"
gas_status=$?
solidity_results "Solidity gas limits" gas 0
grep -E '^\s+(✔|[0-9]+\))' "$logs/gas.log" | sed 's/^/  /'
# The last line says either that nothing differs or what does.
check "gas is as in generated/snapshots/gas.json" bash -c "tail -n 40 '$logs/gas.log'; exit $gas_status"

step "Contracts: tests with coverage"
finish "$solidity"
solidity_results "Solidity with coverage" solidity $?
check "coverage of contracts/ is at least 95 % of lines" node eng/check-coverage.mjs 95
tail -n 1 "$logs/check.log" | sed 's/^/    /'

printf '\n%d s\n%d passed, %d failed\n' "$SECONDS" "$passed" "$failed"
[ "$failed" -eq 0 ]
