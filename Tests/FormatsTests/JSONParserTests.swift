import Formats
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(0x1p63)),
      ("1.5e2", 150.0), ("1E-2", 0.01), ("-0.0", .number(-0.0)), ("\"\"", ""),
      (#""a\n\"\\\/\u00e9\ud83d\ude00é😀""#, "a\n\"\\/é😀é😀"),
      ("[]", []), ("[1,[2],{}]", [1, [2], [:]]), (#"{"b":1,"a":[null]}"#, ["b": 1, "a": [nil]]),
    ] as [(String, JSONValue)])
  func acceptsAndWritesBack(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
    #expect(try JSONParser.parse(value.text) == value)
  }

  @Test func membersKeepTheirOrder() throws {
    let value = try JSONParser.parse(#"{"z":1,"a":2,"m":3}"#)
    #expect(value.object?.keys == ["z", "a", "m"])
    #expect(value["a"]?.integer == 2)
    #expect(value["a"]?.number == 2)
    #expect(value["b"] == nil)
    #expect(value.text == #"{"z":1,"a":2,"m":3}"#)
  }

  @Test(arguments: [
    "", " ", "nul", "tru e", "01", "+1", "-", "1.", ".5", "1e", "1e+", "NaN", "Infinity",
    "-Infinity",
    "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}",
    "{a:1}", "{1:1}", "{\"a\" 1}", "'a'", "\"a", "\"a\nb\"", #""\x""#, #""\u12""#, #""\u123g""#,
    #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "1 2", "[]]", "{}}", "1e999", "-1e999",
    "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "/*c*/1", "1//c",
  ])
  func refuses(text: String) {
    #expect(throws: JSONProblem.self) { try JSONParser.parse(text) }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
      #expect(throws: JSONProblem.self) { try JSONParser.parse([0x22] + bytes + [0x22]) }
    }
  }

  @Test func depthIsBounded() throws {
    let limit = JSONParser.maximumDepth
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONParser.parse(nested(limit))
    #expect(throws: JSONProblem.tooDeep(limit: limit, offset: limit)) {
      try JSONParser.parse(nested(limit + 1))
    }
    #expect(throws: JSONProblem.self) { try JSONParser.parse(nested(100_000)) }
  }

  @Test func theNumberOfValuesIsBounded() {
    let text = "[" + String(repeating: "0,", count: JSONParser.maximumValues) + "0]"
    #expect(throws: JSONProblem.self) { try JSONParser.parse(text) }
  }

  @Test func everyTruncationIsRefused() throws {
    let text = Array(#"{"a":[1.5e3,"x\u00e9",true,null,{"b":{}}]}"#.utf8)
    _ = try JSONParser.parse(text)
    for length in text.indices {
      #expect(throws: JSONProblem.self) { try JSONParser.parse(text[..<length]) }
    }
  }
}
