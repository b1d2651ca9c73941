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

# check NAME COMMAND…: a check that passes or fails as one.
check() {
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$logs/check.log" 2>&1; then
    passed=$((passed + 1))
    printf '  ✔ %s (%d s)\n' "$name" $((SECONDS - started))
  else
    failed=$((failed + 1))
    printf '  ✘ %s (%d s)\n' "$name" $((SECONDS - started))
    tail -n 40 "$logs/check.log"
  fi
}

# The number in front of a word in Hardhat's summary, 0 if the word is not there.
count() { grep -oE "[0-9]+ $1" "$2" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }

step "Contracts: build, style, generated files"
check "contracts compile" npx hardhat build --no-tests
check "parameters of public networks keep the rules" node eng/check-parameters.mjs
check "bytecode fits Istanbul and 24,576 bytes" node eng/check-bytecode.mjs
check "solhint and prettier" npm run --silent lint
check "bindings are the generator's output" node eng/generate-bindings.mjs --check

# The Solidity compiler uses one core for minutes; the .NET half runs beside it. Instrumented code needs more gas, so the tests in *Gas.t.sol, which
# hold limits, run without coverage in the gas check at the end.
step "Contracts: unit, fuzz and invariant tests with coverage, in the background"
solidity_started=$SECONDS
mapfile -t solidity_tests < <(find tests/contracts -name '*.t.sol' ! -name '*Gas.t.sol' | sort)
npx hardhat test solidity "${solidity_tests[@]}" --coverage >"$logs/solidity.log" 2>&1 &
solidity=$!
trap 'kill "$solidity" 2>/dev/null' EXIT

step ".NET: build"
check "solution builds without warnings" dotnet build Assay.slnx -c Release
check "dotnet format finds nothing to change" dotnet format Assay.slnx --no-restore --verify-no-changes --exclude generated/bindings

step ".NET: tests"
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  project_started=$SECONDS
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" >"$logs/$name.log" 2>&1
  line=$(grep -E 'Passed: +[0-9]+' "$logs/$name.log" | tail -n 1)
  project_passed=$(sed -nE 's/.*Passed: +([0-9]+).*/\1/p' <<<"$line")
  project_failed=$(sed -nE 's/.*Failed: +([0-9]+).*/\1/p' <<<"$line")
  skipped=$(sed -nE 's/.*Skipped: +([0-9]+).*/\1/p' <<<"$line")
  if [ -z "$project_passed" ]; then
    project_passed=0
    project_failed=1
  fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
  printf '  %s %s: %d passed, %d failed, %d skipped (%d s)\n' "$([ "$project_failed" -eq 0 ] && echo ✔ || echo ✘)" "$name" \
    "$project_passed" "$project_failed" "${skipped:-0}" $((SECONDS - project_started))
  [ "$project_failed" -eq 0 ] || grep -vE '^\s*(Passed|Restored)' "$logs/$name.log" | tail -n 60
done

step "Contracts: results"
wait "$solidity"
solidity_status=$?
solidity_passed=$(count passing "$logs/solidity.log")
solidity_failed=$(count failing "$logs/solidity.log")
if [ "$solidity_passed" -eq 0 ] || { [ "$solidity_status" -ne 0 ] && [ "$solidity_failed" -eq 0 ]; }; then
  solidity_failed=$((solidity_failed + 1))
fi
passed=$((passed + solidity_passed))
failed=$((failed + solidity_failed))
printf '  %s Solidity: %d passed, %d failed (%d s)\n' "$([ "$solidity_failed" -eq 0 ] && echo ✔ || echo ✘)" "$solidity_passed" "$solidity_failed" $((SECONDS - solidity_started))
[ "$solidity_failed" -eq 0 ] || grep -vE '^\s+✔' "$logs/solidity.log" | tail -n 80
check "coverage of contracts/ is at least 95 % of lines" node eng/check-coverage.mjs 95
tail -n 1 "$logs/check.log" | sed 's/^/    /'
check "gas limits hold, and gas is as in generated/snapshots/gas.json" node eng/gas-snapshot.mjs --check

printf '\n%d s\n%d passed, %d failed\n' "$SECONDS" "$passed" "$failed"
[ "$failed" -eq 0 ]
