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
#include <utmp.h>
#else
#include <util.h>
#endif

int pseudo_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int rows, int columns,
    pid_t *process, struct termios *modes) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal = -1, other = -1;
  if (openpty(&terminal, &other, NULL, NULL, &size) < 0) return -1;
  // Afterwards it may be too late: the program changes them when it likes.
  if (modes != NULL) tcgetattr(terminal, modes);
  *process = fork();
  if (*process == 0) {
    if (login_tty(other) < 0) _exit(127);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int descriptor = 3; descriptor < 256; descriptor++) close(descriptor);
    execve(program, arguments, environment);
    _exit(127);
  }
  close(other);
  if (*process < 0) {
    close(terminal);
    return -1;
  }
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  return terminal;
}

int pseudo_terminal_resize(int terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}
