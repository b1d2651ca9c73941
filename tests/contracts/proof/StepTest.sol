// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {Test} from "../support/Test.sol";
import {Reference} from "./Reference.sol";
import {Kernel, Operand, Stage, Step, StepEncoder} from "./Step.sol";
import {Range, Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice Builds steps with their spaces and proves elements, whole or segment by segment.
abstract contract StepTest is Test {
    using StepEncoder for Step;
    using TreeBuilder for Space;

    IOneStepVerifier internal verifier = IOneStepVerifier(createVerifier());

    error NotEqualSigned(string what, int256 expected, int256 actual);

    function checkSigned(int256 actual, int256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqualSigned(what, expected, actual);
    }

    /// @dev Proves one element and checks every accumulator on the way against the reference.
    function prove(Step memory step, Space[4] memory spaces, uint256 element) internal view returns (int256 value) {
        bytes memory instruction = step.encode();
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        checkEqual(verifier.validateInstruction(instruction, 1, roots), Reference.tooLarge(step) ? 14 : 0, "validity");
        uint256 segments = Reference.segments(step);
        checkEqual(verifier.segmentCount(instruction), segments, "segments");
        int32 accumulator = Reference.initial(step);
        checkSigned(verifier.initialAccumulator(instruction), accumulator, "initial accumulator");
        if (segments == 1) return _proveWhole(step, spaces, roots, element);
        for (uint256 segment = 0; segment < segments; ++segment) {
            accumulator = _proveSegment(step, spaces, roots, element, segment, accumulator);
        }
        Range[] memory ranges = Reference.finishRanges(step, spaces, element, accumulator, false);
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        value = verifier.finishElement(instruction, element, accumulator, roots, chunks, siblings);
    }

    /// @dev The witness of a whole step.
    function wholeWitness(
        Step memory step,
        Space[4] memory spaces,
        uint256 element
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        Range[] memory ranges = Reference.ranges(step, element, 0, true);
        int32 accumulator = Reference.fold(step, spaces, element, 0, Reference.initial(step));
        Range[] memory last = Reference.finishRanges(step, spaces, element, accumulator, true);
        (chunks, siblings) = TreeBuilder.witness(spaces, TreeBuilder.joinRanges(ranges, last));
    }

    function referenceValue(
        Step memory step,
        Space[4] memory spaces,
        uint256 element
    ) internal pure returns (int256 value) {
        int32 accumulator = Reference.initial(step);
        uint256 segments = Reference.segments(step);
        for (uint256 segment = 0; segment < segments; ++segment) {
            accumulator = Reference.fold(step, spaces, element, segment, accumulator);
        }
        value = Reference.finish(step, spaces, element, accumulator);
    }

    /// @dev Puts the output at the start of the output space.
    function placeOutput(Step memory step, Space[4] memory spaces) internal pure {
        step.outputSpace = 3;
        uint256 size = StepEncoder.elements(step.shape) << step.outputType;
        spaces[3].pages = (size + 511) / 512;
        step.nextOutputPage = uint32(spaces[3].pages);
    }

    function operand(
        uint8 space,
        uint8 elementType,
        uint32 page,
        uint32[4] memory shape
    ) internal pure returns (Operand memory made) {
        made.space = space;
        made.elementType = elementType;
        made.page = page;
        made.shape = shape;
        made.producer = space < 2 ? type(uint32).max : 0;
    }

    function kernel(uint16 height, uint16 width) internal pure returns (Kernel memory made) {
        made.height = height;
        made.width = width;
        made.strideY = 1;
        made.strideX = 1;
        made.dilationY = 1;
        made.dilationX = 1;
    }

    function identity(int32 low, int32 high) internal pure returns (Stage memory made) {
        made = Stage(1 << 30, 0, low, high, 30);
    }

    /// @dev One channel's block: bias, multiplier, shift, weights, padding to a multiple of four.
    function channelBlock(
        int32 bias,
        int32 multiplier,
        uint8 shift,
        bytes memory weights
    ) internal pure returns (bytes memory made) {
        bytes memory padding = new bytes((4 - (weights.length % 4)) % 4);
        bytes memory scaling = bytes.concat(littleEndian(bias), littleEndian(multiplier), bytes1(shift), bytes3(0));
        made = bytes.concat(scaling, weights, padding);
    }

    function littleEndian(int32 value) internal pure returns (bytes4 made) {
        uint32 bits = uint32(value);
        bits = ((bits & 0x00ff00ff) << 8) | ((bits >> 8) & 0x00ff00ff);
        made = bytes4((bits << 16) | (bits >> 16));
    }

    function randomBytes(uint256 seed, uint256 length) internal pure returns (bytes memory made) {
        made = new bytes(length);
        for (uint256 i = 0; i < length; i += 32) {
            bytes32 word = keccak256(abi.encode(seed, i));
            if (i + 32 <= length) {
                assembly ("memory-safe") {
                    mstore(add(add(made, 32), i), word)
                }
            } else {
                for (uint256 j = i; j < length; ++j) made[j] = word[j - i];
            }
        }
    }

    function _proveWhole(
        Step memory step,
        Space[4] memory spaces,
        SpaceRoots memory roots,
        uint256 element
    ) private view returns (int256 value) {
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, element);
        value = verifier.recomputeElement(step.encode(), element, roots, chunks, siblings);
    }

    function _proveSegment(
        Step memory step,
        Space[4] memory spaces,
        SpaceRoots memory roots,
        uint256 element,
        uint256 segment,
        int32 accumulator
    ) private view returns (int32 next) {
        Range[] memory ranges = Reference.ranges(step, element, segment, false);
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        bytes memory instruction = step.encode();
        next = verifier.accumulateSegment(instruction, element, segment, accumulator, roots, chunks, siblings);
        checkSigned(next, Reference.fold(step, spaces, element, segment, accumulator), "accumulator");
    }
}
