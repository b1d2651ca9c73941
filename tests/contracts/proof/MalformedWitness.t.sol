// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {WitnessLib} from "../../../contracts/proof/Witness.sol";
import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {Reference} from "./Reference.sol";
import {Step, StepEncoder} from "./Step.sol";
import {StepTest} from "./StepTest.sol";
import {Range, Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice A wrong witness reverts, whatever is wrong with it; and literal results at the ends of the ranges.
contract MalformedWitnessTest is StepTest {
    using StepEncoder for Step;
    using TreeBuilder for Space;

    uint256 private constant ELEMENT = 3;

    /// @dev A 2×2 convolution of four channels: two input runs, one run of weights, one of the table.
    function _build() private pure returns (Step memory step, Space[4] memory spaces) {
        step.opcode = 1;
        step.kernel = kernel(2, 2);
        step.a = operand(0, 0, 0, StepEncoder.shape(1, 3, 40, 4));
        step.shape = StepEncoder.shape(1, 2, 39, 2);
        spaces[0].append(randomBytes(1, 480));
        spaces[0].append(randomBytes(2, 1024));
        step.kernel.channelStride = 28;
        step.kernel.weightsPage = spaces[1].append(randomBytes(3, 56));
        step.kind = 2;
        step.tablePage = spaces[1].append(randomBytes(4, 1026));
        step.first = identity(type(int16).min, type(int16).max);
        step.second = identity(-128, 127);
        step.second.multiplier = 1 << 12;
        placeOutput(step, spaces);
    }

    function test_the_right_witness_is_accepted() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        checkEqual(Reference.ranges(step, ELEMENT, 0, true).length, 3, "runs");
        checkSigned(prove(step, spaces, ELEMENT), referenceValue(step, spaces, ELEMENT), "value");
    }

    function test_any_wrong_sibling_reverts() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT);
        for (uint256 i = 0; i < siblings.length; ++i) {
            bytes32 right = siblings[i];
            siblings[i] = bytes32(uint256(right) ^ 1);
            bytes4 expected =
                right == 0 ? PagedTree.PagedTree_PaddingNotZero.selector : WitnessLib.Witness_WrongNode.selector;
            _expect(expected, _call(step, spaces, chunks, siblings));
            siblings[i] = right;
        }
    }

    function test_any_wrong_chunk_reverts() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT);
        for (uint256 i = 0; i < chunks.length; i += 29) {
            chunks[i] ^= 0x10;
            _expect(WitnessLib.Witness_WrongNode.selector, _call(step, spaces, chunks, siblings));
            chunks[i] ^= 0x10;
        }
    }

    function test_truncated_or_extended_chunks_revert() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT);
        bytes4 expected = WitnessLib.Witness_WrongChunkBytes.selector;
        uint256 length = chunks.length;
        uint256[4] memory cuts = [uint256(1), 127, 128, length];
        for (uint256 i = 0; i < cuts.length; ++i) {
            _expect(expected, _call(step, spaces, _resized(chunks, length - cuts[i]), siblings));
        }
        _expect(expected, _call(step, spaces, _resized(chunks, length + 1), siblings));
        _expect(expected, _call(step, spaces, _resized(chunks, length + 128), siblings));
    }

    function test_missing_or_extra_siblings_revert() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT);
        bytes4 expected = WitnessLib.Witness_WrongSiblingCount.selector;
        _expect(expected, _call(step, spaces, chunks, TreeBuilder.join(siblings, new bytes32[](1))));
        bytes32[] memory fewer = new bytes32[](siblings.length - 1);
        for (uint256 i = 0; i < fewer.length; ++i) fewer[i] = siblings[i];
        _expect(expected, _call(step, spaces, chunks, fewer));
        _expect(expected, _call(step, spaces, chunks, new bytes32[](0)));
    }

    function test_runs_in_another_order_revert() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        Range[] memory ranges = Reference.ranges(step, ELEMENT, 0, true);
        (ranges[0], ranges[1]) = (ranges[1], ranges[0]);
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        _expect(WitnessLib.Witness_WrongNode.selector, _call(step, spaces, chunks, siblings));
    }

    function test_another_element_reverts() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT + 61);
        _expect(WitnessLib.Witness_WrongNode.selector, _call(step, spaces, chunks, siblings));
    }

    function test_operand_beyond_its_space_reverts() external view {
        (Step memory step, Space[4] memory spaces) = _build();
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, ELEMENT);
        step.a.page = 3;
        _expect(WitnessLib.Witness_BeyondSpace.selector, _call(step, spaces, chunks, siblings));
    }

    function test_wrong_arguments_revert() external {
        (Step memory step, Space[4] memory spaces) = _build();
        bytes memory instruction = step.encode();
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        bytes32[] memory none = new bytes32[](0);
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_ElementOutOfRange.selector, 156, 156));
        verifier.recomputeElement(instruction, 156, roots, "", none);
        vm.expectRevert(
            abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_WrongInstructionLength.selector, 224, 223)
        );
        verifier.recomputeElement(_resized(instruction, 223), 0, roots, "", none);
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_WholeStep.selector));
        verifier.accumulateSegment(instruction, 0, 0, 0, roots, "", none);
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_WholeStep.selector));
        verifier.finishElement(instruction, 0, 0, roots, "", none);
    }

    function test_segment_arguments() external {
        (Step memory step, Space[4] memory spaces) = _build();
        step.a.shape = StepEncoder.shape(1, 3, 40, 200);
        step.kernel.channelStride = 812;
        bytes memory instruction = step.encode();
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        bytes32[] memory none = new bytes32[](0);
        checkEqual(verifier.segmentCount(instruction), 2, "segments");
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_NotWholeStep.selector, 2));
        verifier.recomputeElement(instruction, 0, roots, "", none);
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_SegmentOutOfRange.selector, 2, 2));
        verifier.accumulateSegment(instruction, 0, 2, 0, roots, "", none);
    }

    function test_accumulators_wrap() external view {
        Step memory step;
        Space[4] memory spaces;
        step.opcode = 4;
        step.outputType = 2;
        step.a = operand(0, 2, 0, StepEncoder.shape(1, 1, 1, 2));
        step.shape = StepEncoder.shape(1, 1, 1, 1);
        (step.axis.outer, step.axis.length, step.axis.inner) = (1, 2, 1);
        spaces[0].append(bytes.concat(littleEndian(type(int32).max), littleEndian(1)));
        placeOutput(step, spaces);
        checkSigned(prove(step, spaces, 0), type(int32).min, "sum");

        step.opcode = 8;
        (step.axis.outer, step.axis.length, step.axis.inner) = (0, 0, 0);
        step.a = operand(0, 2, 0, StepEncoder.shape(1, 1, 1, 1));
        step.b = operand(0, 2, 0, StepEncoder.shape(1, 1, 1, 1));
        checkSigned(prove(step, spaces, 0), 1, "product of the maximum with itself");
    }

    function test_bias_wraps_and_products_reach_their_ends() external view {
        Step memory step;
        Space[4] memory spaces;
        step.opcode = 1;
        step.outputType = 2;
        step.kernel = kernel(1, 1);
        step.a = operand(0, 0, 0, StepEncoder.shape(1, 1, 1, 512));
        step.shape = StepEncoder.shape(1, 1, 1, 1);
        bytes memory least = new bytes(512);
        for (uint256 i = 0; i < 512; ++i) least[i] = 0x80;
        spaces[0].append(least);
        step.kernel.weightsPage = spaces[1].append(channelBlock(type(int32).max, 0, 0, least));
        step.kernel.channelStride = 524;
        placeOutput(step, spaces);
        checkSigned(prove(step, spaces, 0), int256(type(int32).min) + 512 * 16_384 - 1, "bias wraps");
        (step.a.zeroPoint, step.kernel.zeroPoint) = (127, 127);
        checkSigned(prove(step, spaces, 0), int256(type(int32).min) + 512 * 65_025 - 1, "zero points at the ends");
        (step.a.zeroPoint, step.kernel.zeroPoint) = (-128, 127);
        checkSigned(prove(step, spaces, 0), type(int32).max, "operand at its zero point");
    }

    function test_padding_taps_add_nothing_and_never_win() external view {
        Step memory step;
        Space[4] memory spaces;
        step.opcode = 1;
        step.outputType = 2;
        step.kernel = kernel(3, 3);
        (step.kernel.top, step.kernel.bottom, step.kernel.left, step.kernel.right) = (1, 1, 1, 1);
        step.a = operand(0, 0, 0, StepEncoder.shape(1, 1, 1, 1));
        step.a.zeroPoint = 5;
        step.shape = step.a.shape;
        spaces[0].append(hex"fe");
        step.kernel.weightsPage = spaces[1].append(channelBlock(0, 0, 0, hex"6464646403646464647f"));
        step.kernel.channelStride = 24;
        placeOutput(step, spaces);
        checkSigned(prove(step, spaces, 0), -7 * 3, "only the middle tap");

        step.opcode = 3;
        (step.kernel.weightsPage, step.kernel.channelStride, step.a.zeroPoint) = (0, 0, 0);
        checkSigned(prove(step, spaces, 0), -2, "padding does not win");
    }

    function _call(
        Step memory step,
        Space[4] memory spaces,
        bytes memory chunks,
        bytes32[] memory siblings
    ) private pure returns (bytes memory) {
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        return abi.encodeCall(IOneStepVerifier.recomputeElement, (step.encode(), ELEMENT, roots, chunks, siblings));
    }

    function _expect(bytes4 selector, bytes memory call) private view {
        (bool success, bytes memory reason) = address(verifier).staticcall(call);
        check(!success, "accepted");
        checkEqual(bytes32(bytes4(reason)), bytes32(selector), "error");
    }

    function _resized(bytes memory content, uint256 length) private pure returns (bytes memory made) {
        made = new bytes(length);
        for (uint256 i = 0; i < length && i < content.length; ++i) made[i] = content[i];
    }
}
