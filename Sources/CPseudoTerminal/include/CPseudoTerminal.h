// A program in a pseudo-terminal of its own. In C, because Swift has no fork.
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>
#include <termios.h>

// The terminal's other end, or -1 with errno set. The program leads a session whose terminal it is,
// with every signal at its default. `arguments` and `environment` end with NULL. `modes`, if not NULL,
// gets the terminal's modes as they are before the program begins.
int pseudo_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int rows, int columns,
    pid_t *process, struct termios *modes);
int pseudo_terminal_resize(int terminal, int rows, int columns);

#endif
