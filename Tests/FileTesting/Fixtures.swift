import Files
import Platform

/// The folder of small files that `make_fixtures.py` wrote with the original libraries.
package let fixtures = Folder.split(#filePath).folder + "/Fixtures"

/// The bytes of one of them.
package func fixture(_ name: String) throws -> [UInt8] { try FileBytes.read("\(fixtures)/\(name)") }

/// How many random changes a robustness test makes; `GANBOOK_TEST_SIZE` raises it.
package let testSize = getenv("GANBOOK_TEST_SIZE").flatMap { Int(String(cString: $0)) } ?? 200
