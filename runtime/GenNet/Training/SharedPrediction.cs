using System;
using System.Numerics;

namespace GenNet;

/// <summary>A prediction that the threads of the shared team make together, kept by the thread that asks for it, to ask again.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed unsafe class SharedPrediction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whole tiles, and whole vectors of samples in straight-line networks.</summary>
    private const int SamplesPerShare = 4 * Batch<float>.SamplesPerTile;

    [ThreadStatic]
    private static SharedPrediction<T>? t_prediction;

    private readonly Action<int> _runMember;
    private Network<T>? _network;
    private T* _inputs;
    private T* _outputs;
    private int _samples;
    private int _samplesPerShare;
    private int _shares;
    private int _threads;

    private SharedPrediction() => _runMember = RunMember;

    public static void Run(Network<T> network, T* inputs, T* outputs, int samples, int threads)
    {
        SharedPrediction<T> prediction = t_prediction ??= new SharedPrediction<T>();
        prediction._network = network;
        prediction._inputs = inputs;
        prediction._outputs = outputs;
        prediction._samples = samples;

        // Whole passes where there are several, so that every sample meets the kernel it would meet on one thread. One pass is cut into
        // whole tiles, and what is left over goes to the last of them: alone it could be too little for a tile.
        int samplesPerPass = network.Layout.SamplesPerPass;
        bool isOnePass = samples <= samplesPerPass;
        prediction._samplesPerShare = isOnePass ? SamplesPerShare : samplesPerPass;
        prediction._shares = isOnePass ? Math.Max(samples / SamplesPerShare, 1) : ((samples - 1) / samplesPerPass) + 1;
        prediction._threads = threads;
        try
        {
            WorkerTeam.RunShared(threads, prediction._runMember);
        }
        finally
        {
            prediction._network = null;
        }
    }

    private void RunMember(int member)
    {
        if (member >= _threads)
        {
            return;
        }

        int first = (int)((long)_shares * member / _threads);
        int end = (int)((long)_shares * (member + 1) / _threads);
        if (first < end)
        {
            int lastSample = end == _shares ? _samples : end * _samplesPerShare;
            _network!.ForwardPasses(_inputs, _outputs, first * _samplesPerShare, lastSample);
        }
    }
}
