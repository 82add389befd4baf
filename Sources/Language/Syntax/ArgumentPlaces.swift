extension FunctionSignature {
  /// Which parameter each argument is for, by their places.
  ///
  /// - Parameter range: where the call stands.
  /// - Throws: ``Fault`` for a name that there is none of, a parameter that is given twice or not at
  ///   all, and arguments that are too many.
  func places(
    of arguments: [Expression.Argument], at range: Range<Int>
  ) throws(Fault) -> [Int] {
    var places: [Int] = []
    var hasNames = false
    for (index, argument) in arguments.enumerated() {
      guard let name = argument.name else {
        guard !hasNames else {
          throw Fault(.placeAfterName(function: self.name, usage: usage), at: argument.value.range)
        }
        guard parameter(at: index) != nil else {
          throw Fault(
            .wrongArgumentCount(function: self.name, usage: usage, found: arguments.count),
            at: range)
        }
        places.append(min(index, parameters.count - 1))
        continue
      }
      hasNames = true
      guard let place = namedParameters.firstIndex(where: { $0.name == name.text }) else {
        let near = Suggestion.nearest(to: name.text, among: namedParameters.map(\.name))
        throw Fault(
          .unknownArgument(
            function: self.name, name: name.text, suggestion: near, usage: usage), at: name.range)
      }
      guard !places.contains(place) else {
        throw Fault(.repeatedArgument(function: self.name, name: name.text), at: name.range)
      }
      places.append(place)
    }
    for (place, parameter) in parameters.enumerated()
    where parameter.isRequired && !places.contains(place) {
      throw Fault(
        hasNames
          ? .missingArgument(function: name, name: parameter.name, usage: usage)
          : .wrongArgumentCount(function: name, usage: usage, found: arguments.count), at: range)
    }
    return places
  }
}
