using System;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>A copy of the network that pictures are taken of while the network itself learns; one picture at a time.</summary>
internal sealed class NetworkCopy<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingThread<T> _training;
    private readonly TrainableNetwork<T> _copy;
    private readonly T[] _storage;
    private readonly SemaphoreSlim _turn = new(1);
    private long _version = -1;

    public NetworkCopy(TrainingThread<T> training, TrainableNetwork<T> network)
    {
        _training = training;
        _copy = (TrainableNetwork<T>)network.Copy();
        _storage = new T[network.Layout.StorageLength];
    }

    /// <summary>Takes a picture of the network as it is now.</summary>
    public async Task<TPicture> TakeAsync<TPicture>(Func<TrainableNetwork<T>, TPicture> picture)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            // While nothing has happened the copy is still right. The version is asked for first: what happens meanwhile counts as new.
            long version = _training.Status.Version;
            if (version != _version)
            {
                await _training.CopyStorageAsync(_storage).ConfigureAwait(false);
                _storage.CopyTo(_copy.Storage);
                _version = version;
            }

            return picture(_copy);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
