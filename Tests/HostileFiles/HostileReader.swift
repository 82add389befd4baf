import Checkpoints
import Datasets
import Files
import Formats
import GANs
import Keras
import Language
import Notebook
import Pictures
import Platform

/// Everything that Ganbook reads and that somebody else may have written: one case for each reader,
/// so that tests and fuzzer ask the same of all.
package enum HostileReader: String, CaseIterable, Sendable {
  case idx, gzip, png, safetensors, numpy, npz
  case json, keras, hdf5, checkpoint, sealed, journal, script

  /// What a reader made of some bytes.
  package enum Answer: Equatable, Sendable {
    case accepted
    /// The one error, as the user reads it.
    case refused(String)
  }

  /// Reads everything that is in the bytes.
  ///
  /// - Throws: what is no error of the reader's own kind, which is a bug in it.
  package func read(_ bytes: [UInt8]) throws -> Answer {
    do {
      switch self {
      case .idx, .gzip:
        // In the form that all of a file is read in, whether it is compressed or not.
        let path = try Self.write(bytes)
        let file = try IDXFile(path: path)
        guard file.header.extents.reduce(file.header.type.size, *) == file.bytes.count else {
          throw Wrong("size")
        }
        if file.header.extents.count == 1 {
          guard try IDXLabels(path: path).labels.count == file.header.extents[0] else {
            throw Wrong("number of labels")
          }
        } else {
          let images = try IDXImages(path: path)
          guard images.pixels.count == images.count * images.height * images.width else {
            throw Wrong("size of images")
          }
        }
      case .png:
        let image = try PNGFile.decoded(bytes, path: "t")
        guard image.pixels.count == image.width * image.height else { throw Wrong("size") }
      case .safetensors:
        let file = try SafetensorsFile(bytes: bytes, path: "t")
        for name in file.names {
          if try file.type(name).isFloat {
            _ = try file.tensor(name)
          } else {
            _ = try file.integers(name)
          }
        }
      case .npz:
        let archive = try NumPyArchive(bytes: bytes, path: "t")
        for name in archive.names { _ = try archive.array(name).tensor() }
      case .numpy: _ = try NumPyFile(bytes: bytes, path: "t").tensor()
      case .json:
        // What is accepted says the same when it is written and read again.
        let value = try JSONParser.parse(bytes)
        guard try JSONParser.parse(value.text) == value else { throw Wrong("value") }
      case .keras:
        // Both networks of a model, one a line.
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count == 2 else { return .refused("there are \(lines.count) lines, not 2") }
        let plans = try KerasModel.plans(
          generator: Array(lines[0]), discriminator: Array(lines[1]))
        guard plans.generator.parameterCount > 0, plans.discriminator.parameterCount > 0
        else { throw Wrong("kind") }
      case .hdf5: _ = try KerasWeights(bytes: bytes, path: "t")
      case .checkpoint, .sealed:
        // What a wrong checksum hides otherwise.
        let bytes = self == .sealed ? Self.sealed(bytes) : bytes
        let checkpoint = try Checkpoint(file: try SafetensorsFile(bytes: bytes, path: "t"))
        // A checkpoint may be whole and still not be that of a run: such small ones are not.
        do throws(CheckpointProblem) { _ = try Run(checkpoint) } catch {}
      case .journal:
        let file = try JournalFile(bytes: bytes, path: "t.jsonl")
        guard file.wholeSize <= bytes.count else { throw Wrong("size") }
        if let damage = file.damage { return .refused("line \(damage.line): \(damage.reason)") }
      case .script:
        let path = try Self.write(bytes)
        if let diagnostic = Session().check(file: path) { return .refused(diagnostic.text) }
      }
      return .accepted
    } catch let error as DatasetError {
      return .refused(error.description)
    } catch let error as PictureError {
      return .refused(error.description)
    } catch let error as FileError {
      return .refused(error.description)
    } catch let error as JSONProblem {
      return .refused(error.description)
    } catch let error as Problem {
      return .refused(error.message)
    }
  }

  /// A result that contradicts itself.
  private struct Wrong: Error, CustomStringConvertible {
    let description: String
    init(_ what: String) { description = "a wrong \(what) was accepted" }
  }

  /// The bytes with the checksum that they should have, where they have a place for one.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    let mark = Array("\"sha256\":\"".utf8)
    let places = bytes.indices.dropLast(mark.count + 64).filter {
      bytes[$0] == mark[0] && bytes[$0..<$0 + mark.count].elementsEqual(mark)
    }
    guard let start = places.last.map({ $0 + mark.count }) else { return bytes }
    var bytes = bytes
    let place = start..<start + 64
    bytes.replaceSubrange(place, with: [UInt8](repeating: 0x30, count: 64))
    var hash = SHA256()
    hash.update(bytes)
    bytes.replaceSubrange(place, with: Array(hash.hexadecimal.utf8))
    return bytes
  }

  /// The same file again and again, one for each process and reader thread.
  private static func write(_ bytes: [UInt8]) throws -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let path =
      "\(folder)/ganbook-hostile-\(getpid())-\(UInt(bitPattern: "\(pthread_self())".hashValue))"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemProblem.call("create", errno: errno) }
    defer { close(descriptor) }
    let written = bytes.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw SystemProblem.call("write", errno: errno) }
    return path
  }
}

// MARK: - Samples

extension HostileReader {
  /// The folder of small files for each reader: whole ones to begin with, and those that once
  /// showed a bug.
  private static let corpus = Folder.split(#filePath).folder + "/Corpus"

  /// Small files of this kind, by name.
  package var samples: [(name: String, bytes: [UInt8])] {
    get throws {
      let folder = "\(Self.corpus)/\(rawValue)"
      return try Folder.readableNames(in: folder).map {
        ($0, try FileBytes.read("\(folder)/\($0)"))
      }
    }
  }
}
