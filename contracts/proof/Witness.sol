// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FirstRun, TreeRun} from "../libraries/TreeRun.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";

/// @notice Cursors, in calldata, over the chunks and siblings of one step.
struct Witness {
    uint256 chunk;
    uint256 chunkStart;
    uint256 chunkEnd;
    uint256 sibling;
    uint256 siblingStart;
    uint256 siblingEnd;
    /// One a space.
    FirstRun[4] firstRuns;
}

/// @title Witness reading
/// @notice Takes proven byte ranges of the spaces, one run after the other (docs/arithmetic.md, sections 2.2 and 7).
library WitnessLib {
    /// @notice The step takes another number of chunk bytes than were given.
    error Witness_WrongChunkBytes(uint256 expected, uint256 actual);
    /// @notice The step takes another number of siblings than were given.
    error Witness_WrongSiblingCount(uint256 expected, uint256 actual);
    /// @notice The run's bytes are not those of the space: they lead to another root, or to another node than the space's first run has shown.
    error Witness_WrongNode(uint256 space, uint256 firstChunk, bytes32 expected, bytes32 actual);
    /// @notice The run lies beyond the space; the instruction is not valid there.
    error Witness_BeyondSpace(uint256 space, uint256 pages, uint256 lastChunk);

    /// @notice Starts reading.
    function open(bytes calldata chunks, bytes32[] calldata siblings) internal pure returns (Witness memory witness) {
        assembly ("memory-safe") {
            mstore(witness, chunks.offset)
            mstore(add(witness, 32), chunks.offset)
            mstore(add(witness, 64), add(chunks.offset, chunks.length))
            mstore(add(witness, 96), siblings.offset)
            mstore(add(witness, 128), siblings.offset)
            mstore(add(witness, 160), add(siblings.offset, shl(5, siblings.length)))
        }
    }

    /// @notice Proves the bytes `[begin, end)` of a space and returns where in calldata they are.
    /// @return pointer Calldata position of byte `begin`; the range is contiguous there.
    function take(
        Witness memory witness,
        SpaceRoots calldata spaces,
        uint256 space,
        uint256 begin,
        uint256 end
    ) internal pure returns (uint256 pointer) {
        unchecked {
            uint256 first = begin >> 7;
            uint256 last = (end - 1) >> 7;
            (bytes32 root, uint256 pages) = _space(spaces, space);
            if (last >= 4 * pages) revert Witness_BeyondSpace(space, pages, last);

            uint256 chunk = witness.chunk;
            uint256 chunkNext = chunk + ((last - first + 1) << 7);
            if (chunkNext > witness.chunkEnd) {
                revert Witness_WrongChunkBytes(chunkNext - witness.chunkStart, witness.chunkEnd - witness.chunkStart);
            }
            (bytes32 expected, bytes32 actual, uint256 siblingNext) = TreeRun.follow(
                chunk,
                first,
                last,
                pages,
                witness.sibling,
                root,
                witness.firstRuns[space]
            );
            if (siblingNext > witness.siblingEnd) {
                revert Witness_WrongSiblingCount(
                    (siblingNext - witness.siblingStart) >> 5,
                    (witness.siblingEnd - witness.siblingStart) >> 5
                );
            }
            // Every byte that a verdict rests on hashes to a root that the accused side, the client or the publisher committed to.
            if (actual != expected) revert Witness_WrongNode(space, first, expected, actual);

            witness.chunk = chunkNext;
            witness.sibling = siblingNext;
            pointer = chunk + (begin & 127);
        }
    }

    /// @notice Ends reading: nothing may be left over.
    function close(Witness memory witness) internal pure {
        if (witness.chunk != witness.chunkEnd) {
            revert Witness_WrongChunkBytes(witness.chunk - witness.chunkStart, witness.chunkEnd - witness.chunkStart);
        }
        if (witness.sibling != witness.siblingEnd) {
            revert Witness_WrongSiblingCount(
                (witness.sibling - witness.siblingStart) >> 5,
                (witness.siblingEnd - witness.siblingStart) >> 5
            );
        }
    }

    /// @dev A struct of words: four roots, then four page counts, each in the order of the spaces' numbers.
    function _space(SpaceRoots calldata spaces, uint256 space) private pure returns (bytes32 root, uint256 pages) {
        assembly ("memory-safe") {
            let at := add(spaces, shl(5, and(space, 3)))
            root := calldataload(at)
            pages := and(calldataload(add(at, 128)), 0xffffffff)
        }
    }
}
