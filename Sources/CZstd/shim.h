// The C interface of libzstd, for Storage/Zstd.swift alone. The dictionary builder is part of the library.
#include <zstd.h>
#include <zdict.h>
#include <zstd_errors.h>
