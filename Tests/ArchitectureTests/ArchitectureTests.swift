import Testing

/// Who may use whom: the targets have an order, and so have the folders of each.
@Suite struct ArchitectureTests {
  /// The targets in Swift, lowest first: each may import only those before it.
  private static let order = [
    "Platform", "Files", "TensorEngine", "Formats", "GANs", "Pictures", "Datasets", "ModelFiles",
    "Checkpoints", "Keras", "Language", "Notebook", "ganbook", "ganbook-benchmark",
  ]

  /// What single targets do without, whatever their place.
  private static let allowed: [String: Set<String>] = [
    "TensorEngine": ["Platform"], "GANs": ["TensorEngine"],
    "Language": ["Files", "Platform", "TensorEngine"],
  ]

  @Test func importsGoDown() throws {
    let targets = try SourceTree.targets()
    for (target, files) in targets.sorted(by: { $0.key < $1.key }) {
      let place = try #require(Self.order.firstIndex(of: target), "\(target) has no place")
      let below = Self.allowed[target] ?? Set(Self.order[..<place])
      for file in files {
        let up = file.imports.filter { targets[$0] != nil && !below.contains($0) }
        #expect(up == [], "\(target)/\(file.path)")
      }
    }
  }

  @Test func noTwoFoldersUseEachOther() throws {
    for (target, files) in try SourceTree.targets().sorted(by: { $0.key < $1.key }) {
      let uses = FolderUses(of: files)
      #expect(uses.mutual == [], "in \(target)")
      #expect(uses.order != nil, "in \(target), folders use each other in a circle")
    }
  }

  /// That the suite sees what it is to see.
  @Test func foldersThatUseEachOtherAreFound() {
    let below = SourceFile(
      path: "Low/A.swift", text: "struct A { var b: B? }\nextension Int {\n  var half: Int { 1 }\n}"
    )
    let above = SourceFile(path: "High/B.swift", text: "struct B { let a: A }\n// C")
    let side = SourceFile(path: "Side/C.swift", text: "let text = \"B \\(4.half)\"")
    let uses = FolderUses(of: [below, above, side])
    #expect(uses.mutual == ["High uses Low (A in High/B.swift), Low uses High (B in Low/A.swift)"])
    #expect(uses.order == nil)
    #expect(uses.evidence["Side"] == ["Low": "half in Side/C.swift"])
    #expect(FolderUses(of: [above, side]).order == [])
  }
}
