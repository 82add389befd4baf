#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef __linux__
#include <pty.h>
#else
#include <util.h>
#endif

int pseudo_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int rows, int columns,
    pid_t *process) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal = -1;
  *process = forkpty(&terminal, NULL, NULL, &size);
  if (*process == 0) {
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int descriptor = 3; descriptor < 256; descriptor++) close(descriptor);
    execve(program, arguments, environment);
    _exit(127);
  }
  if (*process > 0) fcntl(terminal, F_SETFD, FD_CLOEXEC);
  return *process < 0 ? -1 : terminal;
}

int pseudo_terminal_resize(int terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}
