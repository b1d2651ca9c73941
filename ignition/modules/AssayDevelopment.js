import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployAssay } from "../assay.js";

/** The market around a token that anybody can mint: for chains on which nothing is worth anything. */
export default buildModule("Assay", (m) => {
  const token = m.contract("TestToken");
  return { token, ...deployAssay(m, token) };
});
