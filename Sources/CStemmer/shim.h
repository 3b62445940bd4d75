// The C interface of Snowball's libstemmer, for Analysis/Stemmer.swift alone.
#include <libstemmer.h>
