using BenchmarkDotNet.Running;
using GenNet.Benchmarks;

BenchmarkSwitcher.FromTypes([typeof(NetworkBenchmarks<>)]).Run(args);
