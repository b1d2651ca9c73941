// Relations between parameters of different contracts, which no constructor can see: times on a public chain, and collateral against gas.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import json5 from "json5";

const hour = 3600;

function number(value) {
    return BigInt(String(value).replace(/n$/, ""));
}

/**
 * Throws unless the parameters keep the rules that docs/security.md asks for; names every rule that they break.
 * Collateral is compared with gas taking one token for one coin: whoever deploys another token says what it is worth with
 * `tokenPerCoin`, in the token's smallest unit per 10^18 wei.
 */
export function checkParameters(parameters, name) {
    const { vault, game, escrow } = parameters;
    const tokenPerCoin = number(parameters.tokenPerCoin ?? 10n ** 18n);
    const dispute = 2 * (game.clock + game.grace);
    const disputeGas = (number(game.asserterGas) * number(game.gasPriceCap) * tokenPerCoin) / 10n ** 18n;
    const rules = [
        ["escrow.challengeWindow (forced inclusion and one hour)", escrow.challengeWindow, game.grace + hour],
        [
            "vault.unbondingDelay (three windows with their disputes)",
            vault.unbondingDelay,
            3 * (escrow.challengeWindow + dispute),
        ],
        ["escrow.minimumCollateral (three disputes' gas)", escrow.minimumCollateral, 3n * disputeGas],
    ];
    const broken = rules
        .filter(([, actual, least]) => number(actual) < number(least))
        .map(([rule, actual, least]) => `${rule}: expected at least ${number(least)}, got ${number(actual)}`);
    if (broken.length > 0) throw new Error(`${name}: ${broken.join("; ")}`);
}

/** Every parameter file of a public network is checked, and the check must find what it is for. */
async function main() {
    const directory = path.join(import.meta.dirname, "..", "ignition", "parameters");
    const names = (await readdir(directory)).filter((name) => name !== "local.json5");
    for (const name of names) {
        const { Assay: parameters } = json5.parse(await readFile(path.join(directory, name), "utf8"));
        checkParameters(parameters, name);
        const short = { ...parameters, escrow: { ...parameters.escrow, challengeWindow: parameters.game.grace } };
        expectRefusal(short, "escrow.challengeWindow");
        expectRefusal({ ...parameters, vault: { ...parameters.vault, unbondingDelay: 1 } }, "vault.unbondingDelay");
        const poor = { ...parameters, escrow: { ...parameters.escrow, minimumCollateral: "1n" } };
        expectRefusal(poor, "escrow.minimumCollateral");
    }
    console.log(`${names.length} parameter files checked`);
}

function expectRefusal(parameters, rule) {
    let message = "";
    try {
        checkParameters(parameters, "test");
    } catch (error) {
        message = error.message;
    }
    if (!message.includes(rule)) throw new Error(`check-parameters: expected ${rule} to be refused, got: ${message}`);
}

if (process.argv[1] === import.meta.filename) {
    try {
        await main();
    } catch (error) {
        console.error(`check-parameters: ${error.message}`);
        process.exitCode = 1;
    }
}
