// For wcwidth.
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "CEditLine.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CEditor {
  EditLine *line;
  HistoryW *history;
  wchar_t *prompt;
  // Names and descriptions of the commands: libedit keeps the pointers.
  wchar_t *words[2 * CEDITOR_COMMAND_LIMIT];
  void *context;
  ceditor_reader reader;
  ceditor_runner runner;
};

static CEditor *editor_of(EditLine *line) {
  void *editor = NULL;
  el_wget(line, EL_CLIENTDATA, &editor);
  return editor;
}

static int read_character(EditLine *line, wchar_t *character) {
  CEditor *editor = editor_of(line);
  // In vi mode some commands leave the cursor of an empty line before it (End does), and the next
  // one would write there. A move brings it back inside.
  const LineInfoW *edited = el_wline(line);
  if (edited->cursor < edited->buffer) el_cursor(line, 1);
  if (edited->cursor > edited->lastchar) el_cursor(line, -1);
  return editor->reader(editor->context, character);
}

static wchar_t *prompt_of(EditLine *line) {
  return editor_of(line)->prompt;
}

static unsigned char run_command(EditLine *line, int number, wint_t key) {
  CEditor *editor = editor_of(line);
  switch (editor->runner(editor->context, number, (wchar_t)key)) {
  case CEDITOR_REFRESH: return CC_REFRESH;
  case CEDITOR_MOVE_CURSOR: return CC_CURSOR;
  case CEDITOR_BEEP: return CC_REFRESH_BEEP;
  case CEDITOR_END_OF_FILE: return CC_EOF;
  default: return CC_NORM;
  }
}

// libedit calls a command with nothing that says which one it is: one function for each number.
#define COMMAND(number)                                                     \
  static unsigned char command_##number(EditLine *line, wint_t key) {       \
    return run_command(line, number, key);                                  \
  }
COMMAND(0) COMMAND(1) COMMAND(2) COMMAND(3) COMMAND(4) COMMAND(5) COMMAND(6) COMMAND(7)
COMMAND(8) COMMAND(9) COMMAND(10) COMMAND(11) COMMAND(12) COMMAND(13) COMMAND(14) COMMAND(15)
COMMAND(16) COMMAND(17) COMMAND(18) COMMAND(19) COMMAND(20) COMMAND(21) COMMAND(22) COMMAND(23)

static unsigned char (*const commands[CEDITOR_COMMAND_LIMIT])(EditLine *, wint_t) = {
    command_0,  command_1,  command_2,  command_3, command_4,  command_5,  command_6,  command_7,
    command_8,  command_9,  command_10, command_11, command_12, command_13, command_14, command_15,
    command_16, command_17, command_18, command_19, command_20, command_21, command_22, command_23};

CEditor *ceditor_create(void *context, ceditor_reader reader, ceditor_runner runner) {
  CEditor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->context = context;
  editor->reader = reader;
  editor->runner = runner;
  editor->prompt = wcsdup(L"");
  editor->history = history_winit();
  editor->line = el_init("ganbook", stdin, stdout, stderr);
  if (editor->prompt == NULL || editor->history == NULL || editor->line == NULL) {
    ceditor_destroy(editor);
    return NULL;
  }
  HistEventW event;
  history_w(editor->history, &event, H_SETUNIQUE, 1);
  el_wset(editor->line, EL_CLIENTDATA, editor);
  // Signals arrive as characters of the reader; libedit's own handlers would send them on to the
  // whole process group.
  el_wset(editor->line, EL_SIGNAL, 0);
  el_wset(editor->line, EL_EDITOR, L"emacs");
  el_wset(editor->line, EL_HIST, history_w, editor->history);
  el_wset(editor->line, EL_GETCFN, read_character);
  return editor;
}

void ceditor_destroy(CEditor *editor) {
  if (editor == NULL) return;
  if (editor->line != NULL) el_end(editor->line);
  if (editor->history != NULL) history_wend(editor->history);
  for (int index = 0; index < 2 * CEDITOR_COMMAND_LIMIT; index++) free(editor->words[index]);
  free(editor->prompt);
  free(editor);
}

bool ceditor_add_command(CEditor *editor, int number, const wchar_t *name, const wchar_t *help) {
  if (number < 0 || number >= CEDITOR_COMMAND_LIMIT) return false;
  wchar_t **words = &editor->words[2 * number];
  if (words[0] != NULL) return false;
  words[0] = wcsdup(name);
  words[1] = wcsdup(help);
  if (words[0] == NULL || words[1] == NULL) return false;
  return el_wset(editor->line, EL_ADDFN, words[0], words[1], commands[number]) == 0;
}

bool ceditor_bind(
    CEditor *editor, bool alternative, const wchar_t *key, const wchar_t *command) {
  if (alternative) return el_wset(editor->line, EL_BIND, L"-a", key, command, NULL) == 0;
  return el_wset(editor->line, EL_BIND, key, command, NULL) == 0;
}

bool ceditor_source(CEditor *editor, const char *path) {
  return el_source(editor->line, path) == 0;
}

static bool switches_key_map(int count, const wchar_t **words) {
  const wchar_t *colon = wcsrchr(words[0], L':');
  if (wcscmp(colon == NULL ? words[0] : colon + 1, L"bind") != 0) return false;
  for (int index = 1; index < count; index++)
    if (wcscmp(words[index], L"-v") == 0 || wcscmp(words[index], L"-e") == 0) return true;
  return false;
}

bool ceditor_source_bindings(CEditor *editor, const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) return false;
  TokenizerW *tokenizer = tok_winit(NULL);
  char *line = NULL;
  size_t capacity = 0;
  ssize_t length;
  while (tokenizer != NULL && (length = getline(&line, &capacity, file)) != -1) {
    if (length > 0 && line[length - 1] == '\n') line[length - 1] = '\0';
    wchar_t wide[1024];
    size_t converted = mbstowcs(wide, line, sizeof wide / sizeof *wide);
    if (converted == (size_t)-1 || converted >= sizeof wide / sizeof *wide) continue;
    const wchar_t *start = wide + wcsspn(wide, L" \t");
    if (*start == L'#' || *start == L'\0') continue;
    int count = 0;
    const wchar_t **words = NULL;
    tok_wreset(tokenizer);
    if (tok_wstr(tokenizer, start, &count, &words) != 0 || count == 0) continue;
    if (!switches_key_map(count, words)) el_wparse(editor->line, count, words);
  }
  free(line);
  if (tokenizer != NULL) tok_wend(tokenizer);
  fclose(file);
  return true;
}

bool ceditor_uses_vi(CEditor *editor) {
  const wchar_t *name = NULL;
  return el_wget(editor->line, EL_EDITOR, &name) == 0 && name != NULL && wcscmp(name, L"vi") == 0;
}

bool ceditor_is_enabled(CEditor *editor) {
  int enabled = 0;
  return el_wget(editor->line, EL_EDITMODE, &enabled) == 0 && enabled != 0;
}

bool ceditor_set_prompt(CEditor *editor, const wchar_t *prompt, wchar_t escape) {
  wchar_t *copy = wcsdup(prompt);
  if (copy == NULL) return false;
  free(editor->prompt);
  editor->prompt = copy;
  // The escape character is read as an int: wchar_t is promoted to it, or already is it.
  return el_wset(editor->line, EL_PROMPT_ESC, prompt_of, (int)escape) == 0;
}

const wchar_t *ceditor_read_line(CEditor *editor, int *count) {
  return el_wgets(editor->line, count);
}

void ceditor_line(CEditor *editor, const wchar_t **text, int *length, int *cursor) {
  const LineInfoW *line = el_wline(editor->line);
  *text = line->buffer;
  *length = (int)(line->lastchar - line->buffer);
  *cursor = (int)(line->cursor - line->buffer);
}

bool ceditor_insert(CEditor *editor, const wchar_t *text) {
  return el_winsertstr(editor->line, text) == 0;
}

void ceditor_delete_before_cursor(CEditor *editor, int count) {
  if (count > 0) el_wdeletestr(editor->line, count);
}

void ceditor_move_cursor(CEditor *editor, int count) {
  el_cursor(editor->line, count);
}

void ceditor_redraw(CEditor *editor) {
  el_wset(editor->line, EL_REFRESH);
}

void ceditor_resize(CEditor *editor) {
  el_resize(editor->line);
}

void ceditor_prepare_terminal(CEditor *editor, bool editing) {
  el_wset(editor->line, EL_PREP_TERM, editing ? 1 : 0);
}

bool ceditor_history_limit(CEditor *editor, int entries) {
  HistEventW event;
  return history_w(editor->history, &event, H_SETSIZE, entries) >= 0;
}

bool ceditor_history_enter(CEditor *editor, const wchar_t *entry) {
  HistEventW event;
  return history_w(editor->history, &event, H_ENTER, entry) >= 0;
}

int ceditor_width(wchar_t character) {
  return wcwidth(character);
}

#define TEXT_OF(number) #number
#define VERSION(major, minor) TEXT_OF(major) "." TEXT_OF(minor)

const char *ceditor_version(void) {
  // Of the header: the library does not tell its own.
  return VERSION(LIBEDIT_MAJOR, LIBEDIT_MINOR);
}
