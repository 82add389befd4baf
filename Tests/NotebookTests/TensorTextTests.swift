import Language
import Notebook
import Testing

/// Tensors as a person sees them.
@Suite struct TensorTextTests {
  @Test func aSmallTensorIsShownWholeUnderItsSummary() {
    #expect(
      transcript(of: "reshape(0...11, 3, 4)") == """
        tensor 3x4  min 0  mean 5.5  max 11  zeros 8.33%
        [[ 0  1  2  3]
         [ 4  5  6  7]
         [ 8  9 10 11]]
        """)
  }

  @Test func pointsStandUnderEachOtherWithFourSignificantDigits() {
    #expect(
      transcript(of: "reshape([3.14159, -0.0125, 27.18281, 0.5, 100, 7.77777], 2, 3)") == """
        tensor 2x3  min -0.0125  mean 23.1  max 100  zeros 0%
        [[ 3.142e+00 -1.250e-02  2.718e+01]
         [ 5.000e-01  1.000e+02  7.778e+00]]
        """)
    #expect(
      transcript(of: "reshape([3.14159, -0.125, 27.18281, 0.5], 2, 2)") == """
        tensor 2x2  min -0.125  mean 7.675  max 27.18  zeros 0%
        [[ 3.142 -0.125]
         [27.18   0.5  ]]
        """)
  }

  @Test func numbersFarApartArePowersOfTen() {
    #expect(
      transcript(of: "[1e-6, 1, 1000][0] * reshape([1, 1e6, 1e9], 3)") == """
        tensor 3  min 1e-06  mean 333.7  max 1000  zeros 0%
        [1.000e-06 1.000e+00 1.000e+03]
        """)
  }

  @Test func whatIsNoNumberIsCountedAndAligned() {
    #expect(
      transcript(of: "log(reshape(-1...2, 4))") == """
        tensor 4  min 0  mean 0.3466  max 0.6931  zeros 25%  nan 1  inf 1
        [   nan   -inf 0      0.6931]
        """)
  }

  @Test(arguments: [
    "rand(3000)", "rand(100)", "rand(70)", "rand(1000, 1000)", "rand(18, 4)", "rand(20, 20)",
    "rand(2, 3, 4, 5)", "rand(600, 28, 28, 1)", "rand(3, 3, 3, 3, 3, 3, 3)", "rand(5, 5, 128, 64)",
    "reshape(rand(4), 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2)", "randn(10, 38) * 1e9",
    "rand(1, 1, 100000)", "rand(100000, 1, 1)", "rand(2, 0, 3)", "rand(4, 40) * 1e-30",
  ])
  func neverMoreThanTwentyLinesOfEightyColumns(text: String) {
    let lines = transcript(of: text).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 20)
    #expect(lines.dropFirst().allSatisfy { $0.count <= 80 }, "\(lines)")
    #expect(lines.first?.hasPrefix("tensor ") == true)
    #expect(lines.last?.hasSuffix("]") == true)
  }

  @Test func theMiddleOfLongAxesIsLeftOut() {
    #expect(
      transcript(of: "reshape(0...9999, 100, 100)") == """
        tensor 100x100  min 0  mean 5000  max 9999  zeros 0.01%
        [[   0    1    2 ...   97   98   99]
         [ 100  101  102 ...  197  198  199]
         [ 200  201  202 ...  297  298  299]
         ...
         [9700 9701 9702 ... 9797 9798 9799]
         [9800 9801 9802 ... 9897 9898 9899]
         [9900 9901 9902 ... 9997 9998 9999]]
        """)
  }

  @Test func tenRowsForTenDigitsAreAllShown() {
    let lines = transcript(of: "onehot(0...9, 10)").split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[4] == " [0 0 0 1 0 0 0 0 0 0]")
  }
}
