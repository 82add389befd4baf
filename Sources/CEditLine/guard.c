#include "CTerminalGuard.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int guarded = -1;
static struct termios found;
static volatile sig_atomic_t editing;
static volatile sig_atomic_t backtraces;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
enum { crash_count = sizeof crashes / sizeof *crashes };
static struct sigaction earlier[crash_count];

static void write_all(int descriptor, const char *text) {
  // Nothing can be done where this fails.
  ssize_t written = write(descriptor, text, strlen(text));
  (void)written;
}

void terminal_guard_restore(void) {
  if (guarded < 0) return;
  if (editing) write_all(guarded, "\033[?2004l\r\n");
  editing = 0;
  // A process in the background would be stopped here; it leaves the terminal to whoever has it.
  if (tcgetpgrp(guarded) == getpgrp()) tcsetattr(guarded, TCSANOW, &found);
}

static void crash(int signal_number) {
  terminal_guard_restore();
  write_all(
      STDERR_FILENO,
      "\nerror: this is a bug in Ganbook: it crashed. The terminal is as it was, files written so far are "
      "whole.\nSet SWIFT_BACKTRACE=enable=yes to see where, and report it with the lines that led here.\n");
  if (!backtraces) _exit(70);
  for (int index = 0; index < crash_count; index++)
    if (crashes[index] == signal_number) sigaction(signal_number, &earlier[index], NULL);
  // The fault happens again on return, this time with the earlier handler; abort() has to be
  // repeated.
  if (signal_number == SIGABRT) raise(signal_number);
}

void terminal_guard_install(int descriptor) {
  if (descriptor >= 0 && tcgetattr(descriptor, &found) == 0) guarded = descriptor;
  backtraces = getenv("SWIFT_BACKTRACE") != NULL;
  // The main thread's usual stack may be what overflowed, so the handler has one of its own.
  static char stack[64 * 1024];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&own, NULL);
  }
  struct sigaction action = {0};
  action.sa_handler = crash;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_count; index++)
    sigaction(crashes[index], &action, &earlier[index]);
}

void terminal_guard_set_editing(bool value) {
  editing = value;
}

void terminal_guard_set_echo(bool echo) {
  struct termios modes;
  if (guarded < 0 || tcgetattr(guarded, &modes) != 0) return;
  if (echo) {
    modes.c_lflag = (modes.c_lflag & ~(tcflag_t)ECHO) | (found.c_lflag & ECHO);
  } else {
    modes.c_lflag &= ~(tcflag_t)ECHO;
  }
  if (tcgetpgrp(guarded) == getpgrp()) tcsetattr(guarded, TCSANOW, &modes);
}
