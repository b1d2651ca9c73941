import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployAssay } from "../assay.js";

/** The market around a token that exists: its address is the parameter `token`. */
export default buildModule("Assay", (m) => deployAssay(m, m.getParameter("token")));
