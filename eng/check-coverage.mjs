// Fails unless the Solidity tests' line coverage of contracts/ (mocks aside) is at least the given percentage.
// Usage: node eng/check-coverage.mjs PERCENT     (after `node eng/test-contracts.mjs --coverage`)
import { readFileSync } from "node:fs";

const minimum = Number(process.argv[2]);
if (!(minimum > 0 && minimum <= 100)) {
    console.error(`check-coverage: expected a percentage between 0 and 100, got '${process.argv[2]}'`);
    process.exit(2);
}

const files = new Map();
let current;
for (const line of readFileSync("coverage/lcov.info", "utf8").split("\n")) {
    if (line.startsWith("SF:")) current = line.slice(3).replaceAll("\\", "/");
    const [, lineNumber, hits] = /^DA:(\d+),(\d+)/.exec(line) ?? [];
    if (lineNumber === undefined || !/(^|\/)contracts\//.test(current) || /\/mocks\/|tests\//.test(current)) continue;
    const counts = files.get(current) ?? { lines: 0, covered: 0 };
    counts.lines++;
    if (Number(hits) > 0) counts.covered++;
    files.set(current, counts);
}

let lines = 0;
let covered = 0;
for (const [file, counts] of [...files].sort()) {
    lines += counts.lines;
    covered += counts.covered;
    console.log(
        `${((100 * counts.covered) / counts.lines).toFixed(1).padStart(6)} %  ${counts.covered}/${counts.lines}  ${file}`,
    );
}
if (lines === 0) {
    console.error("check-coverage: expected coverage of files under contracts/, found none in coverage/lcov.info");
    process.exit(1);
}
const percentage = (100 * covered) / lines;
console.log(`${percentage.toFixed(1)} % of ${lines} lines`);
if (percentage < minimum) {
    console.error(`check-coverage: expected at least ${minimum} % of lines, got ${percentage.toFixed(1)} %`);
    process.exit(1);
}
