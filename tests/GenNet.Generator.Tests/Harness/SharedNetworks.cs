using System;
using System.Collections.Concurrent;

namespace GenNet.Generator.Tests.Harness;

/// <summary>Programs that several tests of a class run: each is compiled and loaded once, and stays loaded.</summary>
internal sealed class SharedNetworks
{
    private readonly ConcurrentDictionary<string, Lazy<LoadedNetworks>> _programs = new(StringComparer.Ordinal);

    /// <inheritdoc cref="GeneratorHarness.CompileAndLoad(string[])"/>
    public LoadedNetworks CompileAndLoad(params string[] sources) =>
        Load(string.Join('\0', sources), () => GeneratorHarness.CompileAndLoad(sources));

    /// <summary>What was loaded under this key, or what is loaded now.</summary>
    public LoadedNetworks Load(string key, Func<LoadedNetworks> load) =>
        _programs.GetOrAdd(key, _ => new Lazy<LoadedNetworks>(load)).Value;
}
