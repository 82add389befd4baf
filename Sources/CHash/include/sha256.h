#ifndef CHASH_SHA256_H
#define CHASH_SHA256_H

#include <stddef.h>
#include <stdint.h>

/// SHA-256 in progress (FIPS 180-4). A plain value: copying it forks the digest.
typedef struct {
  uint32_t state[8];
  uint64_t length;
  uint8_t pending[64];
} chash_sha256;

void chash_sha256_start(chash_sha256 *hash);
void chash_sha256_update(chash_sha256 *hash, const void *bytes, size_t count);
/// Writes 32 bytes; the value cannot be updated afterwards.
void chash_sha256_finish(chash_sha256 *hash, uint8_t digest[32]);

/// The block functions, for the test that compares them. The fast one answers 0, having done
/// nothing, where the processor has no SHA instructions.
void chash_sha256_blocks_plain(uint32_t state[8], const uint8_t *bytes, size_t blocks);
int chash_sha256_blocks_fast(uint32_t state[8], const uint8_t *bytes, size_t blocks);

#endif
