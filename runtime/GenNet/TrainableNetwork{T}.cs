using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <summary>A generated network that has a backward pass.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Training belongs to one thread at a time; <see cref="Fit"/> spreads the work of each batch itself.</remarks>
public abstract class TrainableNetwork<T> : Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a network whose parameters are all zero.</summary>
    /// <param name="layout">The network's layers and storage.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TrainableNetwork(NetworkLayout layout)
        : base(layout)
    {
    }

    /// <summary>Makes a network whose parameters are drawn as declared.</summary>
    /// <param name="layout">The network's layers and storage.</param>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TrainableNetwork(NetworkLayout layout, int seed)
        : base(layout, seed)
    {
    }

    /// <summary>The loss of a batch and its gradient; the parameters stay as they are.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">What the network should yield: samples × <c>OutputSize</c> values.</param>
    /// <param name="gradient">
    /// Receives ∂loss/∂parameter for each of the <c>ParameterCount</c> parameters, in the order of
    /// <see cref="Network{T}.CopyParametersTo"/>. What it held before is overwritten.
    /// </param>
    /// <returns>The batch's loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    public unsafe T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient)
    {
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        BatchShape.RequireParameterCount(Layout, gradient.Length, nameof(gradient));
        ref T workspace = ref Workspace.Rent<T>(checked(Layout.WorkspaceLength + Layout.StorageLength));
        fixed (T* input = inputs, target = targets, scratch = &workspace)
        {
            T* stored = scratch + Layout.WorkspaceLength;
            T loss = AccumulateGradient(input, target, scratch, stored, samples, null, null);
            ParameterOrder.CopyFromStorage(Layout, new ReadOnlySpan<T>(stored, Layout.StorageLength), gradient);
            return loss;
        }
    }

    /// <summary>
    /// One step of training on the calling thread: forward, backward, and the optimizer's update. Allocates nothing after a
    /// thread's first call.
    /// </summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> values.</param>
    /// <param name="targets">What the network should yield: samples × <c>OutputSize</c> values.</param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <returns>The batch's loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or there is no sample.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T TrainStep(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer optimizer) =>
        TrainStep(inputs, targets, optimizer, null, null);

    /// <summary>Trains on a data set, batch by batch, for a number of epochs.</summary>
    /// <param name="dataset">Samples with as many inputs and targets as the network has inputs and outputs.</param>
    /// <param name="options">Epochs, batch size, optimizer and so on; the defaults of <see cref="FitOptions"/> if null.</param>
    /// <returns>What each epoch achieved.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">
    /// <see cref="FitOptions.CancellationToken"/> was cancelled; the network keeps what it has learnt.
    /// </exception>
    public TrainingHistory Fit(Dataset dataset, FitOptions? options = null) =>
        Trainer.Fit(this, dataset, options ?? new FitOptions());

    /// <summary>Forward and backward over one pass, with each gradient handed to <paramref name="update"/>.</summary>
    /// <param name="batch">The samples and their targets.</param>
    /// <param name="update">Where the gradient goes.</param>
    /// <returns>The sum of each sample's loss times <see cref="Batch{T}.Share"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, StoreGradient<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, AddGradient<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, SgdUpdate<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, MomentumUpdate<T> update);

    /// <inheritdoc cref="Backpropagate(in Batch{T}, StoreGradient{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal abstract T Backpropagate(in Batch<T> batch, AdamUpdate<T> update);

    /// <summary>One step on as many threads as the team has.</summary>
    [MethodImpl(Kernel.Options)]
    internal unsafe T TrainStep(
        ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer optimizer, BatchFill<T>? fill, WorkerTeam? team)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        if (Layout.IsStraightLine)
        {
            // So little work that handing it out would cost more, and its gradient is one sum.
            team = null;
            fill?.Fill(0, samples);
        }

        bool isOnePass = samples <= Layout.SamplesPerPass;
        int workspaceLength = checked(Layout.WorkspaceLength + (isOnePass ? 0 : Layout.StorageLength));
        ref T workspace = ref workspaceLength == 0 ? ref Unsafe.NullRef<T>() : ref Workspace.Rent<T>(workspaceLength);
        fixed (T* input = inputs, target = targets, scratch = &workspace, parameters = &ParameterStorage)
        {
            if (isOnePass)
            {
                if (fill is not null)
                {
                    fill.FirstOfPass = 0;
                }

                var batch = new Batch<T>(input, target, scratch, samples, ShareOf(samples), fill);
                return optimizer.Backpropagate(this, in batch, parameters, team);
            }

            T* gradient = scratch + Layout.WorkspaceLength;
            T loss = AccumulateGradient(input, target, scratch, gradient, samples, fill, team);
            optimizer.Update(this, parameters, gradient);
            return loss;
        }
    }

    /// <summary>Runs <see cref="Backpropagate(in Batch{T}, StoreGradient{T})"/> on each thread of a team.</summary>
    [MethodImpl(Kernel.Options)]
    internal T Spread<TUpdate>(in Batch<T> batch, TUpdate update, WorkerTeam? team)
        where TUpdate : struct, IUpdate<T>
    {
        if (team is null)
        {
            return Dispatch(in batch, update);
        }

        // One job a kind of update, kept by the team, so that a step allocates nothing.
        foreach (object job in team.Jobs)
        {
            if (job is SharedPass<TUpdate> pass && pass.Network == this)
            {
                return pass.Run(in batch, update);
            }
        }

        var added = new SharedPass<TUpdate>(this, team);
        team.Jobs.Add(added);
        return added.Run(in batch, update);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Dispatch<TUpdate>(in Batch<T> batch, TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        if (typeof(TUpdate) == typeof(SgdUpdate<T>))
        {
            return Backpropagate(in batch, Unsafe.BitCast<TUpdate, SgdUpdate<T>>(update));
        }

        if (typeof(TUpdate) == typeof(MomentumUpdate<T>))
        {
            return Backpropagate(in batch, Unsafe.BitCast<TUpdate, MomentumUpdate<T>>(update));
        }

        if (typeof(TUpdate) == typeof(AdamUpdate<T>))
        {
            return Backpropagate(in batch, Unsafe.BitCast<TUpdate, AdamUpdate<T>>(update));
        }

        return typeof(TUpdate) == typeof(AddGradient<T>)
            ? Backpropagate(in batch, Unsafe.BitCast<TUpdate, AddGradient<T>>(update))
            : Backpropagate(in batch, Unsafe.BitCast<TUpdate, StoreGradient<T>>(update));
    }

    private unsafe T AccumulateGradient(
        T* inputs, T* targets, T* workspace, T* gradient, int samples, BatchFill<T>? fill, WorkerTeam? team)
    {
        T share = ShareOf(samples);
        T loss = T.Zero;
        for (int first = 0; first < samples;)
        {
            int count = Math.Min(samples - first, Layout.SamplesPerPass);
            var batch = new Batch<T>(
                inputs + ((nint)first * Layout.InputSize),
                targets + ((nint)first * Layout.OutputSize),
                workspace,
                count,
                share,
                fill);
            if (fill is not null)
            {
                fill.FirstOfPass = first;
            }

            loss += first == 0
                ? Spread(in batch, new StoreGradient<T>(gradient), team)
                : Spread(in batch, new AddGradient<T>(gradient), team);
            first += count;
        }

        return loss;
    }

    private T ShareOf(int samples) =>
        Layout.Reduction == Reduction.Mean ? T.One / T.CreateChecked(samples) : T.One;

    /// <summary>A pass that the threads of a team run together.</summary>
    private sealed class SharedPass<TUpdate>
        where TUpdate : struct, IUpdate<T>
    {
        private readonly WorkerTeam _team;
        private readonly Action<int> _runMember;
        private Batch<T> _batch;
        private TUpdate _update;
        private T _loss;

        public SharedPass(TrainableNetwork<T> network, WorkerTeam team)
        {
            Network = network;
            _team = team;
            _runMember = RunMember;
        }

        public TrainableNetwork<T> Network { get; }

        public T Run(in Batch<T> batch, TUpdate update)
        {
            _batch = batch;
            _update = update;
            _team.Run(_runMember);
            return _loss;
        }

        private void RunMember(int member)
        {
            T loss = Network.Dispatch(_batch.For(_team, member), _update);
            if (member == 0)
            {
                _loss = loss;
            }
        }
    }
}
