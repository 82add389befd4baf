/// The name that was meant.
package enum Suggestion {
  /// Longer words are no slips of the finger, and their distance would take long to compute.
  private static let longestWord = 40

  /// The candidate that is nearest to a word; nil where none is near.
  ///
  /// Near means a third of the letters wrong at most, where a wrong, missing or further letter and
  /// two swapped ones count one each; or the beginning of a single candidate.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    guard !letters.isEmpty, letters.count <= longestWord else { return nil }
    var best: (name: String, distance: Int)?
    var beginnings: Set<String> = []
    for candidate in candidates {
      let other = Array(candidate.lowercased())
      guard other.count <= longestWord else { continue }
      if letters.count >= 2, other.starts(with: letters) { beginnings.insert(candidate) }
      let limit = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= limit else { continue }
      let distance = distance(letters, other)
      // A single letter is no slip of another single letter, unless it is its capital.
      guard distance <= limit, distance < min(letters.count, other.count) || distance == 0 else {
        continue
      }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name ?? (beginnings.count == 1 ? beginnings.first : nil)
  }

  /// Optimal string alignment: Levenshtein's distance with swaps of neighbours,
  /// https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
  package static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        row[j] = min(
          last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
