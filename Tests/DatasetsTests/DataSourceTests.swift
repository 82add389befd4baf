import Datasets
import Foundation
import Testing

/// What it takes to load data again is written down and read back.
@Suite struct DataSourceTests {
  private static let sources: [(DataSource, String)] = [
    (.mnist(), #"{"arguments":{},"command":"load mnist"}"#),
    (
      .mnist(from: "/d/m", missing: .digits, empty: .draw),
      #"{"arguments":{"empty":"draw","from":"/d/m","missing":"digits"},"command":"load mnist"}"#
    ),
    (
      .digits(count: 500, seed: .max),
      #"{"arguments":{"count":500,"seed":"18446744073709551615"},"command":"load digits"}"#
    ),
    (.digits(seed: 7), #"{"arguments":{"seed":7},"command":"load digits"}"#),
    (
      .idx(images: "i", labels: "l", name: "n", classes: 3, transpose: .yes),
      #"{"arguments":{"classes":3,"images":"i","labels":"l","name":"n","transpose":"yes"},"#
        + #""command":"load idx"}"#
    ),
    (
      .idx(images: "i", labels: "l", testImages: "j", testLabels: "m", empty: .skip),
      #"{"arguments":{"empty":"skip","images":"i","labels":"l","test_images":"j","#
        + #""test_labels":"m"},"command":"load idx"}"#
    ),
    (
      .folder("p", name: "x", background: .white),
      #"{"arguments":{"background":"white","folder":"p","name":"x"},"command":"load folder"}"#
    ),
  ]

  @Test(arguments: sources) func eachComesBack(source: DataSource, json: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(String(decoding: try encoder.encode(source), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(DataSource.self, from: Data(json.utf8)) == source)
  }

  @Test(arguments: [
    #"{"command":"load nix","arguments":{}}"#, #"{"command":"load idx","arguments":{}}"#,
    #"{"command":"load digits","arguments":{"count":1.5}}"#,
    #"{"command":"load digits","arguments":{"seed":-1}}"#,
    #"{"command":"load mnist","arguments":{"nix":"a"}}"#,
    #"{"command":"load mnist","arguments":{"missing":"nix"}}"#,
    #"{"command":"load folder","arguments":{"folder":3}}"#,
    #"{"command":"load folder","arguments":[]}"#, "{}", "3",
  ]) func whatNoSourceIsRefused(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DataSource.self, from: Data(json.utf8))
    }
  }

  @Test func digitsAreThoseThatAreDrawn() throws {
    let data = try DataSource.digits(count: 60, seed: 3).load()
    #expect(data.identity == (try DrawnDigits.dataset(count: 60, testCount: 10, seed: 3)).identity)
    #expect(data.training.count == 60 && data.test.count == 10)
  }

  /// A folder that is named is an error where it is not there, whatever `missing` says; where none is
  /// named, drawn digits take the place.
  @Test func drawnDigitsTakeThePlaceOfMNIST() throws {
    let nowhere = ["HOME": ""]
    #expect(
      datasetError { _ = try DataSource.mnist(from: "/nowhere", missing: .digits).load() } != nil)
    #expect(datasetError { _ = try DataSource.mnist().load(environment: nowhere) } != nil)
    var told: [DatasetError] = []
    let data = try DataSource.mnist(missing: .digits).load(environment: nowhere) {
      _ in
    } fallback: {
      told.append($0)
    }
    #expect(told.count == 1 && data.name == "digits")
  }

  @Test func pathsAreReplaced() {
    let source = DataSource.idx(images: "i", labels: "l", testImages: "t", name: "n")
    #expect(
      source.mapPaths { "/a/" + $0 }
        == .idx(images: "/a/i", labels: "/a/l", testImages: "/a/t", name: "n"))
    #expect(DataSource.folder("p").mapPaths { "/a/" + $0 } == .folder("/a/p"))
    #expect(DataSource.digits(count: 20).mapPaths { "/a/" + $0 } == .digits(count: 20))
  }
}
