// Keccak-256 over the chunks of a space, the leaves of its pages, groups of pages and pairs of nodes: every message is one block. A work item hashes HASH_LANES messages side by side.

#if HASH_LANES == 8
typedef ulong8 lane;
#else
typedef ulong lane;
#endif

#define CHUNK_WORDS 16
#define DIGEST_WORDS 4
#define CHUNKS_PER_PAGE 4
#define PAGES_PER_GROUP 4
#define RATE_WORDS 17

__constant ulong keccak_rounds[24] = {
    0x0000000000000001UL, 0x0000000000008082UL, 0x800000000000808AUL, 0x8000000080008000UL, 0x000000000000808BUL, 0x0000000080000001UL,
    0x8000000080008081UL, 0x8000000000008009UL, 0x000000000000008AUL, 0x0000000000000088UL, 0x0000000080008009UL, 0x000000008000000AUL,
    0x000000008000808BUL, 0x800000000000008BUL, 0x8000000000008089UL, 0x8000000000008003UL, 0x8000000000008002UL, 0x8000000000000080UL,
    0x000000000000800AUL, 0x800000008000000AUL, 0x8000000080008081UL, 0x8000000000008080UL, 0x0000000080000001UL, 0x8000000080008008UL
};

#define ROTATED(x, n) rotate(x, (lane)((ulong)(n)))

// Indices are literals everywhere, so that the state stays in registers.
#define KECCAK_PARITY(x) (s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20])
#define KECCAK_THETA(x, d)                                                                                          \
    s[x] ^= d, s[x + 5] ^= d, s[x + 10] ^= d, s[x + 15] ^= d, s[x + 20] ^= d
#define KECCAK_MOVE(target, places)                                                                                 \
    next = s[target], s[target] = ROTATED(moved, places), moved = next
#define KECCAK_CHI(y)                                                                                               \
    do {                                                                                                            \
        lane a0 = s[y], a1 = s[y + 1], a2 = s[y + 2], a3 = s[y + 3], a4 = s[y + 4];                                 \
        s[y] = a0 ^ (~a1 & a2), s[y + 1] = a1 ^ (~a2 & a3), s[y + 2] = a2 ^ (~a3 & a4);                             \
        s[y + 3] = a3 ^ (~a4 & a0), s[y + 4] = a4 ^ (~a0 & a1);                                                     \
    } while (0)

static inline void keccak_permute(lane *s)
{
    for (int round = 0; round < 24; round++) {
        lane c0 = KECCAK_PARITY(0), c1 = KECCAK_PARITY(1), c2 = KECCAK_PARITY(2), c3 = KECCAK_PARITY(3), c4 = KECCAK_PARITY(4);
        lane d0 = c4 ^ ROTATED(c1, 1), d1 = c0 ^ ROTATED(c2, 1), d2 = c1 ^ ROTATED(c3, 1), d3 = c2 ^ ROTATED(c4, 1), d4 = c3 ^ ROTATED(c0, 1);
        KECCAK_THETA(0, d0);
        KECCAK_THETA(1, d1);
        KECCAK_THETA(2, d2);
        KECCAK_THETA(3, d3);
        KECCAK_THETA(4, d4);
        lane moved = s[1], next;
        KECCAK_MOVE(10, 1);
        KECCAK_MOVE(7, 3);
        KECCAK_MOVE(11, 6);
        KECCAK_MOVE(17, 10);
        KECCAK_MOVE(18, 15);
        KECCAK_MOVE(3, 21);
        KECCAK_MOVE(5, 28);
        KECCAK_MOVE(16, 36);
        KECCAK_MOVE(8, 45);
        KECCAK_MOVE(21, 55);
        KECCAK_MOVE(24, 2);
        KECCAK_MOVE(4, 14);
        KECCAK_MOVE(15, 27);
        KECCAK_MOVE(23, 41);
        KECCAK_MOVE(19, 56);
        KECCAK_MOVE(13, 8);
        KECCAK_MOVE(12, 25);
        KECCAK_MOVE(2, 43);
        KECCAK_MOVE(20, 62);
        KECCAK_MOVE(14, 18);
        KECCAK_MOVE(22, 39);
        KECCAK_MOVE(9, 61);
        KECCAK_MOVE(6, 20);
        KECCAK_MOVE(1, 44);
        KECCAK_CHI(0);
        KECCAK_CHI(5);
        KECCAK_CHI(10);
        KECCAK_CHI(15);
        KECCAK_CHI(20);
        s[0] ^= (lane)(keccak_rounds[round]);
    }
}

// Word `word` of the messages from `first` on, `stride` words each; a word behind the last of all `words` is zero.
static inline lane load_lane(__global const ulong *x, ulong first, uint stride, uint word, ulong words)
{
    ulong at = first * stride + word;
#if HASH_LANES == 8
    lane result;
    ulong *part = (ulong *)&result;
    for (int i = 0; i < 8; i++, at += stride)
        part[i] = at < words ? x[at] : 0;
    return result;
#else
    return at < words ? x[at] : 0;
#endif
}

// A prefix byte, then the words of the message, each shifted by that byte, then the padding of keccak's only block.
static inline void hash_messages(
    __global const ulong *x, ulong words, ulong first, ulong count, ulong prefix, uint length, __global ulong *digests)
{
    lane s[25];
    lane carry = (lane)(prefix);
#pragma unroll
    for (uint i = 0; i < length; i++) {
        lane word = load_lane(x, first, length, i, words);
        s[i] = carry | (word << (lane)(8UL));
        carry = word >> (lane)(56UL);
    }
    s[length] = carry | (lane)(0x0100UL);
#pragma unroll
    for (uint i = length + 1; i < 25; i++)
        s[i] = (lane)(0UL);
    s[RATE_WORDS - 1] |= (lane)(0x80UL << 56);
    keccak_permute(s);
    for (uint word = 0; word < DIGEST_WORDS; word++) {
#if HASH_LANES == 8
        const ulong *part = (const ulong *)&s[word];
        for (uint i = 0; i < 8 && first + i < count; i++)
            digests[(first + i) * DIGEST_WORDS + word] = part[i];
#else
        digests[first * DIGEST_WORDS + word] = s[word];
#endif
    }
}

// keccak256(0x00 || chunk) for every chunk of a space.
__kernel void hash_chunks(__global const ulong *space, __global ulong *nodes, const ulong target, const ulong count)
{
    ulong first = (ulong)get_global_id(0) * HASH_LANES;
    if (first < count)
        hash_messages(space, count * CHUNK_WORDS, first, count, 0UL, CHUNK_WORDS, nodes + target * DIGEST_WORDS);
}

// keccak256(0x03 || four leaves) for every page of `leaves` chunks.
__kernel void hash_pages(__global ulong *nodes, const ulong source, const ulong target, const ulong leaves)
{
    ulong first = (ulong)get_global_id(0) * HASH_LANES;
    ulong count = leaves / CHUNKS_PER_PAGE;
    if (first < count)
        hash_messages(
            nodes + source * DIGEST_WORDS, leaves * DIGEST_WORDS, first, count, 3UL, CHUNKS_PER_PAGE * DIGEST_WORDS,
            nodes + target * DIGEST_WORDS);
}

// keccak256(0x04 || four pages) for every group of `pages` pages; a page that is not there is zero.
__kernel void hash_groups(__global ulong *nodes, const ulong source, const ulong target, const ulong pages)
{
    ulong first = (ulong)get_global_id(0) * HASH_LANES;
    ulong count = (pages + PAGES_PER_GROUP - 1) / PAGES_PER_GROUP;
    if (first < count)
        hash_messages(
            nodes + source * DIGEST_WORDS, pages * DIGEST_WORDS, first, count, 4UL, PAGES_PER_GROUP * DIGEST_WORDS,
            nodes + target * DIGEST_WORDS);
}

// keccak256(0x01 || left || right) for every pair of a level of `children` nodes; a right node that is not there is zero.
__kernel void hash_pairs(__global ulong *nodes, const ulong source, const ulong target, const ulong children)
{
    ulong first = (ulong)get_global_id(0) * HASH_LANES;
    ulong count = (children + 1) / 2;
    if (first < count)
        hash_messages(nodes + source * DIGEST_WORDS, children * DIGEST_WORDS, first, count, 1UL, 2 * DIGEST_WORDS, nodes + target * DIGEST_WORDS);
}
