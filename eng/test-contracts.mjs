#!/usr/bin/env node
// Runs the Solidity tests. Usage: node eng/test-contracts.mjs [--coverage | --gas] [FILE…]
//
// --coverage instruments the contracts. --gas runs the tests in *Gas.t.sol, which are left out otherwise because they need the code that is
// deployed and optimised tests, and writes the values that they name to snapshots/. FILEs choose tests among these.
//
// `hardhat test solidity` would compile contracts and tests as one, with the contracts' settings. But nobody deploys a test, and
// optimising them takes several times as long as optimising the contracts. So the contracts are compiled as they are deployed, the tests
// deploy them from their artifacts, and the tests are compiled with the profiles `test` and `testThroughIr`.
import { globSync } from "node:fs";
import path from "node:path";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../hardhat.config.js";

const root = path.resolve(import.meta.dirname, "..");
const throughIr = (file) => path.basename(path.dirname(file)) === "proof";

function parseArguments(given) {
    const files = given.filter((argument) => !argument.startsWith("--"));
    const options = given.filter((argument) => argument.startsWith("--"));
    if (options.length > 1 || options.some((option) => option !== "--coverage" && option !== "--gas"))
        throw new Error(`expected at most one of --coverage and --gas, got ${options.join(" ")}`);
    return { coverage: options[0] === "--coverage", gas: options[0] === "--gas", files };
}

function findTests({ gas, files }) {
    const chosen = new Set(files.map((file) => path.resolve(file)));
    const tests = globSync("tests/contracts/**/*.t.sol", { cwd: root })
        .filter((file) => file.endsWith("Gas.t.sol") === gas)
        .map((file) => path.join(root, file))
        .filter((file) => chosen.size === 0 || chosen.has(file))
        .sort();
    if (tests.length === 0 || (chosen.size > 0 && tests.length !== chosen.size))
        throw new Error(`expected test files among tests/contracts/**/*.t.sol, got ${files.join(" ") || "none"}`);
    return tests;
}

/**
 * An environment with artifacts of its own: instrumented code never mixes with what is deployed, and a development node stops at artifacts
 * whose compiler output names no other contracts. Gas is measured of the very artifacts that are deployed.
 */
function createEnvironment({ coverage, gas }) {
    const folder = gas ? "." : `.cache/${coverage ? "coverage" : "tests"}`;
    const paths = { ...config.paths, artifacts: `${folder}/artifacts`, cache: `${folder}/cache` };
    return createHardhatRuntimeEnvironment({ ...config, paths }, { coverage }, root);
}

/** Asks the compiler for code of the tests alone: types, libraries and interfaces that they import come along in its input. */
function keepTestsOnly(input) {
    const { "*": wanted } = input.settings.outputSelection;
    const own = Object.keys(input.sources).filter((name) => name.startsWith("project/tests/"));
    input.settings.outputSelection = Object.fromEntries([
        ["*", { "": wanted[""] }],
        ...own.map((name) => [name, wanted]),
    ]);
    return input;
}

async function build(hre, files, buildProfile) {
    if (files.length === 0) return;
    const result = await hre.solidity.build(files, { buildProfile });
    if (
        !hre.solidity.isSuccessfulBuildResult(result) ||
        [...result.values()].some(({ type }) => type === "BUILD_FAILURE")
    )
        throw new Error(`the compiler refused ${files.length} files with the profile '${buildProfile}'`);
}

async function main() {
    const options = parseArguments(process.argv.slice(2));
    const tests = findTests(options);
    const hre = await createEnvironment(options);
    const folder = path.join(root, "tests") + path.sep;
    await build(
        hre,
        (await hre.solidity.getRootFilePaths()).filter((file) => !file.startsWith(folder)),
        "default",
    );
    if (options.gas) {
        // The moves that gas is measured of call contracts of the tests too, which stand in for the escrow.
        await build(hre, tests, "default");
    } else {
        hre.hooks.registerHandlers("solidity", {
            preprocessSolcInputBeforeBuilding: async (context, input, next) =>
                keepTestsOnly(await next(context, input)),
        });
        const profileOf = (file) => (throughIr(file) ? "testThroughIr" : "test");
        for (const [profile, files] of Map.groupBy(tests, profileOf)) await build(hre, files, profile);
    }
    const result = await hre.tasks
        .getTask(["test", "solidity"])
        .run({ testFiles: tests, noCompile: true, snapshot: options.gas });
    process.exitCode = result.success ? 0 : 1;
}

try {
    await main();
} catch (error) {
    console.error(`test-contracts: ${error.message}`);
    process.exitCode = 1;
}
