// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Zoo
/// @notice One of every shape that the code generator and the codecs must handle. Never deployed for value.
contract Zoo {
    enum Kind {
        Plain,
        Fancy
    }

    struct Job {
        address client;
        uint96 price;
        bytes32 modelId;
        Kind kind;
        uint64[] shape;
        bytes[] inputs;
    }

    struct Leaf {
        int128 weight;
        string label;
    }

    struct Branch {
        uint16 id;
        Leaf[] leaves;
        Leaf best;
    }

    struct Point {
        int32 x;
        uint8 y;
    }

    event Posted(address indexed client, bytes32 indexed jobId, uint256 price, uint64[] shape);
    event Named(string indexed name, string plain, Point where);
    event Hidden(uint256 indexed id) anonymous;
    event Emptied();

    error Zoo_PriceTooLow(uint256 price, uint256 minimum);
    error Zoo_Rejected(Job job, string reason);
    error Zoo_Closed();

    uint256 public total;
    mapping(address => Point) public points;

    constructor(address owner, uint256[] memory amounts) {
        total = amounts.length + uint160(owner);
    }

    receive() external payable {}

    function post(Job calldata job, bytes32[] calldata proof) external payable returns (bytes32 jobId) {
        if (job.price == 0) revert Zoo_PriceTooLow(job.price, 1);
        if (proof.length == 0) revert Zoo_Rejected(job, "no proof");
        jobId = keccak256(abi.encode(job, proof));
        emit Posted(job.client, jobId, job.price, job.shape);
    }

    function post(uint256 amount) external returns (uint256 doubled) {
        if (amount == 0) revert Zoo_Closed();
        doubled = 2 * amount;
        emit Hidden(amount);
        emit Emptied();
    }

    function echo(Branch[] calldata branches) external pure returns (Branch[] memory copy) {
        copy = branches;
    }

    function grid(
        uint8[2][] calldata cells,
        Point[3] calldata corners
    ) external returns (uint8[2][] memory, Point[3] memory) {
        emit Named("grid", "grid", corners[0]);
        return (cells, corners);
    }

    function pack(
        bytes4 tag,
        bool flag,
        int8 small,
        uint40 when,
        string calldata text
    ) external pure returns (bytes4 tagOut, bool flagOut, int8 smallOut, uint40 whenOut, string memory textOut) {
        return (tag, flag, small, when, text);
    }

    function words(
        uint256 event_,
        uint256 operator,
        uint256 value,
        uint256 gas,
        uint256 nonce
    ) external pure returns (uint256 params) {
        return event_ + operator + value + gas + nonce;
    }

    function ping() external pure {}
}
