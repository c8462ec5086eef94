using System;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>A copy of the network that pictures are taken of while the network itself learns; one picture at a time.</summary>
internal sealed class NetworkCopy<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Training stands still while its parameters are copied: at most one part in fifty-one of its time.</summary>
    private const int TimesBreak = 50;

    /// <summary>Pictures that are asked for together are of the same copy, and nobody sees more of them in a second.</summary>
    private static readonly TimeSpan _leastAge = TimeSpan.FromSeconds(1d / 40);

    private readonly TrainingThread<T> _training;
    private readonly TrainableNetwork<T> _copy;
    private readonly T[] _storage;
    private readonly SemaphoreSlim _turn = new(1);
    private long _version = -1;
    private long _copied;
    private TimeSpan _age;

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
            TrainingStatus status = _training.Status;
            bool isYoung = status.IsRunning && Stopwatch.GetElapsedTime(_copied) < _age;
            if (status.Version != _version && !isYoung)
            {
                (_, TimeSpan time) = await _training.CopyStorageAsync(_storage).ConfigureAwait(false);
                _storage.CopyTo(_copy.Storage);
                _version = status.Version;
                _copied = Stopwatch.GetTimestamp();
                _age = time * TimesBreak > _leastAge ? time * TimesBreak : _leastAge;
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
