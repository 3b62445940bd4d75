/* Concord for programs in C, and in whatever can call C.
 *
 * An index is opened, changed and searched through handles. Every function that can fail returns a
 * concord_status, and, if its last argument is not NULL, leaves a sentence there that says what is
 * wrong; it is NULL if all is well. Texts are UTF-8 that ends with a zero byte. Texts and sentences
 * that a function hands out are the caller's, who gives them back with concord_free.
 *
 * No function crashes on a NULL, on a handle that was never given or is closed already, or on a text
 * that is not UTF-8: it refuses them with CONCORD_ARGUMENT. Any number of threads may call at once.
 */
#ifndef CONCORD_H
#define CONCORD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a function has to say. */
enum {
  CONCORD_OK = 0,
  CONCORD_ARGUMENT = 1,     /* an argument is NULL, not UTF-8, or no handle */
  CONCORD_QUERY = 2,        /* the text of a query has a mistake, or asks for what cannot be done */
  CONCORD_NOT_AN_INDEX = 3, /* there is no index at the path */
  CONCORD_SCHEMA = 4,       /* the fields cannot be so, or are not those of the index */
  CONCORD_VERSION = 5,      /* the index was made by another version of Concord */
  CONCORD_DAMAGED = 6,      /* bytes of the index are not what was written */
  CONCORD_LOCKED = 7,       /* someone else is writing */
  CONCORD_FIELD = 8,        /* the index has no such field */
  CONCORD_DOCUMENT = 9,     /* a document breaks a limit */
  CONCORD_SYSTEM = 10       /* the operating system refused something */
};
typedef int32_t concord_status;

/* Which values of a field come first. */
enum {
  CONCORD_ASCENDING = 0, /* the least: the oldest date, the smallest number */
  CONCORD_DESCENDING = 1 /* the greatest: the newest date, the largest number */
};
typedef int32_t concord_order;

/* An open index, and what a search has found. Both stay valid until they are given back. */
typedef struct concord_index concord_index;
typedef struct concord_hits concord_hits;

/* Opens the index in the directory `path`.
 *
 * `schema` names the fields with a space between: "title:text^2 body:english author:keyword
 * date:date price:number". The kind is `text`, a language whose stems are to be searched, `keyword`,
 * `date` or `number`; a number behind ^ is the field's weight. The index is made if there is none.
 * If there is one, it has to have these fields, or it is CONCORD_SCHEMA. If `schema` is NULL, there
 * has to be an index, and its fields are what they are. */
concord_status concord_open(
  const char *path, const char *schema, concord_index **index, char **message);

/* Closes an index. Changes that were not committed are forgotten; hits stay as they are. */
void concord_close(concord_index *index);

/* Takes note of a document with `count` fields, to be added by the next commit, in place of any with
 * the same key. Until then it stays in memory: who adds many commits now and then. */
concord_status concord_add(
  concord_index *index, const char *key, const char *const *names, const char *const *texts,
  size_t count, char **message);

/* Takes note that the document with this key is to be deleted by the next commit. */
concord_status concord_delete(concord_index *index, const char *key, char **message);

/* Takes note of fields that the next commit adds to the index unless it has them, written as for
 * concord_open: so that a program can say on each start what it needs. What a field is for cannot be
 * changed: if the index has one of that name with other settings, the commit is CONCORD_SCHEMA. */
concord_status concord_add_fields(concord_index *index, const char *schema, char **message);

/* Makes what was noted durable and searchable, all of it, or if it fails, nothing: what was noted
 * then goes on waiting for a commit, as after CONCORD_LOCKED, or for concord_rollback: after
 * CONCORD_DOCUMENT, CONCORD_FIELD or CONCORD_SCHEMA every commit fails until then. */
concord_status concord_commit(concord_index *index, char **message);

/* Forgets what was noted since the last commit. */
concord_status concord_rollback(concord_index *index, char **message);

/* Finds the best `limit` documents for a query in Concord's query language. */
concord_status concord_search(
  const concord_index *index, const char *query, size_t limit, concord_hits **hits,
  char **message);

/* Finds documents for a query in the order of a field, which is a date, a number or a keyword: at most
 * `limit` of them, after the first `offset`, which are left out. Documents without a value come last;
 * of equal values, the better score comes first. If `field` is NULL, the order is that of the scores,
 * the best first, and `order` counts for nothing. The second page of the newest:
 *
 *   concord_search_sorted(index, "summit", "date", CONCORD_DESCENDING, 10, 10, &hits, &message) */
concord_status concord_search_sorted(
  const concord_index *index, const char *query, const char *field, concord_order order,
  size_t limit, size_t offset, concord_hits **hits, char **message);

/* Counts the documents that match a query. */
concord_status concord_count(
  const concord_index *index, const char *query, size_t *count, char **message);

/* How many hits there are; 0 if `hits` is not valid. */
size_t concord_hits_count(const concord_hits *hits);

/* The score of a hit, the first of which is number 0; not a number if there is no such hit. */
double concord_hit_score(const concord_hits *hits, size_t number);

/* The key of a hit. */
concord_status concord_hit_key(
  const concord_hits *hits, size_t number, char **key, char **message);

/* The stored text of a field of a hit; NULL if it has none, or if the field is not stored. A field
 * that the index does not have is CONCORD_FIELD. */
concord_status concord_hit_field(
  const concord_hits *hits, size_t number, const char *field, char **text, char **message);

/* The part of a field's text that shows the match best; `field` may be NULL, which leaves the choice
 * to Concord. NULL if there is no text. */
concord_status concord_hit_snippet(
  const concord_hits *hits, size_t number, const char *field, char **text, char **message);

/* The same with every word that matched between two marks, such as "[" and "]". The rest is as it was
 * stored: for HTML, take two marks that no text has, such as "\x02" and "\x03", escape the text, and
 * put tags in place of the marks. */
concord_status concord_hit_snippet_marked(
  const concord_hits *hits, size_t number, const char *field, const char *before, const char *after,
  char **text, char **message);

/* Gives hits back. */
void concord_hits_free(concord_hits *hits);

/* Gives a text back; NULL is fine. */
void concord_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
