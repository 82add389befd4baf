#ifndef CHDF5_H
#define CHDF5_H

// Keras' weight files through libhdf5, without any of the library's types: hdf5.h is mostly macros
// over run-time variables, which Swift cannot import.

#include <stddef.h>
#include <stdint.h>

/// How a reading ended.
typedef enum {
  chdf5_done = 0,       // the records are whole
  chdf5_no_memory = 1,  // memory for the records, or the helper process, was refused; see `error`
  chdf5_crashed = 2,    // the library crashed or was stopped by signal `error`
  chdf5_too_much = 3,   // the file describes more than `limit` bytes of records
} chdf5_outcome;

/// Reads all weights of a file that is in memory.
///
/// libhdf5 was not made for hostile files: a single changed byte can make it crash, hang or take
/// all memory. It therefore runs in a forked process with bounded memory and time, and sends what
/// it finds as records, which the caller parses with distrust. A record is a tag byte, a 64-bit
/// length and that many bytes, all numbers in native order:
///
///     'L'  a layer's name                     (UTF-8)
///     'N'  name of the weight that follows    (UTF-8), of the last layer
///     'S'  its extents                        (64-bit unsigned each)
///     'F'  its elements                       (32-bit floats, row-major)
///     'E'  why the file is refused            (UTF-8); the last record
///     'Z'  the end; without it or 'E' the records are not whole
///
/// `*records` is to be freed by the caller.
chdf5_outcome chdf5_read_weights(const void *image, size_t size, size_t limit,
                                 unsigned char **records, size_t *count, int *error);

/// A file being built in memory.
typedef struct chdf5_writer chdf5_writer;

/// Starts a file; NULL where the library refuses.
chdf5_writer *chdf5_writer_create(void);

/// Makes a group below the root.
int chdf5_writer_group(chdf5_writer *writer, const char *path);

/// Gives the group at `path` ("/" for the root) a text.
int chdf5_writer_text(chdf5_writer *writer, const char *path, const char *name, const char *value);

/// Gives the group at `path` a list of texts, as fixed-length strings; `values` are NUL-terminated
/// texts one after the other.
int chdf5_writer_texts(chdf5_writer *writer, const char *path, const char *name,
                       const char *values, size_t count);

/// Writes a data set of 32-bit floats; missing groups of its path are made.
int chdf5_writer_floats(chdf5_writer *writer, const char *path, const uint64_t *extents,
                        int rank, const float *elements);

/// Ends the file and hands out its bytes, to be freed by the caller. Negative where the library
/// refused anything since the start. The writer is gone in any case.
int chdf5_writer_finish(chdf5_writer *writer, unsigned char **bytes, size_t *count);

/// The library's version, as three numbers.
void chdf5_version(unsigned version[3]);

#endif
