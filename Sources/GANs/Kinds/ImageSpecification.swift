/// The images that a run is about, and their number of classes.
public struct ImageSpecification: Sendable, Hashable {
  /// Height and width in pixels, a multiple of 4 from 4 to 64; grey.
  public let side: Int
  /// The number of classes, from 2 to 1000.
  public let classes: Int

  /// - Throws: ``GANError/unsupportedSide(_:)``, ``GANError/unsupportedClasses(_:)``.
  public init(side: Int, classes: Int) throws(GANError) {
    guard (4...64).contains(side), side % 4 == 0 else { throw .unsupportedSide(side) }
    guard (2...1000).contains(classes) else { throw .unsupportedClasses(classes) }
    self.side = side
    self.classes = classes
  }
}
