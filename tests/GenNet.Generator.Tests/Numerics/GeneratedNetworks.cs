using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Networks that were generated, compiled and loaded together, as one compilation is much cheaper than many.</summary>
internal sealed class GeneratedNetworks
{
    private readonly LoadedNetworks _loaded;

    private GeneratedNetworks(LoadedNetworks loaded) => _loaded = loaded;

    /// <summary>Generates what the descriptions declare.</summary>
    public static GeneratedNetworks Compile(IEnumerable<NetworkDescription> descriptions) =>
        Compile([.. descriptions.Select(description => description.Source)]);

    /// <summary>Generates what the sources declare.</summary>
    public static GeneratedNetworks Compile(params string[] sources) => new(GeneratorHarness.CompileAndLoad(sources));

    /// <summary>Makes the network of this name.</summary>
    public GeneratedNetwork Create(NetworkDescription description, int seed = 0) => Create(description.Name, description.Precision, seed);

    /// <summary>Makes the network of a name.</summary>
    public GeneratedNetwork Create(string name, Precision precision, int seed = 0) => precision == Precision.Single
        ? new GeneratedNetwork<float>(_loaded.CreateSingle(name, seed))
        : new GeneratedNetwork<double>(_loaded.CreateDouble(name, seed));

    /// <summary>Makes the network of this name, with these parameters.</summary>
    public GeneratedNetwork Create(NetworkDescription description, double[] parameters)
    {
        GeneratedNetwork network = Create(description);
        network.Parameters = parameters;
        return network;
    }

    /// <summary>Makes the network of this name, which computes in single precision.</summary>
    public TrainableNetwork<float> CreateSingle(NetworkDescription description, int seed = 0) =>
        _loaded.CreateSingle(description.Name, seed);

    /// <summary>Makes the network of this name, which computes in double precision.</summary>
    public TrainableNetwork<double> CreateDouble(NetworkDescription description, int seed = 0) =>
        _loaded.CreateDouble(description.Name, seed);
}
