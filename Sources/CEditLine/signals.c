#include "CSignalPipe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = {-1, -1};

static void forward(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  // A full pipe has signals enough.
  ssize_t written = write(ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

int signal_pipe_open(void) {
  if (pipe(ends) != 0) return -1;
  for (int index = 0; index < 2; index++) fcntl(ends[index], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  return ends[0];
}

static void install(int number) {
  struct sigaction action = {0};
  action.sa_handler = forward;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

bool signal_pipe_watch(int number) {
  struct sigaction current;
  if (sigaction(number, NULL, &current) != 0) return false;
  // SIGWINCH is ignored by default.
  if (current.sa_handler == SIG_IGN && number != SIGWINCH) return false;
  install(number);
  // Whoever started the process may have had it blocked, which is inherited (a thread pool does
  // that).
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  return true;
}

void signal_pipe_deliver(int number) {
  struct sigaction action = {0};
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
  // To this thread: it is over before the call returns, and so is the stop of the whole process.
  raise(number);
  install(number);
}
