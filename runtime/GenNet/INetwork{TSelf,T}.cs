using System;
using System.IO;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet;

/// <summary>
/// What every generated network can do, so that code may be generic over networks: make one, load one, ask a class for its sizes. Every
/// generated class implements it for itself.
/// </summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Nothing is looked up at run time: under NativeAOT a generic method is compiled for each network it is used with. To train as well, ask for
/// the base class too: <c>where TNetwork : TrainableNetwork&lt;float&gt;, INetwork&lt;TNetwork, float&gt;</c>.
/// </remarks>
/// <example>
/// <code>
/// static TNetwork Train&lt;TNetwork&gt;(Dataset dataset)
///     where TNetwork : TrainableNetwork&lt;float&gt;, INetwork&lt;TNetwork, float&gt;
/// {
///     TNetwork network = TNetwork.Create(seed: 1);
///     network.Fit(dataset);
///     return network;
/// }
/// </code>
/// </example>
public interface INetwork<TSelf, T>
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of values in one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>The dimensions of one sample; their product is <see cref="InputSize"/>.</summary>
    static abstract ReadOnlySpan<int> InputShape { get; }

    /// <summary>The number of values the network yields for one sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The number of parameters.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    static abstract string Summary { get; }

    /// <summary>Makes a network with parameters drawn as declared.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    /// <returns>The network.</returns>
    static abstract TSelf Create(int seed);

    /// <summary>Makes a network with the parameters of a weight file.</summary>
    /// <param name="path">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(string path);

    /// <summary>Makes a network with the parameters of a weight stream, which is read to its end and left open.</summary>
    /// <param name="stream">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(Stream stream);

    /// <summary>Makes a network with the parameters of a weight file that is in memory.</summary>
    /// <param name="file">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(ReadOnlySpan<byte> file);

    /// <summary>Makes a network with the parameters of a weight file.</summary>
    /// <param name="path">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <param name="map">What the file leaves open.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(string path, WeightMap map);

    /// <summary>Makes a network with the parameters of a weight stream, which is read to its end and left open.</summary>
    /// <param name="stream">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <param name="map">What the file leaves open.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(Stream stream, WeightMap map);

    /// <summary>Makes a network with the parameters of a weight file that is in memory.</summary>
    /// <param name="file">What <c>Save</c> wrote for a network of this architecture; or safetensors, .npz or .npy of others whose shapes fit.</param>
    /// <param name="map">What the file leaves open.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract TSelf Load(ReadOnlySpan<byte> file, WeightMap map);

    /// <summary>Makes a network with the parameters of a weight file, on a thread of the pool.</summary>
    /// <param name="path">What <see cref="Load(string)"/> takes.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract Task<TSelf> LoadAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Makes a network with the parameters of a weight stream, which is read asynchronously to its end and left open.</summary>
    /// <param name="stream">What <see cref="Load(string)"/> takes.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is damaged or does not fit; the message says how.</exception>
    static abstract Task<TSelf> LoadAsync(Stream stream, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Network{T}.ClassifyEach(ReadOnlySpan{T})"/>
    int[] ClassifyEach(ReadOnlySpan<T> inputs);

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T}, int)"/>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, int threads);

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T})"/>
    T[] Predict(ReadOnlySpan<T> inputs);

    /// <inheritdoc cref="Network{T}.Classify(ReadOnlySpan{T})"/>
    int Classify(ReadOnlySpan<T> input);

    /// <inheritdoc cref="Network{T}.Classify(ReadOnlySpan{T}, Span{int})"/>
    void Classify(ReadOnlySpan<T> inputs, Span<int> classes);

    /// <inheritdoc cref="Network.Evaluate"/>
    Evaluation Evaluate(Dataset dataset);

    /// <inheritdoc cref="Network.Save(string)"/>
    void Save(string path);

    /// <inheritdoc cref="Network.Save(Stream)"/>
    void Save(Stream stream);

    /// <inheritdoc cref="Network.Save(string, WeightNames)"/>
    void Save(string path, WeightNames names);

    /// <inheritdoc cref="Network.Save(Stream, WeightNames)"/>
    void Save(Stream stream, WeightNames names);

    /// <inheritdoc cref="Network.Save(string, WeightMap)"/>
    void Save(string path, WeightMap map);

    /// <inheritdoc cref="Network.Save(Stream, WeightMap)"/>
    void Save(Stream stream, WeightMap map);

    /// <inheritdoc cref="Network.SaveAsync(string, CancellationToken)"/>
    Task SaveAsync(string path, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Network.SaveAsync(Stream, CancellationToken)"/>
    Task SaveAsync(Stream stream, CancellationToken cancellationToken = default);
}
