// The C library of the system, under one name. Re-exported, because a program that calls it would
// otherwise have to say in each file which of them it is built against.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
