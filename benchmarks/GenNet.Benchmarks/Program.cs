using BenchmarkDotNet.Running;
using GenNet.Benchmarks;

if (args is ["functions"])
{
    FunctionTimes.Print();
    return;
}

BenchmarkSwitcher.FromTypes([typeof(NetworkBenchmarks<>)]).Run(args);
