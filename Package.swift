// swift-tools-version: 6.1
import PackageDescription

// C boundaries. Each is a target of its own, so that no other target sees a C header.
#if os(macOS)
  let blas: Target = .target(
    name: "CBLAS", path: "Sources/CBLASAccelerate",
    linkerSettings: [.linkedFramework("Accelerate")])
#else
  let blas: Target = .systemLibrary(
    name: "CBLAS", pkgConfig: "openblas",
    providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])])
#endif

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Program"]))

let package = Package(
  name: "Ganbook",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TensorEngine", targets: ["TensorEngine"]),
    .library(name: "GANs", targets: ["GANs"]),
    .library(name: "Formats", targets: ["Formats"]),
    .library(name: "Pictures", targets: ["Pictures"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .executable(name: "ganbook", targets: ["ganbook"]),
  ],
  traits: [
    .default(enabledTraits: ["Keras", "Program"]),
    .trait(name: "Keras", description: "Weight files of Keras, which need HDF5"),
    // A package that uses the libraries alone says `traits: []`, and does not even fetch the parser.
    .trait(name: "Program", description: "The programs, which need swift-argument-parser"),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    blas,
    .systemLibrary(
      name: "CLibPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .target(name: "CPNG", dependencies: ["CLibPNG"]),
    // FreeType and fontconfig, loaded when a picture has text: neither is needed to build.
    .target(name: "CFonts"),
    .target(name: "CHash"),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CHDF5Library", pkgConfig: "hdf5",
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .target(name: "CHDF5", dependencies: ["CHDF5Library"]),
    // Not a system library target: the shim has code of its own, and libedit needs no flags.
    .target(name: "CEditLine"),
    // For what looks at the program from outside: its tests and its benchmark.
    .target(name: "CPseudoTerminal"),
    .target(
      name: "CVectorKernels",
      // Contracting a * b + c differently per instruction set is what the kernels ask for by name
      // (fused multiply-add), never what the compiler decides.
      cSettings: [.define("NDEBUG")]),

    // The system's C library under one name.
    .target(name: "Platform"),

    // The engine and what is built on it, strictly downward.
    .target(name: "TensorEngine", dependencies: ["CVectorKernels", "Platform"]),
    .target(name: "GANs", dependencies: ["TensorEngine"]),
    // How every file is read and saved; for what is above, and no engine is needed for it.
    .target(name: "Files", dependencies: ["CHash", "Platform"]),
    .target(name: "Formats", dependencies: ["CZlib", "Files", "TensorEngine"]),
    .target(
      name: "Pictures",
      dependencies: ["CFonts", "CPNG", "CZlib", "Files", "Platform", "TensorEngine"]),
    .target(
      name: "Datasets",
      dependencies: ["CZlib", "Files", "GANs", "Pictures", "Platform", "TensorEngine"]),
    .target(
      name: "Keras",
      dependencies: [
        .target(name: "CHDF5", condition: .when(traits: ["Keras"])), "Files", "Formats", "GANs",
        "Platform", "TensorEngine",
      ]),
    .target(
      name: "Checkpoints",
      dependencies: ["Files", "Formats", "GANs", "Platform", "TensorEngine"]),
    // The command language: it knows tensors, and no GAN.
    .target(name: "Language", dependencies: ["Files", "Platform", "TensorEngine"]),
    .target(
      name: "Notebook",
      dependencies: [
        "Checkpoints", "Datasets", "Files", "Formats", "GANs", "Keras", "Language", "Pictures",
        "Platform", "TensorEngine",
      ]),
    .executableTarget(
      name: "ganbook",
      dependencies: [
        "Language", "Notebook", "Pictures", "Files", "Platform", "TensorEngine", "CEditLine",
        argumentParser,
      ]),
    .executableTarget(
      name: "ganbook-benchmark",
      dependencies: [
        "GANs", "Platform", "TensorEngine", "CVectorKernels", "CBLAS", "CPseudoTerminal",
        argumentParser,
      ]),

    // Folders that go away, file systems that fail, and the files that the tests read.
    .target(
      name: "FileTesting", dependencies: ["Files", "Platform"], path: "Tests/FileTesting",
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TensorEngineTests",
      dependencies: ["CVectorKernels", "Formats", "Platform", "TensorEngine"]),
    .testTarget(
      name: "GANsTests", dependencies: ["Checkpoints", "Datasets", "Formats", "GANs", "Keras"]),
    .testTarget(name: "FilesTests", dependencies: ["CHash", "FileTesting", "Files"]),
    .testTarget(
      name: "FormatsTests", dependencies: ["CZlib", "FileTesting", "Formats", "TensorEngine"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["CPNG", "FileTesting", "Files", "Pictures"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["CZlib", "Datasets", "FileTesting", "Files", "Pictures"]),
    .testTarget(
      name: "KerasTests", dependencies: ["FileTesting", "Formats", "GANs", "Keras", "TensorEngine"]),
    .testTarget(
      name: "CheckpointsTests",
      dependencies: ["Checkpoints", "FileTesting", "Formats", "GANs", "TensorEngine"]),
    // Who may use whom; it reads the sources.
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "TensorEngine"]),
    .testTarget(
      name: "NotebookTests",
      dependencies: [
        "Checkpoints", "Datasets", "FileTesting", "Formats", "GANs", "Keras", "Language",
        "Notebook", "Pictures", "TensorEngine",
      ]),
    .target(
      name: "HostileFiles",
      dependencies: [
        "Checkpoints", "Datasets", "Files", "Formats", "GANs", "Keras", "Language", "Notebook",
        "Pictures",
      ],
      path: "Tests/HostileFiles", exclude: ["Corpus", "Dictionaries"]),
    .testTarget(
      name: "HostileFilesTests", dependencies: ["FileTesting", "HostileFiles", "TensorEngine"]),
    .testTarget(
      name: "ganbook-benchmarkTests",
      dependencies: [
        "ganbook-benchmark", "CVectorKernels",
        argumentParser,
      ]),
    .testTarget(
      name: "ganbookTests",
      dependencies: [
        "CPseudoTerminal", "Checkpoints", "FileTesting", "Files", "Formats", "Language", "Pictures",
        "ganbook",
      ]),
  ]
)

// For scripts/fuzz alone: libFuzzer brings `main`, so that no other build could link this.
if Context.environment["GANBOOK_FUZZ"] != nil {
  package.products.append(
    .library(name: "ganbook-fuzz", type: .dynamic, targets: ["Fuzzing"]))
  package.targets.append(
    .target(name: "Fuzzing", dependencies: ["HostileFiles"], path: "Tests/Fuzzing"))
}
