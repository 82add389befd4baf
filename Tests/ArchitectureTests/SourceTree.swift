import Foundation

/// The targets of the package by their sources.
enum SourceTree {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  /// The files of each target that is written in Swift, by its folder below `Sources`.
  static func targets() throws -> [String: [SourceFile]] {
    let folders = try FileManager.default.contentsOfDirectory(
      at: sources, includingPropertiesForKeys: nil)
    var targets: [String: [SourceFile]] = [:]
    for folder in folders {
      let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      let files = try (paths ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { path in
        SourceFile(
          path: path, text: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
      }
      if !files.isEmpty { targets[folder.lastPathComponent] = files }
    }
    return targets
  }
}

/// Which folder of a target uses which, as far as names tell: those of types, and those of members
/// that an extension adds to a type of another folder, where nothing else is called so.
struct FolderUses {
  /// From the user to the used, with where it does.
  private(set) var evidence: [String: [String: String]] = [:]

  /// Names that members of the standard library have as well, which says nothing of whose is meant.
  private static let commonNames: Set<String> = [
    "add", "count", "description", "exchange", "first", "isEmpty", "isFinite", "isNaN", "last",
    "load", "max", "min", "store", "subtract",
  ]

  init(of files: [SourceFile]) {
    let files = files.filter { $0.folder != nil }
    let types = Self.owners(files) { $0.types }
    let members = Self.owners(files) { $0.members }
    let added = Self.owners(files) { file in
      file.extensions.reduce(into: []) { names, extended in
        if types[extended.key] != file.folder { names.formUnion(extended.value) }
      }
    }.filter { members[$0.key] == $0.value && !Self.commonNames.contains($0.key) }
    for file in files {
      guard let folder = file.folder else { continue }
      let found =
        file.words.sorted().compactMap { word in types[word].map { (word, $0) } }
        + file.membersUsed.sorted().compactMap { name in added[name].map { (name, $0) } }
      for (name, owner) in found where owner != folder {
        if evidence[folder]?[owner] == nil {
          evidence[folder, default: [:]][owner] = "\(name) in \(file.path)"
        }
      }
    }
  }

  /// By name, the only folder that declares it.
  private static func owners(
    _ files: [SourceFile], _ names: (SourceFile) -> Set<String>
  ) -> [String: String] {
    var owners: [String: Set<String>] = [:]
    for file in files {
      for name in names(file) { owners[name, default: []].insert(file.folder ?? "") }
    }
    return owners.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// The folders in an order in which each uses only those before it; nil where there is none.
  var order: [String]? {
    var order: [String] = []
    var rest = Set(evidence.keys).union(evidence.values.flatMap(\.keys))
    while !rest.isEmpty {
      let next = rest.filter { folder in
        (evidence[folder] ?? [:]).keys.allSatisfy { !rest.contains($0) }
      }
      guard !next.isEmpty else { return nil }
      order += next.sorted()
      rest.subtract(next)
    }
    return order
  }

  /// Pairs of folders that use each other, by their names.
  var mutual: Set<[String]> {
    Set(
      evidence.flatMap { a, used in
        used.keys.filter { b in a < b && evidence[b]?[a] != nil }.map { [a, $0] }
      })
  }

  /// Where the folders of a pair use each other.
  func places(of pair: [String]) -> String {
    pair.map { a in
      pair.compactMap { b in evidence[a]?[b].map { "\(a) uses \(b): \($0)" } }.joined()
    }.joined(separator: "; ")
  }
}
