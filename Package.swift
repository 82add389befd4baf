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

let package = Package(
  name: "Ganbook",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TensorEngine", targets: ["TensorEngine"]),
    .library(name: "GANs", targets: ["GANs"]),
    .executable(name: "ganbook", targets: ["ganbook"]),
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
    // How every file is saved; for what is above, and no engine is needed for it.
    .target(name: "Files", dependencies: ["Platform"]),
    .target(
      name: "Datasets",
      dependencies: ["Pictures", "Files", "Platform", "TensorEngine", "CZlib", "CHash"]),
    .target(
      name: "ModelFiles",
      dependencies: ["GANs", "TensorEngine", "Files", "Platform", "CHDF5", "CHash", "CZlib"]),
    .target(name: "Pictures", dependencies: ["TensorEngine", "Files", "Platform", "CPNG"]),
    // The command language: it knows tensors, and no GAN.
    .target(name: "Language", dependencies: ["Files", "Platform", "TensorEngine"]),
    .target(
      name: "Notebook",
      dependencies: [
        "GANs", "Datasets", "Language", "ModelFiles", "Pictures", "Files", "Platform",
        "TensorEngine",
      ]),
    .executableTarget(
      name: "ganbook",
      dependencies: [
        "Language", "Notebook", "Pictures", "Files", "Platform", "TensorEngine", "CEditLine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "ganbook-benchmark",
      dependencies: [
        "GANs", "Platform", "TensorEngine", "CVectorKernels", "CBLAS", "CPseudoTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(
      name: "TensorEngineTests", dependencies: ["TensorEngine", "CVectorKernels", "ModelFiles"]),
    .testTarget(name: "GANsTests", dependencies: ["GANs", "ModelFiles", "Datasets"]),
    // Folders that go away, and file systems that fail, for the tests of all that is saved.
    .target(name: "FileTesting", dependencies: ["Files", "Platform"], path: "Tests/FileTesting"),
    .testTarget(name: "FilesTests", dependencies: ["FileTesting", "Files"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["Datasets", "FileTesting", "Pictures", "Files", "CZlib", "CHash"]
    ),
    .testTarget(
      name: "ModelFilesTests",
      dependencies: [
        "CZlib", "FileTesting", "HostileFiles", "ModelFiles", "Files", "TensorEngine",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["FileTesting", "Pictures", "Files", "CPNG"]),
    // Who may use whom; it reads the sources.
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "TensorEngine"]),
    .testTarget(
      name: "NotebookTests",
      dependencies: [
        "Notebook", "Datasets", "GANs", "Language", "ModelFiles", "Pictures", "TensorEngine",
      ]),
    .target(
      name: "HostileFiles",
      dependencies: [
        "Notebook", "Datasets", "GANs", "Language", "ModelFiles", "Pictures", "Files",
      ],
      path: "Tests/HostileFiles", exclude: ["Corpus", "Dictionaries"]),
    .testTarget(name: "HostileFilesTests", dependencies: ["HostileFiles", "TensorEngine"]),
    .testTarget(
      name: "ganbook-benchmarkTests",
      dependencies: [
        "ganbook-benchmark", "CVectorKernels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ganbookTests", dependencies: ["ganbook", "CPseudoTerminal", "Language", "ModelFiles"]),
  ]
)

// For scripts/fuzz alone: libFuzzer brings `main`, so that no other build could link this.
if Context.environment["GANBOOK_FUZZ"] != nil {
  package.products.append(
    .library(name: "ganbook-fuzz", type: .dynamic, targets: ["Fuzzing"]))
  package.targets.append(
    .target(name: "Fuzzing", dependencies: ["HostileFiles"], path: "Tests/Fuzzing"))
}
