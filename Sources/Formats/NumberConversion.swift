/// Conversions from the little-endian numbers of files.
enum NumberConversion {
  /// An unaligned little-endian number.
  static func load<T: FixedWidthInteger>(
    _ type: T.Type, _ bytes: UnsafeRawBufferPointer, _ index: Int
  ) -> T {
    T(littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<T>.size, as: T.self))
  }

  /// IEEE 754 binary16, exactly; written out because Swift's Float16 is missing on Intel Macs.
  static func float(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      // Subnormal: the fraction counts units of 2^-24, which a Float holds exactly.
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// The upper half of a Float.
  static func float(brain bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

  /// An element of any type as a 32-bit float.
  static func float(_ type: ElementType, _ bytes: UnsafeRawBufferPointer, _ index: Int) -> Float {
    switch type {
    case .float32: Float(bitPattern: load(UInt32.self, bytes, index))
    case .float64: Float(Double(bitPattern: load(UInt64.self, bytes, index)))
    case .bfloat16: float(brain: load(UInt16.self, bytes, index))
    case .float16: float(half: load(UInt16.self, bytes, index))
    case .bool, .uint8: Float(bytes[index])
    case .int8: Float(load(Int8.self, bytes, index))
    case .uint16: Float(load(UInt16.self, bytes, index))
    case .int16: Float(load(Int16.self, bytes, index))
    case .uint32: Float(load(UInt32.self, bytes, index))
    case .int32: Float(load(Int32.self, bytes, index))
    case .uint64: Float(load(UInt64.self, bytes, index))
    case .int64: Float(load(Int64.self, bytes, index))
    }
  }

  /// An element of an integer type; nil where it does not fit, or is a float.
  static func integer(_ type: ElementType, _ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int? {
    switch type {
    case .bool, .uint8: Int(bytes[index])
    case .int8: Int(load(Int8.self, bytes, index))
    case .uint16: Int(load(UInt16.self, bytes, index))
    case .int16: Int(load(Int16.self, bytes, index))
    case .uint32: Int(load(UInt32.self, bytes, index))
    case .int32: Int(load(Int32.self, bytes, index))
    case .int64: Int(load(Int64.self, bytes, index))
    case .uint64: Int(exactly: load(UInt64.self, bytes, index))
    case .float16, .bfloat16, .float32, .float64: nil
    }
  }
}
