import Files

extension Completer {
  /// The parameters of a script, if it can be read.
  func scriptParameters(of file: String) -> [ScriptParameter] {
    let path = host.resolve(file)
    guard let bytes = try? ScriptFile.readAgain(path) else { return [] }
    let source = SourceText(bytes: bytes, name: .file(path))
    return (try? Parser.parse(source, signatures: signatures).parameters) ?? []
  }

  /// Files and folders, these with a slash behind, whose path begins so.
  func paths(begunWith begun: String) -> [String] {
    let slash = begun.lastIndex(of: "/")
    let lead = slash.map { String(begun[...$0]) } ?? ""
    let begunName = slash.map { String(begun[begun.index(after: $0)...]) } ?? begun
    let folderPath = host.resolve(lead.isEmpty ? "." : lead)
    let names = Folder.readableNames(in: folderPath).lazy.filter { name in
      name.hasPrefix(begunName) && (begunName.hasPrefix(".") || !name.hasPrefix("."))
    }
    return names.prefix(1000).map { name in
      lead + name + (Folder.exists("\(folderPath)/\(name)") ? "/" : "")
    }
    .sorted()
  }
}
