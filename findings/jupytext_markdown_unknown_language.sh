#!/usr/bin/env bash
# A notebook of a language that Jupytext does not know loses every code cell on the way through Markdown
#
# jupytext 1.19.6, nbformat 5.11.1.
# Expected: notebook -> Markdown -> notebook keeps the cells, or an error says that the language is unknown.
# Happens: the Markdown looks perfect, with fences ```ganlang; reading it back, a fence is a code cell only
#   if its language is in a list inside Jupytext, so the whole notebook comes back as ONE Markdown cell
#   and running it runs nothing. R Markdown ({ganlang} fences) does the same. MyST, py:percent and
#   py:light keep the cells (the last two with the foreign code as it is in a .py file); the language's
#   own file extension is refused with an error.
# Seen: see the end of this file.
# Matters: kernels for small languages (a GAN shell, say) are unknown to Jupytext by nature; notebooks
#   paired with .md for version control are emptied by the next sync.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with jupytext==1.19.6 nbformat==5.11.1

python - >seen <<'EOF'
import jupytext
import nbformat.v4 as v4

notebook = v4.new_notebook(
    cells=[v4.new_markdown_cell("# Digits"), v4.new_code_cell("load digits"), v4.new_code_cell("train 500")],
    metadata={"kernelspec": {"name": "ganlang", "display_name": "Gan", "language": "ganlang"},
              "language_info": {"name": "ganlang", "file_extension": ".ganlang"}})
for form in "md", "Rmd", "md:myst", "py:percent", "py:light", "auto:percent":
    try:
        back = jupytext.reads(jupytext.writes(notebook, fmt=form), fmt=form)
        print(form, [cell.cell_type for cell in back.cells])
    except Exception as error:
        print(form, type(error).__name__)
EOF
expect seen <<'EOF'
md ['markdown']
Rmd ['markdown']
md:myst ['markdown', 'code', 'code']
py:percent ['markdown', 'code', 'code']
py:light ['markdown', 'code', 'code']
auto:percent JupytextFormatError
EOF
