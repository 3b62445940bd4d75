// The C interface of libxml2's HTML parser, for Formats/HTMLParser.swift alone.
//
// Debian's libxml2 declares its converters with ICU's headers, which clash with the ICU inside
// Foundation wherever both are seen. Nothing here uses them, so they are left out: the only
// structure that differs is the encoding handler, which is the library's own business.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
