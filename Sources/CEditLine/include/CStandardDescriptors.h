// Descriptors 0, 1 and 2, which whoever starts the process may have closed. The next files opened
// would get their numbers, and be read and written in their place: a pipe, a journal, a checkpoint.
#ifndef CSTANDARDDESCRIPTORS_H
#define CSTANDARDDESCRIPTORS_H

#include <stdbool.h>

// Opens /dev/null where they are closed. To be called before anything else is opened. False where
// there is no /dev/null.
bool standard_descriptors_fill(void);

#endif
