/// Every kernel, on the shapes of an ACGAN iteration where it has some.
package enum KernelCases {
  package static func all() -> [KernelCase] {
    matrixCases() + upsamplingCases() + convolutionCases() + activationCases() + rowCases()
      + elementCases()
  }
}
