using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <content>How a batch becomes passes, and a pass the work of threads.</content>
public abstract partial class TrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Forward and backward over one pass, with the gradient in <see cref="GradientStorage"/>.</summary>
    internal unsafe T StoreGradient(in Batch<T> batch, WorkerTeam? team) => Spread(in batch, new StoreGradient<T>(GradientPointer), team);

    /// <summary>Forward and backward over a batch of several passes, with the gradient in <see cref="GradientStorage"/>.</summary>
    internal unsafe T StoreGradient(T* inputs, int inputStep, T* targets, int samples, BatchFill? fill, BatchMode mode, WorkerTeam? team, T* scratch) =>
        AccumulateGradient(inputs, inputStep, targets, scratch, GradientPointer, samples, 0, ShareOf(samples), isFirst: true, fill, mode, team);

    /// <summary>One step on as many threads as the team has.</summary>
    [MethodImpl(Kernel.Options)]
    internal unsafe T TrainStep(
        ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer optimizer, BatchFill? fill, BatchMode mode, WorkerTeam? team)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        if (Layout.IsStraightLine)
        {
            // So little work that handing it out would cost more, and its gradient is one sum.
            team = null;
        }

        if (fill is null)
        {
            // Those that are still to be fetched come from a data set, which was looked at before.
            Indices.Require(Layout, inputs);
        }

        int length = ScratchLength(samples, keepsGradient: false, copiesInputs: false);
        ref T workspace = ref length == 0 ? ref Unsafe.NullRef<T>() : ref Workspace.Rent<T>(length);
        fixed (T* input = inputs, target = targets, scratch = &workspace)
        {
            return Step(input, Layout.InputSize, target, samples, optimizer, fill, mode, team, scratch);
        }
    }

    /// <summary>Adds the gradient of one batch of several that are one step; the first of them begins it.</summary>
    /// <param name="inputs">The samples, or some of a batch's that have the same weight.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="firstSample">Which of the batch's samples is the first of them.</param>
    /// <param name="samplesOfStep">The number of samples of the whole step.</param>
    /// <param name="weight">What each of them counts.</param>
    /// <param name="isFirst">Whether it begins the step.</param>
    /// <param name="fill">Fetches the samples; null where they are there.</param>
    /// <param name="mode">What is drawn and remembered beside the gradient.</param>
    /// <param name="team">The threads; null for the calling one alone.</param>
    /// <returns>The batch's share of the step's loss.</returns>
    internal unsafe T AddGradient(
        ReadOnlySpan<T> inputs,
        ReadOnlySpan<T> targets,
        int firstSample,
        int samplesOfStep,
        T weight,
        bool isFirst,
        BatchFill? fill,
        BatchMode mode,
        WorkerTeam? team)
    {
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        team = Layout.IsStraightLine ? null : team;
        int length = ScratchLength(samples, keepsGradient: false, copiesInputs: false);
        ref T workspace = ref length == 0 ? ref Unsafe.NullRef<T>() : ref Workspace.Rent<T>(length);
        fixed (T* input = inputs, target = targets, scratch = &workspace)
        {
            return AccumulateGradient(
                input,
                Layout.InputSize,
                target,
                scratch,
                GradientPointer,
                samples,
                firstSample,
                weight * ShareOf(samplesOfStep),
                isFirst,
                fill,
                mode,
                team);
        }
    }

    /// <summary>The loss of a batch of bytes and its gradient, as <see cref="Gradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>.
    /// </param>
    /// <param name="gradient">Receives the gradient, in parameter order.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The batch's loss.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal unsafe T GradientFromBytes(ReadOnlySpan<byte> inputs, ReadOnlySpan<T> targets, Span<T> gradient, T scale)
    {
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        BatchShape.RequireParameterCount(Layout, gradient.Length, nameof(gradient));
        ref T workspace = ref Workspace.Rent<T>(ScratchLength(samples, keepsGradient: true, copiesInputs: true));
        fixed (byte* input = inputs)
        {
            fixed (T* target = targets, scratch = &workspace)
            {
                ByteFill<T> fill = FillFrom(input, scratch, samples, keepsGradient: true, scale);
                return Gradient(fill.Destination, 0, target, samples, gradient, fill, mode: default, scratch);
            }
        }
    }

    /// <summary>One step of training on bytes, as <see cref="TrainStep(ReadOnlySpan{T}, ReadOnlySpan{T}, Optimizer)"/>.</summary>
    /// <param name="inputs">The samples, row after row: samples × <c>InputSize</c> bytes.</param>
    /// <param name="targets">
    /// What the network should yield: samples × <c>OutputSize</c> values, half as many with <see cref="Loss.GaussianNll"/>.
    /// </param>
    /// <param name="optimizer">How the parameters follow the gradient.</param>
    /// <param name="scale">What each byte is multiplied by.</param>
    /// <returns>The batch's loss before the update.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(Kernel.Options)]
    protected internal unsafe T TrainStepFromBytes(ReadOnlySpan<byte> inputs, ReadOnlySpan<T> targets, Optimizer optimizer, T scale)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        ref T workspace = ref Workspace.Rent<T>(ScratchLength(samples, keepsGradient: false, copiesInputs: true));
        fixed (byte* input = inputs)
        {
            fixed (T* target = targets, scratch = &workspace)
            {
                ByteFill<T> fill = FillFrom(input, scratch, samples, keepsGradient: false, scale);
                T loss = Step(
                    fill.Destination, 0, target, samples, optimizer, fill, BatchMode.OfStep(_seed, _steps), null, scratch);
                _steps = unchecked(_steps + 1);
                return loss;
            }
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
            if (job is SharedPass<T, TUpdate> pass && pass.Network == this)
            {
                return pass.Run(in batch, update);
            }
        }

        var added = new SharedPass<T, TUpdate>(this, team);
        team.Jobs.Add(added);
        return added.Run(in batch, update);
    }

    /// <summary>Runs the generated pass for one kind of update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Dispatch<TUpdate>(in Batch<T> batch, TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        if (typeof(TUpdate) == typeof(SgdUpdate<T>))
        {
            return Backpropagate(in batch, Unsafe.BitCast<TUpdate, SgdUpdate<T>>(update));
        }

        return typeof(TUpdate) == typeof(AddGradient<T>)
            ? Backpropagate(in batch, Unsafe.BitCast<TUpdate, AddGradient<T>>(update))
            : Backpropagate(in batch, Unsafe.BitCast<TUpdate, StoreGradient<T>>(update));
    }

    private unsafe T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient, BatchMode mode)
    {
        int samples = BatchShape.CountTrainingSamples(Layout, inputs.Length, targets.Length);
        BatchShape.RequireParameterCount(Layout, gradient.Length, nameof(gradient));
        Indices.Require(Layout, inputs);
        ref T workspace = ref Workspace.Rent<T>(ScratchLength(samples, keepsGradient: true, copiesInputs: false));
        fixed (T* input = inputs, target = targets, scratch = &workspace)
        {
            return Gradient(input, Layout.InputSize, target, samples, gradient, null, mode, scratch);
        }
    }

    private unsafe T Gradient(
        T* inputs, int inputStep, T* targets, int samples, Span<T> gradient, BatchFill? fill, BatchMode mode, T* scratch)
    {
        T* stored = scratch + WorkspaceOf(samples);
        T loss = AccumulateGradient(
            inputs, inputStep, targets, scratch, stored, samples, 0, ShareOf(samples), isFirst: true, fill, mode, null);
        ParameterOrder.CopyGradient(Layout, new ReadOnlySpan<T>(stored, Layout.StorageLength), gradient);
        return loss;
    }

    /// <summary>Forward, backward and update of a batch; the next pass's inputs lie <paramref name="inputStep"/> a sample farther on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe T Step(
        T* inputs, int inputStep, T* targets, int samples, Optimizer optimizer, BatchFill? fill, BatchMode mode, WorkerTeam? team, T* scratch)
    {
        fixed (T* parameters = &ParameterStorage)
        {
            if (samples <= MostSamplesOfPass)
            {
                Begin(fill, 0, samples);
                var batch = new Batch<T>(inputs, targets, scratch, samples, ShareOf(samples), fill, mode);
                return optimizer.Backpropagate(this, in batch, parameters, team);
            }

            if (optimizer is Lbfgs searching)
            {
                return searching.Minimize(new BatchObjective<T>(this, inputs, inputStep, targets, samples, fill, mode, team, scratch));
            }

            T loss = StoreGradient(inputs, inputStep, targets, samples, fill, mode, team, scratch);
            optimizer.Follow(this, team);
            return loss;
        }
    }

    private unsafe T AccumulateGradient(
        T* inputs,
        int inputStep,
        T* targets,
        T* workspace,
        T* gradient,
        int samples,
        int firstSample,
        T share,
        bool isFirst,
        BatchFill? fill,
        BatchMode mode,
        WorkerTeam? team)
    {
        T loss = T.Zero;
        for (int first = 0; first < samples;)
        {
            int count = Math.Min(samples - first, MostSamplesOfPass);
            Begin(fill, first, count);
            var batch = new Batch<T>(
                inputs + ((nint)first * inputStep),
                targets + ((nint)first * Layout.TargetSize),
                workspace,
                count,
                share,
                fill,
                mode,
                firstSample + first);
            loss += first == 0 && isFirst
                ? Spread(in batch, new StoreGradient<T>(gradient), team)
                : Spread(in batch, new AddGradient<T>(gradient), team);
            first += count;
        }

        return loss;
    }

    /// <summary>Makes a pass ready. Tiled networks fetch their samples themselves, each thread what it takes; straight-line ones find them there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(BatchFill? fill, int first, int samples)
    {
        if (fill is null)
        {
            return;
        }

        fill.FirstOfPass = first;
        if (Layout.IsStraightLine)
        {
            fill.Fill(0, samples);
        }
    }

    private unsafe ByteFill<T> FillFrom(byte* inputs, T* scratch, int samples, bool keepsGradient, T scale)
    {
        Indices.RefuseBytes(Layout);
        ByteFill<T> fill = _byteFill ??= new ByteFill<T>(Layout.InputSize);
        fill.Source = inputs;
        fill.Destination = scratch + ScratchLength(samples, keepsGradient, copiesInputs: false);
        fill.Scale = scale;
        return fill;
    }

    /// <summary>The elements of scratch memory of a batch: a pass's workspace, a gradient that is returned, a pass's inputs where they are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ScratchLength(int samples, bool keepsGradient, bool copiesInputs)
    {
        int length = WorkspaceOf(samples) + (keepsGradient ? Layout.StorageLength : 0);
        return checked(length + (copiesInputs ? Math.Min(samples, MostSamplesOfPass) * Layout.InputSize : 0));
    }

    /// <summary>The most samples that a training pass takes: all of a batch where they depend on each other.</summary>
    private int MostSamplesOfPass => Layout.CouplesSamples ? int.MaxValue : Layout.SamplesPerPass;

    /// <summary>The elements of a training pass's workspace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WorkspaceOf(int samples) => Layout.CouplesSamples ? WorkspaceOfBatch(samples) : Layout.WorkspaceLength;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WorkspaceOfBatch(int samples)
    {
        // A thread's memory is one array of bytes.
        long length = Layout.WorkspaceOfBatch + ((long)Layout.WorkspaceOfSample * Batch<T>.CapacityFor(samples));
        long most = (Array.MaxLength / Unsafe.SizeOf<T>()) - Layout.StorageLength - AlignedArray<T>.MostOfAlignment;
        return length <= most ? (int)length : throw BatchShape.TooManySamples(Layout, samples, most);
    }

    private unsafe T* GradientPointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(GradientStorage));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T ShareOf(int samples) => Layout.ShareOf<T>(samples);
}
