// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "own-gan",
  platforms: [.macOS(.v15)],
  dependencies: [
    // A package elsewhere says `url: "https://…/ganbook.git", branch: "main"` in place of the path.
    .package(name: "Ganbook", path: "../../..")
  ],
  targets: [
    .executableTarget(
      name: "own-gan",
      dependencies: [
        .product(name: "TensorEngine", package: "Ganbook"),
        .product(name: "GANs", package: "Ganbook"),
        .product(name: "Formats", package: "Ganbook"),
        .product(name: "Pictures", package: "Ganbook"),
        .product(name: "Datasets", package: "Ganbook"),
      ])
  ]
)
