import CEditLine
import Platform

// Before anything can be opened: it would get the number of a standard stream that is closed.
guard standard_descriptors_fill() else { exit(70) }
exit(Program.run(Array(CommandLine.arguments.dropFirst())))
