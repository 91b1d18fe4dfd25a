// What the driver asks of libFuzzer, which is linked only by `make fuzz`.
#include <stddef.h>
#include <stdint.h>

// Calls back with one input after another, until one fails or the time is over.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

// Changes some bytes in place, as libFuzzer does where nobody else has a say; gives their new number.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
