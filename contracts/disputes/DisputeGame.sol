// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGameVerdicts} from "../interfaces/IGameVerdicts.sol";
import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {GameSearch} from "./GameSearch.sol";
import {GameStorage} from "./GameStorage.sol";
import {GameVerdicts} from "./GameVerdicts.sol";

/// @title The dispute game
/// @notice Finds the first number about which an asserter and a challenger disagree, and lets the chain compute it.
/// @dev The verdict moves are code of `GameVerdicts`, which runs on this contract's storage. Its address is immutable and its parameters are
/// checked to be this contract's, so the two are one contract in two parts.
contract DisputeGame is GameSearch {
    GameVerdicts private immutable VERDICTS;

    /// @param verifier_ Decides elements; its profile version is the only one that can be disputed here.
    /// @param vault_ Pays bounties and knows the operators' workers.
    /// @param verdicts_ The second part, deployed with the same verifier, vault and parameters.
    /// @param parameters_ Refused unless sensible; never changed afterwards.
    constructor(
        IOneStepVerifier verifier_,
        IStakeVault vault_,
        GameVerdicts verdicts_,
        Parameters memory parameters_
    ) GameStorage(verifier_, vault_, parameters_) {
        // Invariant: both parts read the same immutables.
        if (verdicts_.configuration() != _configuration()) revert DisputeGame_VerdictsMismatch(address(verdicts_));
        VERDICTS = verdicts_;
    }

    /// @inheritdoc IGameVerdicts
    function proveElement(uint64, bytes32, bytes32, Opening calldata, bytes calldata, bytes32[] calldata) external {
        _runVerdicts();
    }

    /// @inheritdoc IGameVerdicts
    function provePadding(uint64, bytes32, bytes32, Opening calldata) external {
        _runVerdicts();
    }

    /// @inheritdoc IGameVerdicts
    function selectElement(uint64, bytes32, bytes32, Opening calldata) external {
        _runVerdicts();
    }

    /// @inheritdoc IGameVerdicts
    function revealAccumulators(uint64, bytes32, bytes32, bytes32, bytes calldata) external {
        _runVerdicts();
    }

    /// @inheritdoc IGameVerdicts
    function proveSegment(
        uint64,
        bytes32,
        bytes32,
        Selection calldata,
        uint32,
        bytes calldata,
        bytes32[] calldata
    ) external {
        _runVerdicts();
    }

    /// @inheritdoc IGameVerdicts
    function proveFinish(uint64, bytes32, bytes32, Selection calldata, bytes calldata, bytes32[] calldata) external {
        _runVerdicts();
    }

    /// @dev Runs the same call in the second part.
    function _runVerdicts() private {
        address verdicts = address(VERDICTS);
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let success := delegatecall(gas(), verdicts, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if iszero(success) {
                revert(free, returndatasize())
            }
            return(free, returndatasize())
        }
    }
}
