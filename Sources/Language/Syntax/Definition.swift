/// A function of one's own: `def NAME(a, b=1) = EXPR`.
package struct Definition: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    /// What it is where an argument leaves it out; nil where none may.
    package let standard: Value?
  }

  package let name: String
  /// Where the name stands.
  let nameRange: Range<Int>
  package let parameters: [Parameter]
  let body: Expression
  /// How deep brackets, signs and powers nest in it.
  let nesting: Int
  /// The text that it stands in.
  let source: SourceText
  let range: Range<Int>

  /// As it is written.
  package var text: String { source[range] }

  /// How it is called, whatever it may be given.
  package var signature: FunctionSignature { signature({ _ in .any }, gives: .any) }

  /// How it is called, by what is known of its parameters and its value.
  func signature(
    _ kinds: (String) -> ValueKinds, gives result: ValueKinds
  ) -> FunctionSignature {
    FunctionSignature(
      name,
      parameters.map { parameter in
        FunctionSignature.Parameter(
          parameter.name, kinds(parameter.name), isRequired: parameter.standard == nil,
          default: parameter.standard.map(ValueText.inner))
      }, gives: result, "A function of one's own.", examples: [])
  }
}
