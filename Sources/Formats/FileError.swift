import Files

/// What was wrong with a file, and which file it was: what readers and writers of this module throw. Its
/// description says both in words.
public typealias FileError = Files.FileError
