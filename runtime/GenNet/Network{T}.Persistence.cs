using System;
using System.ComponentModel;
using System.IO;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Exploring;
using GenNet.Numerics;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <content>How parameters come out and in: as values, as files, and out of the assembly.</content>
public abstract partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Copies the parameters out, layer by layer: weights row-major [inputs × outputs], then biases [outputs], then the slope that
    /// <see cref="Activation.PReLU"/> learns.
    /// </summary>
    /// <param name="destination">Receives <c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyParametersTo(Span<T> destination)
    {
        BatchShape.RequireParameterCount(Layout, destination.Length, nameof(destination));
        ParameterOrder.CopyFromStorage<T>(Layout, Storage, destination);
    }

    /// <summary>
    /// Copies the parameters in, layer by layer: weights row-major [inputs × outputs], then biases [outputs], then the slope that
    /// <see cref="Activation.PReLU"/> learns.
    /// </summary>
    /// <param name="source"><c>ParameterCount</c> values.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length.</exception>
    public void CopyParametersFrom(ReadOnlySpan<T> source)
    {
        BatchShape.RequireParameterCount(Layout, source.Length, nameof(source));
        ParameterOrder.CopyToStorage(Layout, source, Storage);
    }

    /// <inheritdoc/>
    public override void Save(string path) => ParameterFile.Save(this, path, map: null);

    /// <inheritdoc/>
    public override void Save(Stream stream) => ParameterFile.Save(this, stream, map: null);

    /// <inheritdoc/>
    public override void Save(string path, WeightMap map)
    {
        RequireNames(map);
        ParameterFile.Save(this, path, map);
    }

    /// <inheritdoc/>
    public override void Save(Stream stream, WeightMap map)
    {
        RequireNames(map);
        ParameterFile.Save(this, stream, map);
    }

    /// <summary>Names of layers belong to a file of others: ours would not be found again under other names.</summary>
    private static void RequireNames(WeightMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count > 0 && map.Names is null or WeightNames.GenNet)
        {
            throw new ArgumentException(
                "The map names layers, but not whose file that is, and files of GenNet's have names of their own. Say it: new WeightMap { Names = "
                + "WeightNames.PyTorch, … }.",
                nameof(map));
        }
    }

    /// <summary>
    /// Fills the parameters of a network from a weight file. Static, as its like: a member that the network's class declares cannot hide it from
    /// generated code.
    /// </summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, string path, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, path, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from a stream that is a weight file.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">A readable stream, read to its end and left open.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, Stream stream, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, stream, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from the bytes of a weight file.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadParameters<TNetwork>(TNetwork network, ReadOnlySpan<byte> file, WeightMap? map = null)
        where TNetwork : Network<T>
    {
        ParameterFile.Load(network, file, map);
        return network;
    }

    /// <summary>Fills the parameters of a network from a weight file, which is read asynchronously.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network, which nobody else has.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static async Task<TNetwork> LoadParametersAsync<TNetwork>(TNetwork network, string path, CancellationToken cancellationToken)
        where TNetwork : Network<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await WeightReading.LoadAsync(network, path, cancellationToken).ConfigureAwait(false);
        return network;
    }

    /// <summary>Fills the parameters of a network from a stream that is a weight file, which is read asynchronously.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network, which nobody else has.</param>
    /// <param name="stream">A readable stream, read to its end and left open.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged or does not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static async Task<TNetwork> LoadParametersAsync<TNetwork>(TNetwork network, Stream stream, CancellationToken cancellationToken)
        where TNetwork : Network<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        await WeightReading.LoadAsync(network, stream, "The stream", cancellationToken).ConfigureAwait(false);
        return network;
    }

    /// <summary>Fills a network with values that the compiler put into its assembly.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="values">The values of all tensors in their order, state among them.</param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbedded<TNetwork>(TNetwork network, ReadOnlySpan<T> values)
        where TNetwork : Network<T>
    {
        ParameterOrder.CopyToStorage(network.Layout, values, network.Storage, includesState: true);
        return network;
    }

    /// <summary>Fills a network from a file that the build put into its assembly, where the compiler has held it against the network.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The file, which is read and closed.</param>
    /// <param name="offsets">Where each tensor begins in the file, in bytes.</param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbedded<TNetwork>(TNetwork network, Stream file, ReadOnlySpan<int> offsets)
        where TNetwork : Network<T>
    {
        EmbeddedFile.Load(network, file, offsets);
        return network;
    }

    /// <summary>The same of a file whose values have another order, or are numbers of another type.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The file, which is read and closed.</param>
    /// <param name="pieces">
    /// Of each part of a tensor the bits of a value (−16 where they are those of a bfloat16), where the part begins in the file, in bytes, and where among
    /// the network's values; 1 where it is added to what is there, else 0; the number of its dimensions, and of each the size and how far apart its
    /// values lie in the file and in the network.
    /// </param>
    /// <returns>The network.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TNetwork LoadEmbeddedPieces<TNetwork>(TNetwork network, Stream file, ReadOnlySpan<int> pieces)
        where TNetwork : Network<T>
    {
        EmbeddedFile.LoadPieces(network, file, pieces);
        return network;
    }
}
