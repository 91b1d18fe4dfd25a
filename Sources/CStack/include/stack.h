// How deep a thread stands in its stack, which Swift cannot say.
#ifndef JOURNEY_STACK_H
#define JOURNEY_STACK_H

#include <stdint.h>

// The address of the frame that asks. Stacks grow downwards, so a deeper frame has a lower one. A local's address would not
// do: the address sanitizer puts locals elsewhere.
static inline uintptr_t journey_stack_address(void) { return (uintptr_t)__builtin_frame_address(0); }

#endif
