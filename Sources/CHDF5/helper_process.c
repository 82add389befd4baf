#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chdf5.h"
#include "read_weights.h"

static int write_all(int descriptor, const void *bytes, size_t count) {
  const char *rest = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, rest, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return -1;
    rest += written;
    count -= (size_t)written;
  }
  return 0;
}

static int send_record(chdf5_sink *sink, char tag, const void *bytes, size_t count) {
  char head[9];
  uint64_t length = count;
  head[0] = tag;
  memcpy(head + 1, &length, sizeof length);
  if (write_all(sink->descriptor, head, sizeof head) < 0) return -1;
  return write_all(sink->descriptor, bytes, count);
}

// Bounds what the library may take: memory beyond what the process has already, and seconds.
static void confine(size_t size) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // A healthy file takes milliseconds. The soft limit comes first, so that its signal tells why.
  rlim_t seconds = 5 + (rlim_t)(size >> 24);
  struct rlimit time = {seconds, seconds + 1};
  setrlimit(RLIMIT_CPU, &time);
#ifdef __linux__
  // macOS does not enforce this limit; there, only time is bounded.
  FILE *file = fopen("/proc/self/statm", "re");
  unsigned long pages = 0;
  if (file && fscanf(file, "%lu", &pages) == 1) {
    rlim_t bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + size + (64u << 20);
    struct rlimit memory = {bytes, bytes};
    setrlimit(RLIMIT_AS, &memory);
  }
  if (file) fclose(file);
#endif
  // The parent's handlers write to memory that is no longer shared, and crash reporters must not
  // tell the user about a crash that is caught.
  static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS,
                                SIGTERM, SIGHUP, SIGPIPE, SIGXCPU, SIGALRM, SIGUSR1, SIGQUIT};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], SIG_DFL);
  // Ctrl-C belongs to the parent, which kills this process when it wants to.
  signal(SIGINT, SIG_IGN);
  // What a batch system sends to all processes of a job: the parent keeps its run and goes on.
  signal(SIGUSR2, SIG_IGN);
  sigset_t all;
  sigemptyset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  alarm((unsigned)(6 * seconds));  // for a process that waits instead
  // The C library reports heap damage there.
  int silence = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (silence >= 0) {
    dup2(silence, 0);
    dup2(silence, 1);
    dup2(silence, 2);
  }
}

// Leaves the standard streams and `kept` open, and nothing else: locked files of the parent must
// not stay locked should the parent be killed. Returns the number that `kept` has then.
static int keep_only(int kept) {
  if (kept != 3 && dup2(kept, 3) < 0) return kept;
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, 4u, ~0u, 0u) == 0) return 3;
#endif
  long count = sysconf(_SC_OPEN_MAX);
  if (count < 0 || count > 65536) count = 65536;
  for (int descriptor = 4; descriptor < count; descriptor++) close(descriptor);
  return 3;
}

// Collects what the helper sends, at most `limit` bytes.
static chdf5_outcome collect(int descriptor, size_t limit, unsigned char **records,
                             size_t *count, int *error) {
  size_t room = 0;
  for (;;) {
    if (*count == room) {
      if (room >= limit) return chdf5_too_much;
      size_t larger = room ? room + room / 2 : 1 << 16;
      if (larger > limit) larger = limit;
      unsigned char *grown = realloc(*records, larger);
      if (!grown) {
        *error = ENOMEM;
        return chdf5_no_memory;
      }
      *records = grown;
      room = larger;
    }
    ssize_t got = read(descriptor, *records + *count, room - *count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return chdf5_done;
    *count += (size_t)got;
  }
}

chdf5_outcome chdf5_read_weights(const void *image, size_t size, size_t limit,
                                 unsigned char **records, size_t *count, int *error) {
  *records = NULL;
  *count = 0;
  *error = 0;
  int ends[2];
  if (pipe(ends) < 0) {
    *error = errno;
    return chdf5_no_memory;
  }
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  pid_t helper = fork();
  if (helper < 0) {
    *error = errno;
    close(ends[0]);
    close(ends[1]);
    return chdf5_no_memory;
  }
  if (helper == 0) {
    close(ends[0]);
    // Above the standard streams, which are redirected.
    int records_end = keep_only(fcntl(ends[1], F_DUPFD, 3));
    confine(size);
    chdf5_sink sink = {send_record, records_end};
    chdf5_read_to(&sink, image, size);
    _exit(0);  // without the parent's exit handlers
  }
  close(ends[1]);
  chdf5_outcome outcome = collect(ends[0], limit, records, count, error);
  close(ends[0]);
  if (outcome != chdf5_done) kill(helper, SIGKILL);
  int status = 0;
  pid_t waited;
  do waited = waitpid(helper, &status, 0);
  while (waited < 0 && errno == EINTR);
  if (outcome == chdf5_done && waited == helper && WIFSIGNALED(status)) {
    *error = WTERMSIG(status);
    return chdf5_crashed;
  }
  return outcome;
}
