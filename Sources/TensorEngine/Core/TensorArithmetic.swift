// Plain numbers: no gradient reaches what is computed here, see `Tape` for that.

extension Tensor {
  /// x + y, element by element, both broadcast as ``Shape/broadcast(with:)`` says; the process stops
  /// where their shapes do not fit. The same holds for the other three.
  ///
  ///     let rows = Tensor([1, 2, 3, 4], shape: [2, 2])
  ///     print(rows + Tensor([10, 20]))
  ///     // [[11. 22.]
  ///     //  [13. 24.]]
  public static func + (x: Tensor, y: Tensor) -> Tensor { x.combined(y, "+") { $0 + $1 } }

  /// x - y, element by element.
  public static func - (x: Tensor, y: Tensor) -> Tensor { x.combined(y, "-") { $0 - $1 } }

  /// x · y, element by element; for the product of matrices see ``matrixProduct(_:)``.
  public static func * (x: Tensor, y: Tensor) -> Tensor { x.combined(y, "*") { $0 * $1 } }

  /// x / y, element by element; a division by 0 gives an infinity or NaN.
  public static func / (x: Tensor, y: Tensor) -> Tensor { x.combined(y, "/") { $0 / $1 } }

  /// x + y for each element of x.
  public static func + (x: Tensor, y: Float) -> Tensor { x.each { $0 + y } }
  /// x - y for each element of x.
  public static func - (x: Tensor, y: Float) -> Tensor { x.each { $0 - y } }
  /// x · y for each element of x.
  public static func * (x: Tensor, y: Float) -> Tensor { x.each { $0 * y } }
  /// x / y for each element of x.
  public static func / (x: Tensor, y: Float) -> Tensor { x.each { $0 / y } }

  /// x + y for each element of y.
  public static func + (x: Float, y: Tensor) -> Tensor { y.each { x + $0 } }
  /// x - y for each element of y.
  public static func - (x: Float, y: Tensor) -> Tensor { y.each { x - $0 } }
  /// x · y for each element of y.
  public static func * (x: Float, y: Tensor) -> Tensor { y.each { x * $0 } }
  /// x / y for each element of y.
  public static func / (x: Float, y: Tensor) -> Tensor { y.each { x / $0 } }

  /// -x, element by element.
  public static prefix func - (x: Tensor) -> Tensor { x.each { -$0 } }
}
