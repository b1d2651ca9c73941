// Turns TOSA golden vectors (one JSON object per line) into the fixtures of the one-step verifier's tests.
//
//   node eng/generate-step-vectors.mjs <folder of *.jsonl> <output folder>
//
// A fixture is the hex of abi.encode(bytes[][]): per case five fields
//   0 id, 1 attributes (int32, big-endian), 2 tensor A, 3 tensor B or constants, 4 output;
// a tensor is type (u8), shape (4 × u32 big-endian), then its row-major little-endian bytes.
// Cases that the profile does not express (unsigned types, multiplication with a shift, 8-bit tables) are left out.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source, target] = process.argv.slice(2);
if (!source || !target) {
    console.error("usage: generate-step-vectors.mjs <folder of *.jsonl> <output folder>");
    process.exit(2);
}

const types = { int8: 0, int16: 1, int32: 2 };
const bytesOf = (tensor) => Buffer.from(tensor.data, "base64");
const product = (values) => values.reduce((a, b) => a * b, 1);

const numbersOf = (tensor) => {
    const bytes = bytesOf(tensor);
    const size = 1 << types[tensor.type];
    return Array.from({ length: bytes.length / size }, (_, i) => bytes.readIntLE(i * size, size));
};

const fieldOf = (type, shape, bytes) => {
    const head = Buffer.alloc(17);
    head.writeUInt8(types[type], 0);
    shape.forEach((size, axis) => head.writeUInt32BE(size, 1 + 4 * axis));
    return Buffer.concat([head, bytes]);
};

const rank4 = (shape) => [...Array(4 - shape.length).fill(1), ...shape];
const tensorField = (tensor, shape = rank4(tensor.shape)) => fieldOf(tensor.type, shape, bytesOf(tensor));
const integers = (values) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
    return bytes;
};
const none = Buffer.alloc(0);

const convolution = ({ attrs, inputs, output }) => {
    const [input, weight, bias, inputZero, weightZero] = inputs;
    const integersOf = [...attrs.pad, ...attrs.stride, ...attrs.dilation];
    const zeros = [numbersOf(inputZero)[0], numbersOf(weightZero)[0]];
    const constants = Buffer.concat([integers([bias.shape[0]]), bytesOf(bias), tensorField(weight)]);
    return [[integers([...integersOf, ...zeros]), tensorField(input), constants, tensorField(output)]];
};

const pool = ({ attrs, inputs, output }) => [
    [integers([...attrs.kernel, ...attrs.stride, ...attrs.pad]), tensorField(inputs[0]), none, tensorField(output)],
];

const reduction = ({ attrs, inputs, output }) => {
    const shape = inputs[0].shape;
    const outer = product(shape.slice(0, attrs.axis));
    const length = shape[attrs.axis];
    const inner = product(shape.slice(attrs.axis + 1));
    return [
        [
            integers([outer, length, inner]),
            tensorField(inputs[0], [1, outer, length, inner]),
            none,
            tensorField(output, [1, 1, outer, inner]),
        ],
    ];
};

// Joins neighbouring axes that broadcast alike until four are left.
const joined = (left, right, out) => {
    const axes = out.map((size, axis) => [left[axis], right[axis], size]);
    const alike = (x, y) => (x[0] === x[2]) === (y[0] === y[2]) && (x[1] === x[2]) === (y[1] === y[2]);
    for (let axis = 0; axes.length > 4 && axis + 1 < axes.length;) {
        if (alike(axes[axis], axes[axis + 1])) {
            axes.splice(
                axis,
                2,
                axes[axis].map((size, i) => size * axes[axis + 1][i]),
            );
        } else ++axis;
    }
    return axes.length > 4 ? null : [0, 1, 2].map((i) => rank4(axes.map((sizes) => sizes[i])));
};

const elementWise = ({ op, inputs, output }) => {
    if (op === "MUL" && numbersOf(inputs[2])[0] !== 0) return [];
    const shapes = joined(inputs[0].shape, inputs[1].shape, output.shape);
    if (!shapes) return [];
    return [
        [none, tensorField(inputs[0], shapes[0]), tensorField(inputs[1], shapes[1]), tensorField(output, shapes[2])],
    ];
};

const slice = (tensor, channels, channel) => {
    const size = 1 << types[tensor.type];
    const bytes = bytesOf(tensor);
    const count = bytes.length / size / channels;
    const picked = Array.from({ length: count }, (_, i) => {
        const at = (i * channels + channel) * size;
        return bytes.subarray(at, at + size);
    });
    return fieldOf(tensor.type, [1, 1, 1, count], Buffer.concat(picked));
};

const rescale = ({ attrs, inputs, output }) => {
    const [input, multiplier, shift, inputZero, outputZero] = inputs;
    if (!(input.type in types) || !(output.type in types)) return [];
    // The opcode has one multiplier: of a vector with one per channel, the last channel is kept.
    const channels = multiplier.shape[0];
    const channel = channels - 1;
    const scaling = [numbersOf(multiplier)[channel], numbersOf(shift)[channel]];
    const zeros = [numbersOf(inputZero)[0], numbersOf(outputZero)[0]];
    const attributes = integers([...scaling, ...zeros, attrs.rounding_mode === "DOUBLE_ROUND" ? 1 : 0]);
    return [[attributes, slice(input, channels, channel), none, slice(output, channels, channel)]];
};

const table = ({ inputs, output }) =>
    inputs[0].type === "int16" ? [[none, tensorField(inputs[0]), bytesOf(inputs[1]), tensorField(output)]] : [];

const word = (value) => {
    const bytes = Buffer.alloc(32);
    bytes.writeUInt32BE(value, 28);
    return bytes;
};
const encodeBytes = (bytes) => Buffer.concat([word(bytes.length), bytes, Buffer.alloc(-bytes.length & 31)]);
const encodeArray = (items) => {
    let offset = 32 * items.length;
    const heads = items.map((item) => {
        const head = word(offset);
        offset += item.length;
        return head;
    });
    return Buffer.concat([word(items.length), ...heads, ...items]);
};

const generators = {
    conv2d: convolution,
    depthwise_conv2d: convolution,
    max_pool2d: pool,
    reduce_sum: reduction,
    reduce_max: reduction,
    add: elementWise,
    sub: elementWise,
    mul: elementWise,
    rescale,
    table,
};

for (const [name, generate] of Object.entries(generators)) {
    const cases = readFileSync(join(source, `${name}.jsonl`), "utf8")
        .trim()
        .split("\n")
        .map(JSON.parse);
    const fields = cases.flatMap((one) => generate(one).map((rest) => [Buffer.from(one.id), ...rest]));
    const encoded = Buffer.concat([word(32), encodeArray(fields.map((one) => encodeArray(one.map(encodeBytes))))]);
    writeFileSync(join(target, `${name}.hex`), `0x${encoded.toString("hex")}\n`);
    console.log(`${name}: ${fields.length} cases of ${cases.length} vectors, ${encoded.length} bytes`);
}
