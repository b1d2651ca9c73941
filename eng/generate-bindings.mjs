// Writes the C# bindings of the compiled contracts with Nethereum's code generator, or checks that they are up to date.
// Usage: node eng/generate-bindings.mjs [--check] [--artifacts DIR] [--out DIR] [--namespace NAME] [--interfaces A,B]
//        (after a whole `npx hardhat build --no-tests --force`: a build of changed files alone may give other bytes; `npm run bindings` does both)
// Bound are all contracts that can be deployed, except mocks, and the named interfaces.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, posix, sep } from "node:path";
import { parseArgs } from "node:util";

const CSHARP = 0;

const { values: options } = parseArgs({
    options: {
        check: { type: "boolean", default: false },
        artifacts: { type: "string", default: "artifacts/contracts" },
        out: { type: "string", default: "generated/bindings" },
        namespace: { type: "string", default: "Assay.Contracts" },
        interfaces: { type: "string", default: "" },
    },
});

const fail = (message) => {
    console.error(`generate-bindings: ${message}`);
    process.exit(1);
};

const filesBelow = (folder) =>
    !existsSync(folder)
        ? []
        : readdirSync(folder, { recursive: true, withFileTypes: true })
              .filter((entry) => entry.isFile())
              .map((entry) => join(entry.parentPath, entry.name))
              .sort();

const relativeTo = (folder, file) => file.slice(folder.length + 1).replaceAll(sep, posix.sep);

function readContracts(folder, interfaces) {
    const contracts = new Map();
    for (const file of filesBelow(folder).filter((name) => name.endsWith(".json"))) {
        if (/(^|[\\/])mocks[\\/]/.test(relativeTo(folder, file))) continue;
        const artifact = JSON.parse(readFileSync(file, "utf8"));
        if (!Array.isArray(artifact.abi) || typeof artifact.contractName !== "string") continue;
        // Libraries of internal functions have code but nothing to call; their errors are in the ABI of the contracts that use them.
        const deployable = artifact.bytecode !== "0x" && artifact.abi.some((entry) => entry.type === "function");
        if (!deployable && !interfaces.includes(artifact.contractName)) continue;
        if (contracts.has(artifact.contractName))
            fail(`two contracts are named ${artifact.contractName}; bindings are named after contracts`);
        contracts.set(artifact.contractName, artifact);
    }
    for (const name of interfaces) if (!contracts.has(name)) fail(`found no artifact of ${name} in ${folder}`);
    if (contracts.size === 0) fail(`found no compiled contracts in ${folder}; run 'npx hardhat build' first`);
    return [...contracts.values()].sort((a, b) => (a.contractName < b.contractName ? -1 : 1));
}

const tupleType = (parameter) =>
    parameter.type.startsWith("tuple")
        ? `(${parameter.components.map(tupleType).join(",")})${parameter.type.slice("tuple".length)}`
        : parameter.type;

/** `name(types)` of a function, as its selector is computed from. */
const signatureOf = (entry) => `${entry.name}(${entry.inputs.map(tupleType).join(",")})`;

// A function that only passes its calldata on has parameters without names; in the bindings they have those of the interface.
function nameParameters(folder, contracts) {
    const named = new Map();
    for (const file of filesBelow(folder).filter((name) => name.endsWith(".json"))) {
        const { abi, bytecode } = JSON.parse(readFileSync(file, "utf8"));
        if (!Array.isArray(abi) || bytecode !== "0x") continue;
        for (const entry of abi.filter(({ type }) => type === "function")) named.set(signatureOf(entry), entry.inputs);
    }
    const isNameless = (entry) => entry.type === "function" && entry.inputs.some(({ name }) => name === "");
    return contracts.map((contract) => ({
        ...contract,
        abi: contract.abi.map((entry) =>
            isNameless(entry) ? { ...entry, inputs: named.get(signatureOf(entry)) ?? entry.inputs } : entry,
        ),
    }));
}

// What the code generator would turn into wrong or uncompilable C# is refused here.
function validate({ contractName, abi }) {
    const structs = new Map();
    const visit = (parameter) => {
        if (/^function\b/.test(parameter.type))
            fail(`${contractName}: parameter '${parameter.name}' has a function type, which has no C# type`);
        if (!parameter.type.startsWith("tuple")) return;
        const name = /^struct (?:.*\.)?(\w+)/.exec(parameter.internalType ?? "")?.[1];
        if (name === undefined) fail(`${contractName}: the struct of '${parameter.name}' has no name`);
        const shape = tupleType(parameter).replace(/(\[\d*\])*$/, "");
        if ((structs.get(name) ?? shape) !== shape)
            fail(`${contractName}: two structs are named ${name}, ${structs.get(name)} and ${shape}`);
        structs.set(name, shape);
        parameter.components.forEach(visit);
    };
    for (const entry of abi) {
        [...(entry.inputs ?? []), ...(entry.outputs ?? [])].forEach(visit);
        if (entry.type === "event" && entry.anonymous)
            console.warn(`generate-bindings: ${contractName}.${entry.name} is anonymous; its bindings do not say so`);
    }
}

// The generator writes files itself, so it writes to a temporary folder.
function generate(contracts, namespace) {
    const codegen = createRequire(import.meta.url)("nethereum-codegen");
    const folder = mkdtempSync(join(tmpdir(), "bindings-"));
    try {
        for (const { abi, bytecode, contractName } of contracts)
            codegen.generateAllClasses(
                JSON.stringify(abi),
                bytecode.replace(/^0x/, ""),
                contractName,
                namespace,
                folder,
                CSHARP,
            );
        return new Map(
            filesBelow(folder).map((file) => [
                relativeTo(folder, file),
                readFileSync(file, "utf8")
                    .replace(/^\uFEFF/, "")
                    .replaceAll("\r\n", "\n"),
            ]),
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const contracts = nameParameters(
    options.artifacts,
    readContracts(options.artifacts, options.interfaces.split(",").filter(Boolean)),
);
contracts.forEach(validate);
const generated = generate(contracts, options.namespace);
const existing = new Map(
    filesBelow(options.out)
        .filter((file) => file.endsWith(".cs"))
        .map((file) => [relativeTo(options.out, file), readFileSync(file, "utf8")]),
);

if (options.check) {
    const differences = [
        ...[...generated].filter(([name, text]) => existing.get(name) !== text).map(([name]) => name),
        ...[...existing.keys()].filter((name) => !generated.has(name)),
    ].sort();
    if (differences.length > 0)
        fail(`not up to date in ${options.out}; run 'node eng/generate-bindings.mjs':\n  ${differences.join("\n  ")}`);
    console.log(`${generated.size} files of ${contracts.length} contracts are up to date`);
} else {
    for (const name of existing.keys()) if (!generated.has(name)) rmSync(join(options.out, name));
    for (const [name, text] of generated) {
        mkdirSync(dirname(join(options.out, name)), { recursive: true });
        writeFileSync(join(options.out, name), text);
    }
    console.log(`${generated.size} files of ${contracts.length} contracts written to ${options.out}`);
}
