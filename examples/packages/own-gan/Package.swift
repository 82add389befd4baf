// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "own-gan",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Without its traits Ganbook brings neither its programs nor what only they need.
    .package(name: "Ganbook", path: "../../..", traits: [])
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
