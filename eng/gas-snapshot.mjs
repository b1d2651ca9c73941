// Writes the exact gas of the measured transactions to generated/snapshots/gas.json, or with --check compares and fails on a difference.
// Usage: node eng/gas-snapshot.mjs [--check]
//
// Hardhat's own --snapshot-check also demands a baseline of every test function's gas, fuzz tests included; that changes with
// every edit of a test and says nothing about the contracts. Only the named values are kept here.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// Hardhat writes one file for each test contract here; none of it is kept.
const scratch = path.join(root, "snapshots");
const kept = path.join(root, "generated", "snapshots", "gas.json");
const unknown = process.argv.slice(2).filter((argument) => argument !== "--check");
if (unknown.length > 0) {
    console.error(`Unknown argument: expected --check or nothing, got ${unknown.join(" ")}`);
    process.exit(2);
}

function measure() {
    rmSync(scratch, { recursive: true, force: true });
    const tests = path.join(root, "eng", "test-contracts.mjs");
    const result = spawnSync(process.execPath, [tests, "--gas"], { cwd: root, stdio: "inherit" });
    if (result.status !== 0) process.exit(result.status ?? 1);
    rmSync(path.join(root, ".gas-snapshot"), { force: true });
    const files = readdirSync(scratch)
        .filter((name) => name.endsWith(".json"))
        .sort();
    const values = files.map((name) => [
        path.basename(name, ".json"),
        JSON.parse(readFileSync(path.join(scratch, name), "utf8")),
    ]);
    rmSync(scratch, { recursive: true, force: true });
    return Object.fromEntries(values);
}

function differences(expected, actual) {
    const lines = [];
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
        const before = expected[name] ?? {};
        const after = actual[name] ?? {};
        for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
            if (before[key] !== after[key])
                lines.push(`${name}: ${key}: expected ${before[key] ?? "none"}, got ${after[key] ?? "none"}`);
    }
    return lines;
}

const actual = measure();
if (process.argv.includes("--check")) {
    const found = differences(existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {}, actual);
    for (const line of found) console.error(line);
    if (found.length > 0) process.exit(1);
    console.log("The gas snapshots are up to date.");
} else {
    mkdirSync(path.dirname(kept), { recursive: true });
    writeFileSync(kept, `${JSON.stringify(actual, null, 2)}\n`);
}
