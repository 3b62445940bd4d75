#!/usr/bin/env python3
"""Prints the results of a comparison of engines as the tables of README.md.

    Benchmarks/table.py RESULTS.json... [--engine NAME] [--each]

RESULTS.json is of a run in which all engines built an index of the same corpus and answered the
same queries in turn; several are of runs with other commands.

    {"corpus_bytes": N,
     "build": {ENGINE: {"wall_s": S, "cpu_s": S, "rss_mb": MB, "index_bytes": N}},
     "query": {COMMAND: {ENGINE: {CLASS: [MICROSECONDS OF EACH QUERY]}}}}

A time is shown as a multiple of that of the fastest of the other engines, the peers, so that what
is below 1 is faster than all of them. p99 is the time that 99 of 100 queries take at most, of all
classes that every engine answers; the geometric mean is over the same classes' means. With --each,
there is a table for each command with all engines.
"""
import argparse
import json
import math
import statistics

CLASSES = {
    "term_high": "one frequent word",
    "term_mid": "one middling word",
    "term_low": "one rare word",
    "and2": "all of 2 words",
    "and3": "all of 3 words",
    "or2": "any of 2 words",
    "or3": "any of 3 words",
    "or5": "any of 5 words",
    "and_not": "one word without another",
    "phrase2": "phrase of 2 words",
    "phrase3": "phrase of 3 words",
    "phrase_frequent": "phrase of frequent words",
    "sloppy": "sloppy phrase",
    "near": "two words near each other",
    "near_phrase": "a phrase near a word",
    "prefix": "prefix",
    "fuzzy": "fuzzy word",
}
COMMANDS = {
    "TOP_10": "ten best",
    "TOP_100": "hundred best",
    "COUNT": "count",
    "TOP_10_COUNT": "ten best and count",
}


def row(cells):
    print("| " + " | ".join(cells) + " |")


def table(header, rows):
    row(header)
    print("|" + "---|" * len(header))
    for cells in rows:
        row(cells)
    print()


def ratios(values, engine):
    """Each engine's value by the least of the peers', and in bold where it is the least of all."""
    peers = [v for e, v in values.items() if e != engine and v is not None]
    if not peers:
        return ["–" for _ in values]
    least = min(v for v in values.values() if v is not None)
    cells = []
    for value in values.values():
        if value is None:
            cells.append("–")
            continue
        ratio = value / min(peers)
        text = f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
        cells.append(f"**{text}**" if value == least else text)
    return cells


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, math.ceil(len(values) * share) - 1)]


def build_table(results, engines, engine):
    builds = [results["build"][e] for e in engines]
    walls = ratios({e: b["wall_s"] for e, b in zip(engines, builds)}, engine)
    table(["", *engines], [
        ["index / corpus, text stored",
         *(f"{b['index_bytes'] / results['corpus_bytes']:.2f}" for b in builds)],
        ["building, wall time", *walls],
        ["building, CPU time", *ratios({e: b["cpu_s"] for e, b in zip(engines, builds)}, engine)],
        ["peak memory while building, MB", *(f"{b['rss_mb']:.0f}" for b in builds)],
    ])


def summaries(times, engines):
    """Each class's means, then what sums up the classes that all engines answer."""
    classes = list(dict.fromkeys(c for e in engines for c in times[e]))
    shared = [c for c in classes if all(times[e].get(c) for e in engines)]
    found = {}
    for c in classes:
        found[CLASSES.get(c, c)] = {
            e: statistics.mean(times[e][c]) if times[e].get(c) else None for e in engines}
    found["geometric mean"] = {
        e: statistics.geometric_mean([statistics.mean(times[e][c]) for c in shared])
        for e in engines}
    found["p99"] = {
        e: quantile([t for c in shared for t in times[e][c]], 0.99) for e in engines}
    return found


def query_tables(queries, engines, engine):
    """One table with the engine's own ratios, and one that compares all in sum."""
    found = {COMMANDS.get(c, c): summaries(times, engines) for c, times in queries.items()}
    own = engines.index(engine)
    names = list(dict.fromkeys(n for summary in found.values() for n in summary))
    table([engine, *found], [
        [name, *(ratios(s[name], engine)[own] if name in s else "–" for s in found.values())]
        for name in names])
    table(["geometric mean", *found], [
        [e, *(ratios(s["geometric mean"], engine)[i] for s in found.values())]
        for i, e in enumerate(engines)])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--engine", default="concord", help="the engine that has peers")
    parser.add_argument("--each", action="store_true", help="a table for each command")
    arguments = parser.parse_args()
    results = {"query": {}}
    for path in arguments.results:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        results = {**found, "query": {**results["query"], **found["query"]}}
    if arguments.engine not in results["build"]:
        parser.error(f"there is no engine {arguments.engine} in the results")
    engines = sorted(results["build"], key=lambda e: e != arguments.engine)
    build_table(results, engines, arguments.engine)
    if not arguments.each:
        query_tables(results["query"], engines, arguments.engine)
        return
    for command, times in results["query"].items():
        table([COMMANDS.get(command, command), *engines], [
            [name, *ratios(values, arguments.engine)]
            for name, values in summaries(times, engines).items()])


main()
