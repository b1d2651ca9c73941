// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {ModelDescription} from "../../../contracts/types/ModelRecord.sol";

/// @notice A program of three instructions that copy sixteen int8: input to body, body to body, body to output.
library SmallProgram {
    uint256 internal constant COUNT = 3;

    struct Program {
        bytes[3] instructions;
    }

    function valid() internal pure returns (Program memory program) {
        program.instructions[0] = copy({
            fromSpace: 0,
            fromPage: 0,
            producer: type(uint32).max,
            toSpace: 2,
            toPage: 0,
            body: 1,
            output: 0
        });
        program.instructions[1] = copy({
            fromSpace: 2,
            fromPage: 0,
            producer: 0,
            toSpace: 2,
            toPage: 1,
            body: 2,
            output: 0
        });
        program.instructions[2] = copy({
            fromSpace: 2,
            fromPage: 1,
            producer: 1,
            toSpace: 3,
            toPage: 0,
            body: 2,
            output: 1
        });
    }

    /// @dev RESCALE with the narrow epilogue: docs/arithmetic.md, section 3.
    function copy(
        uint8 fromSpace,
        uint32 fromPage,
        uint32 producer,
        uint8 toSpace,
        uint32 toPage,
        uint32 body,
        uint32 output
    ) internal pure returns (bytes memory instruction) {
        bytes memory shape = abi.encodePacked(uint32(1), uint32(1), uint32(1), uint32(16));
        bytes memory head = abi.encodePacked(uint8(1), uint8(9), uint8(0), toSpace, toPage, shape, uint64(0));
        bytes memory operand = abi.encodePacked(
            fromSpace,
            uint8(0),
            uint16(0),
            fromPage,
            shape,
            uint64(0),
            producer,
            uint32(0)
        );
        return
            abi.encodePacked(head, operand, new bytes(40), new bytes(48), new bytes(44), body, output, new bytes(12));
    }

    function describe(Program memory program) internal pure returns (ModelDescription memory description) {
        description = ModelDescription({
            profileVersion: 1,
            instructionCount: uint32(COUNT),
            inputPages: 1,
            constantPages: 0,
            bodyPages: 2,
            outputPages: 1,
            programRoot: node(node(leaf(program, 0), leaf(program, 1)), node(leaf(program, 2), bytes32(0))),
            constantsRoot: bytes32(0),
            interfaceHash: keccak256("int8[16] -> int8[16]")
        });
    }

    function open(
        Program memory program,
        uint32 index
    ) internal pure returns (IModelRegistry.InstructionProof memory proof) {
        proof.index = index;
        proof.instruction = program.instructions[index];
        proof.siblings = new bytes32[](2);
        proof.siblings[0] = index == 2 ? bytes32(0) : leaf(program, index ^ 1);
        proof.siblings[1] = index == 2 ? node(leaf(program, 0), leaf(program, 1)) : node(leaf(program, 2), bytes32(0));
    }

    function leaf(Program memory program, uint256 index) private pure returns (bytes32 hash) {
        return keccak256(abi.encodePacked(bytes1(0x00), program.instructions[index]));
    }

    function node(bytes32 left, bytes32 right) private pure returns (bytes32 hash) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
