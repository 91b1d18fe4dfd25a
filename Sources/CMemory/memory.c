// `madvise` is not in POSIX.
#define _DEFAULT_SOURCE
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>

#if defined(__GLIBC__)
#include <limits.h>
#include <malloc.h>
#include <sys/mman.h>
#endif

void journey_expect_memory(size_t bytes)
{
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  // Large blocks come from the heap like small ones, and what is freed stays there.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  char *block = malloc(bytes);
  if (!block) return;
  const uintptr_t page = 2 << 20;
  uintptr_t first = ((uintptr_t)block + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)block + bytes) & ~(page - 1);
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
  free(block);
#else
  (void)bytes;
#endif
}
