// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An operand in decoded form.
struct Operand {
    uint8 space;
    uint8 elementType;
    uint8 shift;
    uint32 page;
    uint32[4] shape;
    int32 zeroPoint;
    int32 multiplier;
    uint32 producer;
}

/// @notice Attributes of convolutions and pools in decoded form.
struct Kernel {
    uint16 height;
    uint16 width;
    uint16 strideY;
    uint16 strideX;
    uint16 dilationY;
    uint16 dilationX;
    uint16 top;
    uint16 bottom;
    uint16 left;
    uint16 right;
    uint32 weightsPage;
    uint32 channelStride;
    int32 zeroPoint;
}

/// @notice Attributes of reductions in decoded form.
struct Axis {
    uint32 outer;
    uint32 length;
    uint32 inner;
}

/// @notice One stage of the epilogue.
struct Stage {
    int32 multiplier;
    int32 zeroPoint;
    int32 low;
    int32 high;
    uint8 shift;
}

/// @notice An instruction in decoded form.
struct Step {
    uint8 opcode;
    uint8 outputType;
    uint8 outputSpace;
    uint32 outputPage;
    uint32[4] shape;
    uint8 kind;
    uint8 flags;
    Operand a;
    Operand b;
    Kernel kernel;
    Axis axis;
    Stage first;
    uint32 tablePage;
    Stage second;
    uint32 nextBodyPage;
    uint32 nextOutputPage;
}

/// @notice Writes the canonical encoding, field by field from the tables of docs/arithmetic.md, section 3.
library StepEncoder {
    function encode(Step memory step) internal pure returns (bytes memory instruction) {
        instruction = bytes.concat(_head(step), _operand(step.a), _operand(step.b), _attributes(step), _epilogue(step));
        instruction = bytes.concat(instruction, bytes4(step.nextBodyPage), bytes4(step.nextOutputPage), bytes12(0));
        assert(instruction.length == 224);
    }

    function shape(uint256 n, uint256 h, uint256 w, uint256 c) internal pure returns (uint32[4] memory made) {
        made = [uint32(n), uint32(h), uint32(w), uint32(c)];
    }

    function elements(uint32[4] memory sizes) internal pure returns (uint256 count) {
        count = uint256(sizes[0]) * sizes[1] * sizes[2] * sizes[3];
    }

    function _head(Step memory step) private pure returns (bytes memory) {
        bytes memory types = abi.encodePacked(uint8(1), step.opcode, step.outputType, step.outputSpace);
        return abi.encodePacked(types, step.outputPage, _shape(step.shape), step.kind, step.flags, bytes6(0));
    }

    function _shape(uint32[4] memory sizes) private pure returns (bytes memory) {
        return abi.encodePacked(sizes[0], sizes[1], sizes[2], sizes[3]);
    }

    function _operand(Operand memory operand) private pure returns (bytes memory) {
        bytes memory types = abi.encodePacked(operand.space, operand.elementType, operand.shift, uint8(0));
        bytes memory place = abi.encodePacked(types, operand.page, _shape(operand.shape));
        return abi.encodePacked(place, operand.zeroPoint, operand.multiplier, operand.producer, uint32(0));
    }

    function _attributes(Step memory step) private pure returns (bytes memory) {
        bool isWindow = step.opcode <= 3 || step.opcode == 11 || step.opcode == 12;
        bool isReduction = step.opcode == 4 || step.opcode == 5 || step.opcode == 13 || step.opcode == 14;
        if (!isWindow && !isReduction) return new bytes(48);
        if (isReduction) return abi.encodePacked(step.axis.outer, step.axis.length, step.axis.inner, new bytes(36));
        Kernel memory k = step.kernel;
        bytes memory sizes = abi.encodePacked(k.height, k.width, k.strideY, k.strideX, k.dilationY, k.dilationX);
        bytes memory pads = abi.encodePacked(k.top, k.bottom, k.left, k.right);
        return abi.encodePacked(sizes, pads, k.weightsPage, k.channelStride, k.zeroPoint, new bytes(16));
    }

    function _epilogue(Step memory step) private pure returns (bytes memory) {
        return bytes.concat(_stage(step.first), bytes4(step.tablePage), _stage(step.second));
    }

    function _stage(Stage memory stage) private pure returns (bytes memory) {
        return abi.encodePacked(stage.multiplier, stage.zeroPoint, stage.low, stage.high, stage.shift, bytes3(0));
    }
}
