#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The logarithm to the base 2, from the C library.
func log2(_ x: Double) -> Double {
  #if canImport(Glibc)
    Glibc.log2(x)
  #elseif canImport(Musl)
    Musl.log2(x)
  #else
    Darwin.log2(x)
  #endif
}
