#!/usr/bin/env python3
"""Measures search engines on the same corpus and queries, in one run.

    Benchmarks/compare.py CORPUS.jsonl QUERIES.tsv RESULTS.json --work DIR ENGINE...

An engine is its name and two commands, one that builds an index and one that answers queries on its
standard input, in the protocol of "concord-bench help serve":

    'concord=concord-bench build {corpus} {index}::concord-bench serve {index}'

A line of QUERIES.tsv is a class, a tab and a query. All engines run together and each query goes to
them in turn, after two runs to warm up; the fastest of --runs counts, so that noise hits all alike.
Let nothing else run meanwhile. "table.py" prints the results, and says what is in them.
"""
import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time

# A query is repeated until it takes about this long, so that a pipe's round trip does not count.
STRETCH_NS = 3_000_000


def build(command, index):
    """Builds an index, and says what that took."""
    shutil.rmtree(index, ignore_errors=True)
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{shlex.join(command)} failed")
    files = [os.path.join(d, name) for d, _, names in os.walk(index) for name in names]
    return {
        "wall_s": time.monotonic() - start,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "rss_mb": usage.ru_maxrss / 1024,
        "index_bytes": sum(os.path.getsize(f) for f in files),
    }


class Server:
    """An engine that answers queries."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def ask(self, command, query):
        """The nanoseconds that a query took, or none if the engine does not have it."""
        start = time.perf_counter_ns()
        self.process.stdin.write(f"{command}\t{query}\n".encode())
        answer = b""
        while not answer.endswith(b"\n"):
            # A line that is read byte by byte would take longer than many a query.
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                sys.exit(f"an engine ended at {command} {query}")
            answer += piece
        elapsed = time.perf_counter_ns() - start
        return None if answer.startswith(b"UNSUPPORTED") else elapsed


def ask_all(servers, command, query, runs):
    """The microseconds that a query takes each of the engines that have it."""
    times, fastest = {}, {}
    for name, server in servers.items():
        server.ask(command, query)
        elapsed = server.ask(command, query)
        if elapsed is not None:
            times[name] = max(1, min(50, STRETCH_NS // elapsed))
    for _ in range(runs):
        for name, count in times.items():
            elapsed = servers[name].ask(f"{command}#{count}", query) / count / 1000
            fastest[name] = min(elapsed, fastest.get(name, elapsed))
    return fastest


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("queries")
    parser.add_argument("results")
    parser.add_argument("engines", nargs="+", metavar="ENGINE")
    parser.add_argument("--work", required=True, help="where the indexes are")
    parser.add_argument("--commands", default="TOP_10,TOP_100,COUNT,TOP_10_COUNT")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    results = {"corpus_bytes": os.path.getsize(arguments.corpus), "build": {}, "query": {}}
    servers = {}
    for engine in arguments.engines:
        name, _, commands = engine.partition("=")
        index = os.path.join(arguments.work, name)
        building, serving = (
            [word.format(corpus=arguments.corpus, index=index) for word in shlex.split(command)]
            for command in commands.split("::"))
        results["build"][name] = build(building, index)
        servers[name] = Server(serving)
    with open(arguments.queries, encoding="utf-8") as file:
        queries = [line.rstrip("\n").split("\t", 1) for line in file if "\t" in line]
    for command in arguments.commands.split(","):
        found = results["query"][command] = {name: {} for name in servers}
        for kind, query in queries:
            for name, elapsed in ask_all(servers, command, query, arguments.runs).items():
                found[name].setdefault(kind, []).append(elapsed)
    with open(arguments.results, "w", encoding="utf-8") as file:
        json.dump(results, file)


main()
