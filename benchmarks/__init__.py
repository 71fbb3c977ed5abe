"""How long handouts take: `make bench` measures, and writes the tables in benchmarks/README.md."""
