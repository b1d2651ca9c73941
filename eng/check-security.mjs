// Every test that docs/security.md names must exist: a threat without its test is one nobody noticed losing.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");

/** The tests that a text names in backticks: functions, methods, classes, files; an ellipsis stands for the rest of a name. */
function namedTests(text) {
    const names = [...text.matchAll(/`([A-Za-z0-9_.]+…?)`/g)].map((match) => match[1]);
    const patterns = [/^(test|testFuzz|invariant)_/, /^[A-Z][A-Za-z0-9]*_/, /Tests$/, /\.t\.sol$/];
    return [...new Set(names.filter((name) => patterns.some((pattern) => pattern.test(name))))];
}

/** The names that no test has. */
function missing(names, sources) {
    const texts = sources.map((source) => source.text).join("\n");
    const files = new Set(sources.map((source) => source.name));
    const words = new Set(texts.match(/[A-Za-z0-9_]+/g));
    const has = (name) => {
        if (name.endsWith(".t.sol")) return files.has(name);
        if (!name.endsWith("…")) return words.has(name);
        return [...words].some((word) => word.startsWith(name.slice(0, -1)));
    };
    return names.filter((name) => !has(name));
}

async function readTests() {
    const entries = await readdir(path.join(root, "tests"), { recursive: true, withFileTypes: true });
    const isTest = (entry) =>
        entry.isFile() && /\.(cs|sol)$/.test(entry.name) && !/[\\/](bin|obj)([\\/]|$)/.test(entry.parentPath);
    return Promise.all(
        entries.filter(isTest).map(async (entry) => ({
            name: entry.name,
            text: await readFile(path.join(entry.parentPath, entry.name), "utf8"),
        })),
    );
}

const sources = await readTests();
const names = namedTests(await readFile(path.join(root, "docs", "security.md"), "utf8"));
const lost = missing(names, sources);
// The check must find what it is for.
const invented = [
    "test_thatNobodyWrote",
    "Nobody_wrote_this_test",
    "NobodyWroteTheseTests",
    "Nobody.t.sol",
    "test_thatNobody…",
];
const found = missing(invented, sources);
if (lost.length > 0) {
    console.error(`check-security: docs/security.md names tests that do not exist: ${lost.join(", ")}`);
    process.exitCode = 1;
} else if (names.length === 0 || found.length !== invented.length) {
    console.error(
        `check-security: expected ${invented.length} invented tests to be missing, got ${found.length}; ${names.length} names read`,
    );
    process.exitCode = 1;
} else {
    console.log(`${names.length} tests named by docs/security.md exist`);
}
