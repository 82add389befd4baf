/// A function with its arguments, whose kinds have been checked.
package struct FunctionCall {
  package let function: FunctionSignature
  /// By the places of the parameters, the values of one that takes many at the end; up to the last
  /// that is given, with none for one before it that is left out.
  package private(set) var arguments: [Value] = []
  private var givenPlaces: Set<Int> = []
  package let host: any Host

  package init(function: FunctionSignature, host: any Host) {
    self.function = function
    self.host = host
  }

  /// Gives the parameter of a place a value, or one more.
  mutating func give(_ value: Value, at place: Int) {
    guard givenPlaces.insert(place).inserted else { return arguments.append(value) }
    while arguments.count <= place { arguments.append(.none) }
    arguments[place] = value
  }

  /// The same with other arguments, as many as there are.
  func with(_ arguments: [Value]) -> FunctionCall {
    var call = self
    call.arguments = arguments
    return call
  }

  /// Where the value of a parameter is among the arguments; nil where it is left out.
  package func place(of name: String) -> Int? {
    let place = function.parameters.firstIndex { $0.name == name }
    return place.flatMap { givenPlaces.contains($0) ? $0 : nil }
  }

  /// The value that a parameter is given; nil where it is left out.
  package func value(of name: String) -> Value? { place(of: name).map { arguments[$0] } }

  /// An error that names the function.
  package func bad(_ reason: String) -> Problem {
    .badArgument(function: function.name, reason: reason)
  }
}
