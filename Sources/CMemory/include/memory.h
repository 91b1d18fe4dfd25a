// What a program may tell its allocator, and Swift cannot say.
#ifndef JOURNEY_MEMORY_H
#define JOURNEY_MEMORY_H

#include <stddef.h>

// Has the heap grow at once by what is going to be needed, in large pages where the system has them: memory is given when
// it is first touched, and of pages of four kilobytes there are so many that giving them takes a third of the time in which
// a text is parsed. What is never touched takes no memory. A heap of which nothing of this is known stays as it is.
void journey_expect_memory(size_t bytes);

#endif
