import Datasets
import Keras
import Language
import Pictures
import Platform
import TensorEngine

extension Command {
  static let doctor = Command(
    "doctor", group: .session, summary: "Tell what Ganbook runs on and where it keeps its files.",
    details: "Terminal, pictures, threads, libraries, data: a report of a problem needs it.",
    examples: [Example("doctor")], needs: \.workspace
  ) { invocation, workspace in
    var table = Table(columns: [.init(""), .init("", wraps: true)])
    for line in workspace.surroundings.report() + workspace.report {
      table.append([line.name, line.value])
    }
    workspace.output.emit(.table(table))
    return .none
  }
}

extension Workspace {
  /// What the notebook itself knows: about the machine, the libraries and the data.
  fileprivate var report: [ReportLine] {
    [
      ReportLine("pictures", pictureText), ReportLine("system", Self.system),
      ReportLine("threads", threadText),
      ReportLine("instruction set", ThreadPool.instructionSet),
      ReportLine("libpng", PNGFile.libraryVersion), ReportLine("zlib", Compression.libraryVersion),
      ReportLine("HDF5", KerasWeights.libraryVersion ?? "not in this program: no Keras files"),
    ] + mnistLines
  }

  /// How many, and which bound counted.
  private var threadText: String {
    let budget = ThreadBudget.ofProcess
    let reason =
      switch budget.bound {
      case .machine: "all processors of the machine"
      case .affinity(let processors):
        "the affinity mask allows \(processors) of \(budget.machine) processors"
      case .quota(let processors, let file):
        "the control group's quota is \(NumberText.significant(processors, 3)) of "
          + "\(budget.machine) processors (\(file))"
      }
    let threads = ThreadPool.shared.threads
    return (try? ThreadBudget.requested(surroundings.environment["GANBOOK_THREADS"])) != nil
      ? "\(threads), from GANBOOK_THREADS; \(budget.threads) without it: \(reason)"
      : "\(threads): \(reason)"
  }

  private var pictureText: String {
    let delivery = surroundings.pictureDelivery(settings.pictures)
    let obstacle = delivery.obstacle.map { ": \($0)" } ?? ""
    return "\(delivery.way.text) (set pictures \(settings.pictures)\(obstacle))"
  }

  /// Each place that `load mnist` looks in, by its order.
  private var mnistLines: [ReportLine] {
    let cache = MNIST.cacheFolder(surroundings.environment)
    let places = MNIST.places(surroundings.environment).map { place in
      let state =
        MNIST.holdsFiles(place) ? "is there" : place == cache ? "to be downloaded" : "is not there"
      return "\(place): \(state)"
    }
    guard !places.isEmpty else { return [ReportLine("mnist", "no place to look in: set HOME")] }
    return places.enumerated().map { ReportLine($0 == 0 ? "mnist" : "", $1) }
  }

  /// `Linux 6.1.0, x86_64`.
  private static var system: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(names.sysname)) \(text(names.release)), \(text(names.machine))"
  }
}

extension PictureProtocol {
  var text: String {
    switch self {
    case .trueColorBlocks: "half blocks in 24-bit grey"
    case .paletteBlocks: "half blocks in the greys of 256 colours"
    case .kitty: "kitty's protocol"
    case .iterm: "iTerm2's protocol"
    case .sixel: "sixel"
    case .ascii: "characters"
    case .none: "none"
    }
  }
}
