using System;
using System.IO;
using System.Numerics;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>A network of any layout that is only stored and loaded, never run.</summary>
internal sealed class StoredNetwork<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public StoredNetwork(NetworkLayout layout, int seed)
        : base(layout, seed)
    {
    }

    public T[] Parameters1D
    {
        get
        {
            T[] parameters = new T[Layout.ParameterCount];
            CopyParametersTo(parameters);
            return parameters;
        }
    }

    public byte[] ToFile()
    {
        using var stream = new MemoryStream();
        Save(stream);
        return stream.ToArray();
    }

    public void Load(string path) => LoadParameters(this, path);

    public void Load(Stream stream) => LoadParameters(this, stream);

    public void Load(ReadOnlySpan<byte> file) => LoadParameters(this, file);

    protected internal override void Forward(ref readonly T inputs, ref T outputs, ref T workspace, int samples) =>
        throw new NotSupportedException("This network is not run.");

    protected internal override T ForwardWithLoss(in Batch<T> batch, ref T outputs) =>
        throw new NotSupportedException("This network is not run.");
}
