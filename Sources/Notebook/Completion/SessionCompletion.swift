import Files

extension Session {
  /// What may stand at the cursor of a text that is being typed.
  ///
  /// - Parameter cursor: how many Unicode scalars are before it.
  package func completions(of text: String, cursor: Int) -> CompletionList {
    let scalars = text.unicodeScalars.prefix(max(0, cursor))
    return Completer(session: self).complete(Substring(scalars))
  }

  /// What belongs to a network or a layer.
  func members(of owner: String) -> [(name: String, note: String)] {
    guard let model else { return [] }
    let parts = owner.split(separator: ".").map(String.init)
    guard let first = parts.first, first == "G" || first == "D" else { return [] }
    let network = first == "G" ? model.generator : model.discriminator
    switch parts.count {
    case 1:
      return network.plan.layersAndHeads.compactMap { layer in
        layer.name.map { name in
          let output = layer.output.extents.dropFirst().map(String.init).joined(separator: "x")
          return (name, "\(network.parts(of: name).joined(separator: ", ")); gives \(output)")
        }
      }
    case 2:
      return network.parts(of: parts[1]).map { part in
        (part, network.parameters["\(parts[1]).\(part)"].map { "\($0.shape)" } ?? "its last output")
      }
    case 3 where network.plan.trainableNames.contains("\(parts[1]).\(parts[2])"):
      let optimizer = first == "G" ? model.generatorOptimizer : model.discriminatorOptimizer
      let slots = zip(optimizer.state.slotNames, optimizer.state.slotSummaries)
      return [("grad", "the last gradient")] + slots.map { ($0, $1) }
    default: return []
    }
  }

  /// The parameters of a script, if it can be read.
  func scriptParameters(of file: String) -> [ScriptParameter] {
    let path = resolve(file)
    guard let bytes = try? ScriptFile.read(path) else { return [] }
    let source = SourceText(bytes: bytes, name: .file(path))
    return (try? Parser.parse(source, registry: registry).parameters) ?? []
  }

  /// Files and folders, these with a slash behind, whose path begins so.
  func paths(begunWith begun: String) -> [String] {
    let slash = begun.lastIndex(of: "/")
    let lead = slash.map { String(begun[...$0]) } ?? ""
    let begunName = slash.map { String(begun[begun.index(after: $0)...]) } ?? begun
    let folderPath = resolve(lead.isEmpty ? "." : lead)
    let names = Folder.readableNames(in: folderPath).lazy.filter { name in
      name.hasPrefix(begunName) && (begunName.hasPrefix(".") || !name.hasPrefix("."))
    }
    return names.prefix(1000).map { name in
      lead + name + (Folder.exists("\(folderPath)/\(name)") ? "/" : "")
    }
    .sorted()
  }
}
