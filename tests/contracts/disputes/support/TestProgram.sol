// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelDescription} from "../../../../contracts/types/ModelRecord.sol";
import {TestTree, Tree} from "./TestTree.sol";

/// @notice A run of the program: all four spaces.
struct Run {
    Tree input;
    Tree body;
    Tree output;
}

/// @notice A small real program over an int8 input of `rows × columns`:
/// 0: body = RESCALE(input), 1: body = REDUCE_SUM over the columns (int32, several segments), 2: output = RESCALE(0),
/// 3: output = RESCALE(1), saturated to int8.
library TestProgram {
    uint256 internal constant COUNT = 4;
    uint8 internal constant OPCODE_REDUCE_SUM = 4;
    uint8 internal constant OPCODE_RESCALE = 9;

    struct Shape {
        uint32 rows;
        uint32 columns;
        /// Written where instruction 2 must be zero: anything else makes it invalid.
        uint32 reserved;
    }

    function pagesOf(uint256 length) internal pure returns (uint32 pages) {
        pages = uint32((length + 511) / 512);
    }

    function copyPages(Shape memory s) internal pure returns (uint32 pages) {
        pages = pagesOf(uint256(s.rows) * s.columns);
    }

    function sumPages(Shape memory s) internal pure returns (uint32 pages) {
        pages = pagesOf(4 * uint256(s.rows));
    }

    function bodyPages(Shape memory s) internal pure returns (uint32 pages) {
        pages = copyPages(s) + sumPages(s);
    }

    function outputPages(Shape memory s) internal pure returns (uint32 pages) {
        pages = copyPages(s) + pagesOf(s.rows);
    }

    function instruction(Shape memory s, uint256 index) internal pure returns (bytes memory code) {
        code = new bytes(224);
        put(code, 0, 1, 1);
        put(code, 1, 1, index == 1 ? OPCODE_REDUCE_SUM : OPCODE_RESCALE);
        put(code, 2, 1, index == 1 ? 2 : 0);
        put(code, 3, 1, index < 2 ? 2 : 3);
        put(code, 4, 4, index & 1 == 0 ? 0 : copyPages(s));
        _shape(code, 8, s, index & 1 == 0);
        // Operand A.
        put(code, 32, 1, index == 0 ? 0 : 2);
        put(code, 33, 1, index == 3 ? 2 : 0);
        put(code, 36, 4, index == 3 ? copyPages(s) : 0);
        _shape(code, 40, s, index != 3);
        put(
            code,
            64,
            4,
            index == 0
                ? 0xffffffff
                : index == 3
                    ? 1
                    : 0
        );
        if (index == 1) {
            put(code, 112, 4, s.rows);
            put(code, 116, 4, s.columns);
            put(code, 120, 4, 1);
        }
        if (index == 2) put(code, 212, 4, s.reserved);
        put(code, 204, 4, index == 0 ? copyPages(s) : bodyPages(s));
        put(
            code,
            208,
            4,
            index < 2
                ? 0
                : index == 2
                    ? copyPages(s)
                    : outputPages(s)
        );
    }

    function programTree(Shape memory s) internal pure returns (bytes32[4] memory leaves, bytes32 root) {
        for (uint256 i = 0; i < COUNT; ++i) leaves[i] = keccak256(abi.encodePacked(uint8(0), instruction(s, i)));
        root = TestTree.pair(TestTree.pair(leaves[0], leaves[1]), TestTree.pair(leaves[2], leaves[3]));
    }

    function instructionSiblings(Shape memory s, uint256 index) internal pure returns (bytes32[] memory siblings) {
        (bytes32[4] memory leaves, ) = programTree(s);
        siblings = new bytes32[](2);
        siblings[0] = leaves[index ^ 1];
        siblings[1] = index < 2 ? TestTree.pair(leaves[2], leaves[3]) : TestTree.pair(leaves[0], leaves[1]);
    }

    function model(Shape memory s) internal pure returns (ModelDescription memory description) {
        description.profileVersion = 1;
        description.instructionCount = uint32(COUNT);
        description.inputPages = copyPages(s);
        description.bodyPages = bodyPages(s);
        description.outputPages = outputPages(s);
        (, description.programRoot) = programTree(s);
        description.interfaceHash = keccak256("one int8 tensor to two");
    }

    function modelId(ModelDescription memory m) internal pure returns (bytes32 id) {
        id = keccak256(
            abi.encode(
                keccak256("Assay model 1"),
                m.profileVersion,
                m.programRoot,
                m.instructionCount,
                m.constantsRoot,
                m.inputPages,
                m.constantPages,
                m.bodyPages,
                m.outputPages,
                m.interfaceHash
            )
        );
    }

    function input(Shape memory s, uint256 seed) internal pure returns (bytes memory data) {
        data = new bytes(uint256(copyPages(s)) * 512);
        uint256 length = uint256(s.rows) * s.columns;
        for (uint256 i = 0; i < length; i += 32) {
            bytes32 word = _hash(seed, i);
            if (length - i < 32) word &= ~bytes32(type(uint256).max >> (8 * (length - i)));
            assembly ("memory-safe") {
                mstore(add(add(data, 32), i), word)
            }
        }
    }

    /// @dev The honest run.
    function execute(Shape memory s, bytes memory data) internal pure returns (bytes memory body, bytes memory output) {
        body = new bytes(uint256(bodyPages(s)) * 512);
        output = new bytes(uint256(outputPages(s)) * 512);
        _copyInto(data, body);
        _copyInto(data, output);
        uint256 start = uint256(copyPages(s)) * 512;
        for (uint256 r = 0; r < s.rows; ++r) {
            int256 sum = sumOf(s, data, r, 0, s.columns);
            for (uint256 b = 0; b < 4; ++b) body[start + 4 * r + b] = bytes1(uint8(uint256(sum) >> (8 * b)));
            int256 narrow =
                sum > 127
                    ? int256(127)
                    : sum < -128
                        ? int256(-128)
                        : sum;
            output[start + r] = bytes1(uint8(uint256(narrow)));
        }
    }

    function sumOf(
        Shape memory s,
        bytes memory data,
        uint256 row,
        uint256 first,
        uint256 end
    ) internal pure returns (int256 sum) {
        uint256 start = row * s.columns;
        assembly ("memory-safe") {
            for {
                let i := add(add(data, 32), add(start, first))
                let last := add(add(data, 32), add(start, end))
            } lt(i, last) {
                i := add(i, 1)
            } {
                sum := add(sum, signextend(0, byte(0, mload(i))))
            }
        }
    }

    /// @dev Accumulators after each segment of 2,048 columns, big-endian.
    function accumulators(Shape memory s, bytes memory data, uint256 row) internal pure returns (bytes memory packed) {
        int256 sum = 0;
        for (uint256 c = 0; c < s.columns; c += 2048) {
            uint256 end = c + 2048 < s.columns ? c + 2048 : s.columns;
            sum += sumOf(s, data, row, c, end);
            packed = abi.encodePacked(packed, int32(sum));
        }
    }

    function _hash(uint256 seed, uint256 index) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0, seed)
            mstore(32, index)
            hash := keccak256(0, 64)
        }
    }

    function put(bytes memory code, uint256 offset, uint256 size, uint256 value) internal pure {
        for (uint256 i = 0; i < size; ++i) code[offset + i] = bytes1(uint8(value >> (8 * (size - 1 - i))));
    }

    function _shape(bytes memory code, uint256 offset, Shape memory s, bool isWide) private pure {
        put(code, offset, 4, 1);
        put(code, offset + 4, 4, s.rows);
        put(code, offset + 8, 4, isWide ? s.columns : 1);
        put(code, offset + 12, 4, 1);
    }

    function _copyInto(bytes memory from, bytes memory to) private pure {
        assembly ("memory-safe") {
            for {
                let i := 32
            } iszero(gt(i, mload(from))) {
                i := add(i, 32)
            } {
                mstore(add(to, i), mload(add(from, i)))
            }
        }
    }
}
