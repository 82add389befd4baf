/// The types that elements have in files, by the names that the safetensors format gives them.
public enum ElementType: String, CaseIterable, Sendable {
  /// Truth values, one byte each.
  case bool = "BOOL"
  /// 8-bit whole numbers without a sign.
  case uint8 = "U8"
  /// 8-bit whole numbers.
  case int8 = "I8"
  /// 16-bit whole numbers without a sign.
  case uint16 = "U16"
  /// 16-bit whole numbers.
  case int16 = "I16"
  /// 32-bit whole numbers without a sign.
  case uint32 = "U32"
  /// 32-bit whole numbers.
  case int32 = "I32"
  /// 64-bit whole numbers without a sign.
  case uint64 = "U64"
  /// 64-bit whole numbers.
  case int64 = "I64"
  /// 16-bit floats of IEEE 754.
  case float16 = "F16"
  /// 16-bit floats with the exponent of 32-bit ones.
  case bfloat16 = "BF16"
  /// 32-bit floats, as tensors have.
  case float32 = "F32"
  /// 64-bit floats.
  case float64 = "F64"

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// Whether elements are floating-point numbers.
  public var isFloat: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }
}
