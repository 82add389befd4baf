import Testing

/// Who may use whom: the targets have an order, and so have the folders of each.
@Suite struct ArchitectureTests {
  /// The targets in Swift, lowest first: each may import only those before it.
  private static let order = [
    "Platform", "Files", "TensorEngine", "Formats", "GANs", "Pictures", "Datasets", "Keras",
    "Checkpoints", "Language", "Notebook", "ganbook", "ganbook-benchmark",
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
        let up = file.imports.filter { module in
          targets[module] != nil && module != target && !below.contains(module)
        }
        #expect(up == [], "\(target)/\(file.path)")
      }
    }
  }

  @Test func noTwoFoldersUseEachOther() throws {
    for (target, files) in try SourceTree.targets().sorted(by: { $0.key < $1.key }) {
      let uses = FolderUses(of: files)
      #expect(
        uses.mutual == [], "\(target): \(uses.mutual.map(uses.places).joined(separator: "\n"))")
      #expect(uses.order != nil, "\(target): folders use each other in a circle")
    }
  }

  /// The language is for any host: what this one works on has no place there.
  @Test func theLanguageKnowsNoGAN() throws {
    let foreign: Set<String> = [
      "GAN", "GANs", "ACGAN", "CGAN", "DCGAN", "MNIST", "mnist", "build", "generator",
      "discriminator", "G", "D", "loss", "noise", "fakes",
    ]
    for file in try #require(try SourceTree.targets()["Language"]) {
      #expect(file.everyWord.intersection(foreign) == [], "Language/\(file.path)")
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
    #expect(uses.mutual == [["High", "Low"]])
    #expect(
      uses.places(of: ["High", "Low"])
        == "High uses Low: A in High/B.swift; Low uses High: B in Low/A.swift")
    #expect(uses.order == nil)
    #expect(uses.evidence["Side"] == ["Low": "half in Side/C.swift"])
    #expect(FolderUses(of: [above, side]).mutual == [])
  }

  /// Circles of more than two are found as well.
  @Test func circlesAreFound() {
    let files = [("A", "B"), ("B", "C"), ("C", "A")].map { name, used in
      SourceFile(path: "\(name)/File.swift", text: "public struct \(name) { let x: \(used) }")
    }
    #expect(FolderUses(of: files).mutual == [] && FolderUses(of: files).order == nil)
    #expect(FolderUses(of: Array(files.dropLast())).order == ["B", "A"])
  }

  /// Comments, strings, private types and names that several have do not count.
  @Test func onlyUsesAreTaken() {
    let a = SourceFile(
      path: "A/A.swift", text: "private struct Hidden {}\nenum Kind { case whole }\nstruct A {}")
    let b = SourceFile(
      path: "B/B.swift",
      text: "// A\n/// Kind\nlet t = \"A \\\" Kind\"\nstruct Hidden {}\nlet k = x.whole")
    #expect(FolderUses(of: [a, b]).evidence.isEmpty)
    #expect(a.types == ["Kind", "A"])
  }
}
