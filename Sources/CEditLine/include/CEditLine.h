// A shim over libedit's native interface, for two reasons: its el_set, el_get and history functions
// are variadic, which Swift cannot call; and <histedit.h> stays out of every other target.
//
// Wide characters throughout. In libedit the narrow functions are wrappers that convert by the
// locale and give up silently where that fails.
#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <stdbool.h>
#include <wchar.h>

typedef struct CEditor CEditor;

// What a command asks libedit to do next.
enum {
  CEDITOR_NOTHING = 0,
  CEDITOR_REFRESH = 1,
  CEDITOR_MOVE_CURSOR = 2,
  CEDITOR_BEEP = 3,
  CEDITOR_END_OF_FILE = 4,
};

// Commands that can be bound to keys, numbered from 0.
enum { CEDITOR_COMMAND_LIMIT = 24 };

// The next character: 1 and *character set, 0 at the end of the input, -1 with errno set.
typedef int (*ceditor_reader)(void *context, wchar_t *character);
// Runs command number `command` for the key `key`; the answer is one of the constants above.
typedef int (*ceditor_runner)(void *context, int command, wchar_t key);

// On standard input and output. NULL where libedit cannot work with this terminal.
// `context` is handed to both functions, on the thread that reads.
CEditor *ceditor_create(void *context, ceditor_reader reader, ceditor_runner runner);
void ceditor_destroy(CEditor *editor);

bool ceditor_add_command(CEditor *editor, int number, const wchar_t *name, const wchar_t *help);
// Binds in the insert (or emacs) key map, or, where `alternative`, in vi's command map.
bool ceditor_bind(
    CEditor *editor, bool alternative, const wchar_t *key, const wchar_t *command);
// Whole file as libedit reads it, `bind -v` and `bind -e` (which reset every binding) included.
bool ceditor_source(CEditor *editor, const char *path);
// The same file again, without what switches the key map: puts the user's bindings over ours.
bool ceditor_source_bindings(CEditor *editor, const char *path);
bool ceditor_uses_vi(CEditor *editor);
// False after `edit off` in ~/.editrc: a wish that libedit itself does not follow.
bool ceditor_is_enabled(CEditor *editor);

// Takes a copy. Each `escape` switches printing without counting columns on or off. The prompt must
// not end with one: libedit attaches what stands inside to the next character and loses it where
// there is none.
bool ceditor_set_prompt(CEditor *editor, const wchar_t *prompt, wchar_t escape);
// The line with its newline; valid until the next call. NULL: *count is 0 at the end of the input,
// -1 for an error in errno.
const wchar_t *ceditor_read_line(CEditor *editor, int *count);

// Inside a command: the line being edited.
void ceditor_line(CEditor *editor, const wchar_t **text, int *length, int *cursor);
bool ceditor_insert(CEditor *editor, const wchar_t *text);
void ceditor_delete_before_cursor(CEditor *editor, int count);
void ceditor_move_cursor(CEditor *editor, int count);
// Draws the prompt and the line anew from where the terminal's cursor is.
void ceditor_redraw(CEditor *editor);
// Takes the terminal's size over. From the reading thread only: it reallocates what a redraw walks
// over.
void ceditor_resize(CEditor *editor);
// The terminal's modes for editing, or back to what they were.
void ceditor_prepare_terminal(CEditor *editor, bool editing);

// The entries that incremental search and vi's commands see. (libedit's own file format has a
// header line; a plain file fails to load, so entries are handed over one by one.)
bool ceditor_history_limit(CEditor *editor, int entries);
bool ceditor_history_enter(CEditor *editor, const wchar_t *entry);

// As in 2.11.
const char *ceditor_version(void);

// Columns that a character takes on the terminal in this locale, -1 where it cannot be drawn.
int ceditor_width(wchar_t character);

#endif
