import { createRequire } from "node:module";
import { configVariable, defineConfig } from "hardhat/config";
import hardhatIgnition from "@nomicfoundation/hardhat-ignition";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatVerify from "@nomicfoundation/hardhat-verify";

const require = createRequire(import.meta.url);

const compiler = {
  isolated: false,
  version: "0.8.37",
  // The compiler comes from npm, so that no build downloads one.
  path: require.resolve("solc/soljson.js"),
  settings: {
    // Theta's chain knows the opcodes up to Istanbul: no PUSH0, no MCOPY, no transient storage.
    evmVersion: "paris",
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none" },
  },
};

// Nobody deploys a test, and optimising them would take several times as long as optimising the contracts: eng/test-contracts.mjs
// compiles them like this, and deploys the contracts from their own artifacts. What runs out of stack slots goes through the IR.
const test = {
  ...compiler,
  settings: { ...compiler.settings, viaIR: false, optimizer: { enabled: false } },
};
const testThroughIr = {
  ...compiler,
  settings: {
    ...compiler.settings,
    optimizer: { enabled: true, runs: 1, details: { yulDetails: { optimizerSteps: "u:" } } },
  },
};

export default defineConfig({
  plugins: [hardhatIgnition, hardhatKeystore, hardhatVerify],
  paths: {
    sources: "contracts",
    tests: { solidity: "tests/contracts" },
    artifacts: "artifacts",
    cache: "cache",
  },
  // Deployments are built like tests: one set of bytes, reviewed and measured.
  solidity: { profiles: { default: compiler, production: compiler, test, testThroughIr } },
  test: {
    solidity: {
      // Golden vectors are read from files.
      fsPermissions: { readDirectory: ["tests/contracts"] },
      fuzz: { runs: 256, seed: "0xa55a9" },
      invariant: { runs: 64, depth: 32, failOnRevert: false },
    },
  },
  networks: {
    local: {
      type: "http",
      chainType: "l1",
      url: process.env.LOCAL_RPC_URL ?? "http://127.0.0.1:8545",
    },
    sepolia: {
      type: "http",
      chainType: "l1",
      chainId: 11155111,
      url: configVariable("SEPOLIA_RPC_URL"),
      accounts: [configVariable("SEPOLIA_PRIVATE_KEY")],
    },
    thetaTestnet: {
      type: "http",
      chainType: "generic",
      chainId: 365,
      url: configVariable("THETA_TESTNET_RPC_URL"),
      accounts: [configVariable("THETA_TESTNET_PRIVATE_KEY")],
    },
  },
});
