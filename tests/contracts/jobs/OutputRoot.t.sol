// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OutputRoot} from "../../../contracts/libraries/OutputRoot.sol";
import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {Test} from "../support/Test.sol";

/// @notice The root of a published output is the paged-tree root of its zero-padded pages.
contract OutputRootTest is Test {
    function testFuzz_rootOf_equalsTheTreeOverPaddedPages(bytes calldata output, uint8 more) public view {
        uint256 pages = bound(more, (output.length + 511) / 512, 16);
        if (pages == 0) pages = 1;
        bytes memory padded = bytes.concat(output, new bytes(pages * 512 - output.length));
        checkEqual(this.published(output, pages), this.paged(padded), "root");
    }

    function test_rootOf_emptyOutputIsAPageOfZeros() public view {
        for (uint256 pages = 1; pages <= 8; ++pages)
            checkEqual(this.published("", pages), this.paged(new bytes(pages * 512)), "root");
    }

    function test_rootOf_everyByteCounts() public view {
        bytes memory output = new bytes(1024);
        bytes32 zero = this.published(output, 2);
        for (uint256 i = 0; i < 1024; i += 41) {
            output[i] = 0x01;
            check(this.published(output, 2) != zero, "another byte, another root");
            output[i] = 0x00;
        }
    }

    function published(bytes calldata output, uint256 pages) external pure returns (bytes32 root) {
        return OutputRoot.rootOf(output, pages);
    }

    function paged(bytes calldata content) external pure returns (bytes32 root) {
        return PagedTree.rootOfPages(content);
    }
}
