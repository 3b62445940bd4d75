#include <stdio.h>
#include "concord.h"

/* Adds two notes to the index in the directory that is named, and prints what it finds. */
int main(int argc, char **argv) {
  concord_index *index = NULL;
  concord_hits *hits = NULL;
  char *message = NULL, *key = NULL, *text = NULL;
  const char *names[] = {"text"}, *whale[] = {"Call me Ishmael. The whales swam by."};
  const char *sea[] = {"The sea was calm."};
  if (argc < 3 || concord_open(argv[1], "text:english", &index, &message)) goto failed;
  if (concord_add(index, "whale", names, whale, 1, &message)) goto failed;
  if (concord_add(index, "sea", names, sea, 1, &message)) goto failed;
  if (concord_commit(index, &message)) goto failed;
  if (concord_search(index, argv[2], 10, &hits, &message)) goto failed;
  for (size_t i = 0; i < concord_hits_count(hits); i++) {
    if (concord_hit_key(hits, i, &key, &message)) goto failed;
    if (concord_hit_snippet(hits, i, NULL, &text, &message)) goto failed;
    printf("%s: %s (%d)\n", key, text ? text : "", concord_hit_score(hits, i) > 0);
    concord_free(key), concord_free(text);
  }
  return concord_hits_free(hits), concord_close(index), 0;
failed:
  return printf("failed: %s\n", message ? message : "no directory and query"), 1;
}
