/// The type of a tensor's elements in a safetensors file, read or not.
///
/// A file may have tensors of newer types beside those that are read; they are known by name.
struct SafetensorsType: Equatable, Sendable {
  /// As the header calls it.
  let name: String
  /// The type where its elements can be read.
  let element: ElementType?

  init(name: String) {
    self.name = name
    element = ElementType(rawValue: name)
  }

  /// Bits per element; nil for types that are newer than this.
  var bits: Int? { element.map { $0.size * 8 } ?? Self.bitsOfOthers[name] }

  /// What version 0.8.0 of the reference implementation has beside ``ElementType``.
  private static let bitsOfOthers = [
    "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8,
    "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "C64": 64,
  ]
}
