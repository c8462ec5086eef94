using BenchmarkDotNet.Running;
using GenNet.Benchmarks;

BenchmarkRunner.Run<TrainingBenchmarks>(args: args);
