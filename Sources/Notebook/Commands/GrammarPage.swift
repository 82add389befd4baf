import Language

/// The grammar on one screen, with examples of this notebook: `help language`.
package enum GrammarPage {
  package static let text = """
    statements   one on a line, or several with ; between; # begins a comment
      COMMAND value name=value KEYWORD value     numbers, words and paths need no quotes
      name = expression        name = COMMAND ...           name += 1   also -=  *=  /=
      expression               its value is shown; _ is the last one, _12 that of cell 12
      repeat 10 { ... }        for x in 1...5 { ... }        break, continue
      if a > b { ... } else if ... { ... } else { ... }
      def f(a, b=1) = expression                 a function of your own: f(2), f(2, b=3)
      param name = value "what it is"            first in a script; run file.gan name=value
      WORD?                    help
    values       number  string  true false  none  [list]  1...5 (five)  0..<5 (five)
                 tensor  series (a value for each iteration; an operator takes its latest)
    iterations   numbered from 1; `iteration` is the last complete one. A place inside of 24 is
                 "iteration 24, next is d.fake.update"; loss.d.at(24) by number, loss.d[0] by position
      "text {expression} {n:03} {x:.4} {x:.2f} {x:.1%}"      \\n \\t \\" \\\\ {{ }}   "a" + "b"
    operators, from loose to tight
      or   and   not   == != < <= > >=   ... ..<   + -   * / % @   - (sign)   **
      @ is the matrix product; shapes are broadcast as in NumPy
      x[0]  x[-1]  x[-10...-1] (the last ten)  x[:, 0..<5]  x[[1, 3]]        a.b
      x > 0 of a tensor is a mask of true and false: x[x > 0]  x[m, 2]  m and not k  any(m)  sum(m)
      [1] + h, [h, 2] join lists; only brackets in brackets nest; append(h, x) adds one item
    functions    mean(x) and others: apropos WORD finds them, help FUNCTION explains one
                 arguments by place, then by name: ema(loss.g, length=50)
    """
}
