using System;
using System.Numerics;

namespace GenNet;

/// <summary>A prediction that the threads of the shared team make together, kept by the thread that asks for it, to ask again.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed unsafe class SharedPrediction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whole tiles, and whole groups of the widest vectors in straight-line networks.</summary>
    private const int SamplesPerShare = 8 * Batch<float>.SamplesPerTile;

    [ThreadStatic]
    private static SharedPrediction<T>? t_prediction;

    private readonly Action<int> _runMember;
    private Network<T>? _network;
    private T* _inputs;
    private T* _outputs;
    private int _samples;
    private int _passes;
    private int _threads;
    private SharedWork _work = new(lists: 1, members: 1);

    private SharedPrediction() => _runMember = RunMember;

    /// <summary>Predicts on the threads of a team, or, where none is given, on those that all share.</summary>
    public static void Run(Network<T> network, T* inputs, T* outputs, int samples, int threads, WorkerTeam? team = null)
    {
        SharedPrediction<T> prediction = t_prediction ??= new SharedPrediction<T>();
        prediction._network = network;
        prediction._inputs = inputs;
        prediction._outputs = outputs;
        prediction._samples = samples;

        // As many passes as one thread makes; what is less than a tile comes with the last of them.
        prediction._passes = NetworkLayout.PassesOf(samples, network.Layout.SamplesPerPrediction);
        if (prediction._threads != threads)
        {
            prediction._threads = threads;
            prediction._work = new SharedWork(lists: 1, threads);
        }

        prediction._work.Begin();
        try
        {
            if (team is null)
            {
                WorkerTeam.RunShared(threads, prediction._runMember);
            }
            else
            {
                team.Run(prediction._runMember);
            }
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

        // Whole passes where there are several, so that every sample meets the kernel it would meet on one thread. One pass is cut into
        // whole tiles, and what is left over goes to the last of them: alone it could be too little for a tile.
        bool isOnePass = _passes == 1;
        int count = isOnePass ? _samples : _passes;
        int grain = isOnePass ? SamplesPerShare : 1;
        int samplesPerPass = isOnePass ? 1 : _network!.Layout.SamplesPerPrediction;
        while (_work.TryTake(0, member, count, grain, grain, out int first, out int end))
        {
            _network!.ForwardPasses(_inputs, _outputs, first * samplesPerPass, end == count ? _samples : end * samplesPerPass);
        }
    }
}
