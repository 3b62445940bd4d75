// The C interface of zlib, for Files/GzipExpander.swift alone.
#include <zlib.h>
