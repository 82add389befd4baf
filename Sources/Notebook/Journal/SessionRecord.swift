import Formats
import Language

/// What a journal keeps of a session besides its cells and its run, to take it up again: names,
/// settings, stops, what is watched, and the training that was stopped.
struct SessionRecord {
  /// A training that was to go on: the command that began it, and the iteration that it was to
  /// reach.
  struct Goal: Equatable {
    let command: String
    let iteration: Int
  }

  /// A stop: the command that makes it, its number, and how often it was hit.
  struct KeptStop: Equatable {
    let command: String
    let number: Int
    let hits: Int
  }

  /// By name, as ``KeptValues`` has them.
  var values = JSONObject()
  /// The name of the file beside the journal that has their tensors; nil where there are none.
  var tensors: String?
  /// Names that are not kept, each with the reason: `x (a picture)`.
  var leftOut: [String] = []
  /// Functions of the user's own, as they are written.
  var definitions: [String] = []
  var pictures = ""
  var timelineMemory: Int?
  /// As the commands that make them: `watch loss.d every=2`. Journals of an earlier Ganbook have
  /// their stops here, too.
  var commands: [String] = []
  var stops: [KeptStop] = []
  /// The number of the next stop.
  var nextStop = 1
  var goal: Goal?
  var pictureCount = 0
  var randomUses = 0

  init() {}

  // MARK: - As JSON

  var json: JSONValue {
    var object: JSONObject = [
      "values": .object(values), "leftOut": .array(leftOut.map(JSONValue.string)),
      "pictures": .string(pictures), "commands": .array(commands.map(JSONValue.string)),
      "pictureCount": .integer(pictureCount), "randomUses": .integer(randomUses),
    ]
    if !definitions.isEmpty {
      object["definitions"] = .array(definitions.map(JSONValue.string))
    }
    object["stops"] = .array(
      stops.map {
        ["command": .string($0.command), "number": .integer($0.number), "hits": .integer($0.hits)]
      })
    object["nextStop"] = .integer(nextStop)
    object["tensors"] = tensors.map(JSONValue.string)
    object["timelineMemory"] = timelineMemory.map(JSONValue.integer)
    object["goal"] = goal.map {
      ["command": .string($0.command), "iteration": .integer($0.iteration)]
    }
    return .object(object)
  }

  /// Nil where the JSON is not of this form.
  init?(_ json: JSONValue) {
    func texts(_ name: String) -> [String]? { json[name]?.array?.compactMap(\.string) }
    func count(_ name: String) -> Int? { Self.count(json[name]) }
    guard let values = json["values"]?.object, let leftOut = texts("leftOut"),
      let pictures = json["pictures"]?.string, let commands = texts("commands"),
      let pictureCount = count("pictureCount"), let randomUses = count("randomUses")
    else { return nil }
    self.values = values
    self.leftOut = leftOut
    self.pictures = pictures
    self.commands = commands
    self.pictureCount = pictureCount
    self.randomUses = randomUses
    definitions = texts("definitions") ?? []
    for stop in json["stops"]?.array ?? [] {
      guard let command = stop["command"]?.string, let number = Self.count(stop["number"]),
        let hits = Self.count(stop["hits"])
      else { return nil }
      stops.append(KeptStop(command: command, number: number, hits: hits))
    }
    nextStop = count("nextStop") ?? 1
    tensors = json["tensors"]?.string
    timelineMemory = count("timelineMemory")
    if let goal = json["goal"] {
      guard let command = goal["command"]?.string, let iteration = goal["iteration"]?.integer,
        (0..<Int.largestExact).contains(iteration)
      else { return nil }
      self.goal = Goal(command: command, iteration: iteration)
    }
  }

  /// Bounded, so that it can be counted on from there.
  private static func count(_ json: JSONValue?) -> Int? {
    json?.integer.flatMap { (0..<Int.largestExact).contains($0) ? $0 : nil }
  }
}
