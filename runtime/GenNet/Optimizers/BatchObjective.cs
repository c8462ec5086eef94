using System.Numerics;

namespace GenNet;

/// <summary>The loss of one batch and its gradient, to be evaluated as often as an optimizer wants at whatever parameters the network has.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal readonly unsafe struct BatchObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainableNetwork<T> _network;
    private readonly Batch<T> _batch;
    private readonly T* _inputs;
    private readonly T* _targets;
    private readonly T* _scratch;
    private readonly int _inputStep;
    private readonly int _samples;
    private readonly BatchFill? _fill;
    private readonly WorkerTeam? _team;
    private readonly BatchMode _mode;

    /// <summary>A batch of one pass.</summary>
    public BatchObjective(TrainableNetwork<T> network, in Batch<T> batch, WorkerTeam? team)
    {
        _network = network;
        _batch = batch;
        _team = team;
    }

    /// <summary>A batch of several passes.</summary>
    public BatchObjective(
        TrainableNetwork<T> network,
        T* inputs,
        int inputStep,
        T* targets,
        int samples,
        BatchFill? fill,
        BatchMode mode,
        WorkerTeam? team,
        T* scratch)
    {
        _mode = mode;
        _network = network;
        _inputs = inputs;
        _inputStep = inputStep;
        _targets = targets;
        _samples = samples;
        _fill = fill;
        _team = team;
        _scratch = scratch;
    }

    /// <summary>The network.</summary>
    public TrainableNetwork<T> Network => _network;

    /// <summary>The loss; the gradient lies in <see cref="TrainableNetwork{T}.GradientStorage"/>.</summary>
    /// <param name="isTrial">Whether the batch has been evaluated before: layers remember it once.</param>
    public T Evaluate(bool isTrial) => _samples == 0
        ? _network.StoreGradient(isTrial ? _batch.Again : _batch, _team)
        : _network.StoreGradient(_inputs, _inputStep, _targets, _samples, _fill, isTrial ? _mode.Again : _mode, _team, _scratch);
}
