#!/usr/bin/env node
// Reads every compiled contract that can be deployed and fails on opcodes that chains of the Istanbul rules do not know,
// and on code above the limit of EIP-170. Test doubles in contracts/mocks are read too: development chains run them.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const maximumSize = 24_576;
const unknownToIstanbul = new Map([
    [0x44, "PREVRANDAO (no randomness there)"],
    [0x48, "BASEFEE"],
    [0x49, "BLOBHASH"],
    [0x4a, "BLOBBASEFEE"],
    [0x5c, "TLOAD"],
    [0x5d, "TSTORE"],
    [0x5e, "MCOPY"],
    [0x5f, "PUSH0"],
]);

/** The code before the metadata: its length stands in the last two bytes. */
function withoutMetadata(code) {
    if (code.length < 2) return code;
    const tail = code.readUInt16BE(code.length - 2) + 2;
    // A CBOR map begins with 0xa1 to 0xaf; anything else is code to the end.
    return tail < code.length && (code[code.length - tail] & 0xf0) === 0xa0
        ? code.subarray(0, code.length - tail)
        : code;
}

/** Opcodes after which execution goes on elsewhere or nowhere: STOP, JUMP, RETURN, REVERT, INVALID. */
const terminators = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe]);
const jumpDestination = 0x5b;

/**
 * Opcodes that Istanbul does not know, skipping the data of PUSH instructions and what no execution reaches: the compiler keeps
 * constants behind the code.
 */
function scan(code) {
    const found = [];
    const body = withoutMetadata(code);
    let reachable = true;
    for (let at = 0; at < body.length; at += 1) {
        const opcode = body[at];
        if (opcode === jumpDestination) reachable = true;
        if (reachable && unknownToIstanbul.has(opcode)) found.push(`${unknownToIstanbul.get(opcode)} at ${at}`);
        if (terminators.has(opcode)) reachable = false;
        if (opcode >= 0x60 && opcode <= 0x7f) at += opcode - 0x5f;
    }
    return found;
}

function expectScan(hex, count) {
    const found = scan(Buffer.from(hex, "hex"));
    if (found.length !== count) throw new Error(`scanner: expected ${count} findings in ${hex}, got ${found.length}`);
}

async function main() {
    // The scanner must find what it is for, and must not read data as code.
    expectScan("5f", 1);
    expectScan("605f485b", 1);
    expectScan("615f5e00", 0);
    expectScan("00a1005f5f0004", 0);

    const directory = path.join(root, "artifacts", "contracts");
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    let failed = 0;
    let checked = 0;
    for (const entry of entries) {
        if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
        const artifact = JSON.parse(await readFile(path.join(entry.parentPath, entry.name), "utf8"));
        if (!artifact.deployedBytecode || artifact.deployedBytecode === "0x") continue;
        checked += 1;
        const code = Buffer.from(
            artifact.deployedBytecode.slice(2).replace(/__\$[0-9a-f]{34}\$__/g, "0".repeat(40)),
            "hex",
        );
        const problems = scan(code);
        if (code.length > maximumSize) problems.push(`${code.length} bytes, expected at most ${maximumSize}`);
        for (const problem of problems) console.error(`${artifact.contractName}: ${problem}`);
        failed += problems.length;
        if (!artifact.sourceName.includes("/mocks/") && code.length > 1_000)
            console.log(`${artifact.contractName}: ${code.length} bytes`);
    }
    if (checked === 0)
        throw new Error("artifacts/contracts: expected compiled contracts, found none; run npx hardhat build");
    console.log(`${checked} contracts checked, ${failed} problems`);
    process.exitCode = failed === 0 ? 0 : 1;
}

try {
    await main();
} catch (error) {
    console.error(`check-bytecode: ${error.message}`);
    process.exitCode = 1;
}
