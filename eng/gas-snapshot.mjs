// Writes the exact gas of the measured transactions to snapshots/*.json, or with --check compares them and fails on a difference.
//
// Hardhat's own --snapshot-check also demands a baseline of every test function's gas, fuzz tests included; that changes with
// every edit of a test and says nothing about the contracts. Only the named values are kept here.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const directory = path.join(root, "snapshots");
const unknown = process.argv.slice(2).filter((argument) => argument !== "--check");
if (unknown.length > 0) {
    console.error(`Unknown argument: expected --check or nothing, got ${unknown.join(" ")}`);
    process.exit(2);
}
const isCheck = process.argv.includes("--check");

function readSnapshots() {
    if (!existsSync(directory)) return new Map();
    const names = readdirSync(directory).filter((name) => name.endsWith(".json"));
    return new Map(names.map((name) => [name, readFileSync(path.join(directory, name), "utf8")]));
}

function hardhat(...argumentsList) {
    const program = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
    const result = spawnSync(process.execPath, [program, ...argumentsList], { cwd: root, stdio: "inherit" });
    if (result.status !== 0) process.exit(result.status ?? 1);
}

function differences(expected, actual) {
    const lines = [];
    for (const name of new Set([...expected.keys(), ...actual.keys()])) {
        const before = JSON.parse(expected.get(name) ?? "{}");
        const after = JSON.parse(actual.get(name) ?? "{}");
        for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
            if (before[key] !== after[key])
                lines.push(`${name}: ${key}: expected ${before[key] ?? "none"}, got ${after[key] ?? "none"}`);
    }
    return lines;
}

const expected = readSnapshots();
const tests = globSync("tests/contracts/**/*Gas.t.sol", { cwd: root });
// The tests deploy from artifacts, so the contracts are built first.
hardhat("build", "--no-tests");
hardhat("test", "solidity", ...tests, "--snapshot");
rmSync(path.join(root, ".gas-snapshot"), { force: true });
if (isCheck) {
    const found = differences(expected, readSnapshots());
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of expected) writeFileSync(path.join(directory, name), text);
    for (const line of found) console.error(line);
    if (found.length > 0) process.exit(1);
    console.log("The gas snapshots are up to date.");
}
