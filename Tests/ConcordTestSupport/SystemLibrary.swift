// The C library, under whatever name a system has it, for whoever imports this module: error
// numbers, and the calls that only tests make.

#if canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#else
  @_exported public import Darwin
#endif
