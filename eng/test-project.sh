#!/usr/bin/env bash
# Runs the tests of one .NET project that is built already, for test.sh. Usage: eng/test-project.sh NAME
# The output goes to .cache/logs/NAME.log, `PASSED FAILED` to .cache/logs/NAME.result, and one line for both to the terminal.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=$1
log=.cache/logs/$name.log

dotnet test "tests/$name/bin/Release/net10.0/$name.dll" --nologo --logger "console;verbosity=minimal" >"$log" 2>&1
status=$?
line=$(grep -E 'Passed: +[0-9]+' "$log" | tail -n 1)
passed=$(sed -nE 's/.*Passed: +([0-9]+).*/\1/p' <<<"$line")
failed=$(sed -nE 's/.*Failed: +([0-9]+).*/\1/p' <<<"$line")
skipped=$(sed -nE 's/.*Skipped: +([0-9]+).*/\1/p' <<<"$line")
if [ -z "$passed" ]; then
  passed=0
  failed=1
fi
# A test host that crashes half-way may have counted no failure.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
printf '%d %d\n' "$passed" "$failed" >".cache/logs/$name.result"
printf '  %s %s: %d passed, %d failed, %d skipped (%d s)\n' "$([ "$failed" -eq 0 ] && echo ✔ || echo ✘)" "$name" "$passed" "$failed" "${skipped:-0}" "$SECONDS"
