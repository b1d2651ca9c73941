/**
 * Deploys the market around one token, in the only order in which each contract can name the ones it depends on. The one
 * cycle (the vault and the game must know the escrow, which is built on both) is closed by their one-time `initialize`.
 */
export function deployAssay(m, token) {
  const guardian = m.getParameter("guardian");

  const verifier = m.contract("OneStepVerifier", [
    m.contract("Validation"),
    m.contract("WindowSteps"),
    m.contract("ElementSteps"),
    m.contract("TensorSteps"),
  ]);
  const registry = m.contract("ModelRegistry", [
    verifier,
    guardian,
    m.getParameter("registrationBond"),
    m.getParameter("validityWindow"),
  ]);
  const vault = m.contract("StakeVault", [token, guardian, m.getParameter("vault")]);

  const gameParameters = m.getParameter("game");
  const verdicts = m.contract("GameVerdicts", [verifier, vault, gameParameters]);
  const game = m.contract("DisputeGame", [verifier, vault, verdicts, gameParameters]);
  const escrow = m.contract("JobEscrow", [token, vault, registry, game, guardian, m.getParameter("escrow")]);

  m.call(game, "initialize", [[escrow]]);
  m.call(vault, "initialize", [escrow, game]);

  return { verifier, registry, vault, verdicts, game, escrow };
}
