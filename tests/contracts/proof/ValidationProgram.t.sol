// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Reason} from "../../../contracts/proof/Reason.sol";
import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {Step, StepEncoder} from "./Step.sol";
import {ValidationFixture} from "./ValidationFixture.sol";

/// @notice Reasons 20 to 22 of docs/arithmetic.md, section 6, between instructions; and that validation ends with a reason whatever the bytes.
contract ValidationProgramTest is ValidationFixture {
    using StepEncoder for Step;

    function test_LinkMismatch() external view {
        Step memory producer = _addition();
        producer.outputSpace = 2;
        Step memory consumer = _addition();
        consumer.b.page = producer.outputPage;
        checkEqual(_link(consumer, 1, producer), 0, "same tensor");
        consumer.b.shape = StepEncoder.shape(1, 1, 1, StepEncoder.elements(producer.shape));
        checkEqual(_link(consumer, 1, producer), 0, "reshaped");
        consumer.b.shape[3] += 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "elements");
        consumer.b.shape[3] -= 1;
        consumer.b.page += 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "page");
        consumer.b.page -= 1;
        producer.outputType = 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "type");
        producer.outputType = 0;
        producer.outputSpace = 3;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "space");
        checkEqual(_link(consumer, 0, producer), 0, "operand A is an input");
        checkEqual(_link(_convolution(), 1, producer), 0, "no operand B");
        checkEqual(_link(consumer, 2, producer), 0, "no operand C");
    }

    function test_link_arguments() external {
        bytes memory instruction = _addition().encode();
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_SlotOutOfRange.selector, 3));
        verifier.validateLink(instruction, 3, instruction);
        vm.expectRevert(
            abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_WrongInstructionLength.selector, 224, 0)
        );
        verifier.validateLink(instruction, 0, "");
    }

    function test_OrderMismatch() external view {
        Step memory previous = _addition();
        (previous.nextBodyPage, previous.nextOutputPage) = (4, 7);
        Step memory next = _addition();
        (next.outputSpace, next.outputPage, next.nextBodyPage, next.nextOutputPage) = (2, 4, 5, 7);
        checkEqual(_order(previous, next), 0, "body");
        next.nextOutputPage = 8;
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "other counter");
        (next.outputPage, next.nextOutputPage) = (5, 7);
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "gap");
        (next.outputSpace, next.outputPage, next.nextBodyPage, next.nextOutputPage) = (3, 7, 4, 8);
        checkEqual(_order(previous, next), 0, "output");
        next.nextBodyPage = 5;
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "other counter");
        checkEqual(verifier.validateOrder("", next.encode()), Reason.ORDER_MISMATCH, "first");
        (next.outputPage, next.nextBodyPage, next.nextOutputPage) = (0, 0, 1);
        checkEqual(verifier.validateOrder("", next.encode()), 0, "first from zero");
    }

    function test_TotalMismatch() external view {
        Step memory last = _addition();
        (last.nextBodyPage, last.nextOutputPage) = (100, 100);
        checkEqual(verifier.validateTotal(last.encode(), _spaces), 0, "totals");
        last.nextBodyPage = 99;
        checkEqual(verifier.validateTotal(last.encode(), _spaces), Reason.TOTAL_MISMATCH, "body");
        (last.nextBodyPage, last.nextOutputPage) = (100, 101);
        checkEqual(verifier.validateTotal(last.encode(), _spaces), Reason.TOTAL_MISMATCH, "output");
    }

    function test_profile_version() external view {
        checkEqual(verifier.profileVersion(), 1, "profile");
    }

    /// @dev Whatever the bytes, validation ends with a reason and never reverts.
    function testFuzz_validation_is_total(bytes calldata garbage, uint256 seed, uint8 offset) external view {
        verifier.validateInstruction(garbage, INDEX, _spaces);
        bytes memory instruction = (seed % 2 == 0 ? _convolution() : _reduction()).encode();
        bytes memory noise = randomBytes(seed, 8);
        for (uint256 i = 0; i < 8; ++i) instruction[(uint256(offset) + i) % 224] = noise[i];
        uint8 reason = verifier.validateInstruction(instruction, INDEX, _spaces);
        check(reason <= Reason.STEP_TOO_LARGE, "reason");
    }
}
