import TensorEngine

/// Little-endian elements, appended one array after the other.
struct ElementData: Sendable {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ tensor: Tensor) {
    tensor.withUnsafeBuffer { source in
      #if _endian(little)
        bytes.append(contentsOf: UnsafeRawBufferPointer(source))
      #else
        for value in source { append(value.bitPattern) }
      #endif
    }
  }

  mutating func append(_ values: [some FixedWidthInteger]) {
    for value in values { append(value) }
  }

  mutating func append(_ values: [Double]) {
    for value in values { append(value.bitPattern) }
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
