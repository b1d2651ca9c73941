#!/usr/bin/env node
// Deploys the contracts to one network, or goes on where an earlier run was interrupted, and records the result.
//
//   node eng/deploy.mjs --network local|sepolia|thetaTestnet [--parameters FILE]
//
// Parameters come from ignition/parameters/NETWORK.json5. A parameter file with a `token` deploys around that ERC-20; one
// without deploys a token that anybody can mint, which is refused outside test networks.
// Ignition journals every transaction in ignition/deployments/chain-ID; the record is deployments/ID/addresses.json.
import { spawn } from "node:child_process";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import hre from "hardhat";
import json5 from "json5";
import { checkParameters } from "./check-parameters.mjs";

const root = path.resolve(import.meta.dirname, "..");
/** Chains on which a token that anybody can mint does no harm. */
const testChains = new Map([
    [31337, "a development chain"],
    [31338, "the demonstration's chain"],
    [11155111, "Sepolia"],
    [365, "Theta testnet"],
]);

const developmentChains = new Set([31337, 31338]);

function kebab(name) {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function readParameters(file) {
    let parsed;
    try {
        parsed = json5.parse(await readFile(file, "utf8"));
    } catch (error) {
        throw new Error(`${path.relative(root, file)}: expected readable JSON5, got: ${error.message}`);
    }
    if (typeof parsed?.Assay !== "object")
        throw new Error(`${path.relative(root, file)}: expected an object "Assay", got ${typeof parsed?.Assay}`);
    return parsed.Assay;
}

/** Runs Ignition as its own process, so that its prompts and signals reach the terminal. */
function ignite(network, module, parameters, deploymentId) {
    const hardhat = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
    const args = [
        "ignition",
        "deploy",
        `ignition/modules/${module}.js`,
        "--network",
        network,
        "--build-profile",
        "default",
    ];
    args.push("--parameters", parameters, "--deployment-id", deploymentId);
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [hardhat, ...args], { cwd: root, stdio: "inherit" });
        child.on("error", reject);
        child.on("exit", (code, signal) =>
            code === 0
                ? resolve()
                : reject(new Error(`ignition ended with ${signal ?? `exit code ${code}`}; run again to resume`)),
        );
    });
}

/** The block of the first confirmed transaction of the journal: from here on the contracts' events can be read. */
async function firstBlock(directory) {
    const blocks = [];
    for (const line of (await readFile(path.join(directory, "journal.jsonl"), "utf8")).split("\n")) {
        if (line === "") continue;
        const block = JSON.parse(line).receipt?.blockNumber;
        if (block !== undefined) blocks.push(Number(block));
    }
    if (blocks.length === 0)
        throw new Error(`${directory}: expected a confirmed transaction in the journal, found none`);
    return Math.min(...blocks);
}

async function collectContracts(directory, provider) {
    const deployed = JSON.parse(await readFile(path.join(directory, "deployed_addresses.json"), "utf8"));
    const contracts = {};
    for (const [key, address] of Object.entries(deployed)) {
        const code = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
        if (code === "0x") throw new Error(`${key}: expected code at ${address}, found none; is this the same chain?`);
        contracts[key.slice(key.indexOf("#") + 1)] = address;
    }
    return contracts;
}

/** Readers never see half a record: it is written beside its place, flushed, and moved there. */
async function writeAtomically(file, content) {
    await mkdir(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    const handle = await open(temporary, "w");
    try {
        await handle.writeFile(content);
        await handle.sync();
    } finally {
        await handle.close();
    }
    await rename(temporary, file);
}

async function main() {
    const { values } = parseArgs({ options: { network: { type: "string" }, parameters: { type: "string" } } });
    if (!values.network) throw new Error("--network: expected the name of a network in hardhat.config.js, got none");
    if (!hre.config.networks[values.network])
        throw new Error(
            `--network: expected one of ${Object.keys(hre.config.networks).join(", ")}, got ${values.network}`,
        );
    const file = path.resolve(
        values.parameters ?? path.join(root, "ignition/parameters", `${kebab(values.network)}.json5`),
    );
    const parameters = await readParameters(file);
    const { provider } = await hre.network.create(values.network);
    const chainId = Number(await provider.request({ method: "eth_chainId" }));
    if (!parameters.token && !testChains.has(chainId))
        throw new Error(
            `${path.relative(root, file)}: expected a token, because ${chainId} is not a test chain; got none`,
        );

    // A development chain has nobody to censor it, and short times on purpose.
    if (!developmentChains.has(chainId)) checkParameters(parameters, path.relative(root, file));

    const deploymentId = `chain-${chainId}`;
    await ignite(values.network, parameters.token ? "Assay" : "AssayDevelopment", file, deploymentId);

    const directory = path.join(root, "ignition/deployments", deploymentId);
    const contracts = await collectContracts(directory, provider);
    if (parameters.token) contracts.Token = parameters.token;
    else {
        contracts.Token = contracts.TestToken;
        delete contracts.TestToken;
    }
    const record = {
        chainId,
        network: values.network,
        block: await firstBlock(directory),
        contracts: Object.fromEntries(Object.entries(contracts).sort(([a], [b]) => (a < b ? -1 : 1))),
        parameters: JSON.parse(JSON.stringify(parameters).replace(/"(\d+)n"/g, '"$1"')),
    };
    const target = path.join(root, "deployments", String(chainId), "addresses.json");
    await writeAtomically(target, `${JSON.stringify(record, null, 2)}\n`);
    console.log(`Recorded in ${path.relative(root, target)}`);
}

try {
    await main();
} catch (error) {
    console.error(`deploy: ${error.message}`);
    process.exitCode = 1;
}
