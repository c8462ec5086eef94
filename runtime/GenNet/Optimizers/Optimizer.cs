using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// How parameters follow a gradient. Works for both precisions, and may be new at any step or shared by several networks: what it
/// remembers belongs to the pair of optimizer and network (<see cref="StateOf"/>).
/// </summary>
/// <remarks>
/// To write one of your own, derive from this class and override <see cref="Update"/>, which takes the parameters, the gradient and what the
/// optimizer remembers. Learning rate, weight decay and clipping come with the base class. A step allocates nothing after the first.
/// </remarks>
/// <example>
/// <code>
/// sealed class SignDescent(double learningRate) : Optimizer(learningRate)
/// {
///     protected override void Update&lt;T&gt;(Span&lt;T&gt; parameters, ReadOnlySpan&lt;T&gt; gradient, OptimizerState&lt;T&gt; state)
///     {
///         for (int i = 0; i &lt; parameters.Length; i++)
///         {
///             parameters[i] -= T.CreateTruncating(LearningRate * T.Sign(gradient[i]));
///         }
///     }
/// }
/// </code>
/// </example>
public abstract class Optimizer
{
    /// <summary>
    /// The states of the networks that are still in use. Neither side keeps the other: a network takes its states along when it goes, and so
    /// does an optimizer, because no state refers to it.
    /// </summary>
    private ConditionalWeakTable<Network, OptimizerState> _states = [];

    // A generic virtual method is looked up in a table that allocates now and then. A delegate has been looked up once.
    private OptimizerUpdate<float>? _singleUpdate;
    private OptimizerUpdate<double>? _doubleUpdate;
    private double _learningRate;
    private double _weightDecay;
    private double _clipNorm = double.PositiveInfinity;
    private double _clipValue = double.PositiveInfinity;

    /// <summary>Makes an optimizer without weight decay and clipping.</summary>
    /// <param name="learningRate">The learning rate η: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    protected Optimizer(double learningRate) => _learningRate = RequireLearningRate(learningRate, nameof(learningRate));

    /// <summary>The learning rate η: finite, 0 or more. May change between steps.</summary>
    /// <remarks>
    /// A network in single precision refuses a step that would multiply by more than 3.4·10³⁸; a rate below 10⁻⁴⁵ is 0 to it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireLearningRate(value, nameof(LearningRate));
    }

    /// <summary>
    /// The weight decay λ: finite, 0 or more; 0 unless said. Each step adds λ θ to the gradient, as a term ½ λ ‖θ‖² of the loss would (L2),
    /// after clipping; where <see cref="IsWeightDecayDecoupled"/>, it shrinks the parameters instead, <c>θ ← θ − η λ θ</c>, before it follows
    /// the gradient. It counts for every parameter, biases included, as in PyTorch. May change between steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        set
        {
            _weightDecay = RequireFinite(value, nameof(WeightDecay));
            ReadTerms();
        }
    }

    /// <summary>
    /// The longest gradient that a step follows: above 0, <see cref="double.PositiveInfinity"/>, which clips nothing, unless said. A gradient
    /// g of all parameters together with ‖g‖ above it is multiplied by <c>ClipNorm / (‖g‖ + 10⁻⁶)</c>, as by PyTorch's <c>clip_grad_norm_</c>.
    /// Comes after <see cref="ClipValue"/>. May change between steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0, negative or NaN.</exception>
    public double ClipNorm
    {
        get => _clipNorm;
        set
        {
            _clipNorm = RequirePositive(value, nameof(ClipNorm));
            ReadTerms();
        }
    }

    /// <summary>
    /// The largest component of a gradient that a step follows: above 0, <see cref="double.PositiveInfinity"/>, which clips nothing, unless
    /// said. Components beyond it are put to ±<c>ClipValue</c>, as by PyTorch's <c>clip_grad_value_</c>. May change between steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0, negative or NaN.</exception>
    public double ClipValue
    {
        get => _clipValue;
        set
        {
            _clipValue = RequirePositive(value, nameof(ClipValue));
            ReadTerms();
        }
    }

    /// <summary>What the optimizer is called, in its text and in files of its state. Override it in an optimizer of your own.</summary>
    public virtual string Name => nameof(Optimizer);

    /// <summary>
    /// Whether <see cref="WeightDecay"/> shrinks the parameters, as in <see cref="AdamW"/> and <see cref="Lion"/>, rather than adding to the
    /// gradient. False unless overridden.
    /// </summary>
    public virtual bool IsWeightDecayDecoupled => false;

    /// <summary>
    /// Whether <see cref="Update"/> treats each parameter by itself, leaves those at 0 whose gradient and state are 0, and takes vectors on
    /// 64-byte boundaries: it then works on the storage itself, padding included.
    /// </summary>
    internal virtual bool IsElementwise => false;

    /// <summary>Whether the optimizer compares gradients of its steps, which should be of the same samples then.</summary>
    internal virtual bool IsForFullBatches => false;

    /// <summary>Whether the optimizer remembers nothing, not even the number of its steps.</summary>
    internal virtual bool IsStateless => false;

    /// <summary>Whether the gradient that comes from the network is followed as it is: nothing is clipped or added.</summary>
    internal bool FollowsGradientAsItIs { get; private set; } = true;

    /// <summary>
    /// What the optimizer remembers of a network: the number of steps, and values laid out like its parameters. Made when it is first asked
    /// for, and the same from then on; it can be saved, loaded and reset.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="network">The network.</param>
    /// <returns>The state that belongs to this optimizer and this network.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public OptimizerState<T> StateOf<T>(TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return _states.TryGetValue(network, out OptimizerState? state)
            ? Unsafe.As<OptimizerState<T>>(state)
            : AddState(network);
    }

    /// <summary>Forgets what the optimizer remembers of a network: the next step is like the first.</summary>
    /// <param name="network">The network. If the optimizer does not know it, nothing happens.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public void Reset(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (_states.TryGetValue(network, out OptimizerState? state))
        {
            state.Reset();
        }
    }

    /// <summary>
    /// The optimizer and its numbers in words: <c>Sgd(learning rate 0.1)</c>, with weight decay and clipping where there is any.
    /// </summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public sealed override string ToString()
    {
        var text = new StringBuilder(Name);
        text.Append("(learning rate ").Append(Printed.Exactly(LearningRate));
        AddSettings(text);
        AddSetting(text, "weight decay", WeightDecay, @default: 0);
        AddSetting(text, "clip value", ClipValue, @default: double.PositiveInfinity);
        AddSetting(text, "clip norm", ClipNorm, @default: double.PositiveInfinity);
        return text.Append(')').ToString();
    }

    /// <summary>Takes a step: changes the parameters as the gradient asks for.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the network computes.</typeparam>
    /// <param name="parameters">
    /// All parameters of the network, in the order of <see cref="Network{T}.CopyParametersTo"/>, without anything between them. Those that are
    /// frozen have a gradient of 0, and stay what they are whatever is written here.
    /// </param>
    /// <param name="gradient">∂loss/∂parameter of each, in the same order, clipped and with weight decay as the settings have it.</param>
    /// <param name="state">What the optimizer remembers of this network, in the same order.</param>
    protected abstract void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Writes the settings that are an optimizer's own, each with a comma before it.</summary>
    private protected virtual void AddSettings(StringBuilder text)
    {
    }

    /// <summary>Forward, backward and update: the gradient goes to memory, and one pass over all parameters follows it.</summary>
    internal virtual unsafe float Backpropagate(
        TrainableNetwork<float> network, in Batch<float> batch, float* parameters, WorkerTeam? team) =>
        StoreAndFollow(network, in batch, team);

    /// <inheritdoc cref="Backpropagate(TrainableNetwork{float}, in Batch{float}, float*, WorkerTeam?)"/>
    internal virtual unsafe double Backpropagate(
        TrainableNetwork<double> network, in Batch<double> batch, double* parameters, WorkerTeam? team) =>
        StoreAndFollow(network, in batch, team);

    // One virtual method for both precisions would have to be generic, and a generic virtual call looks its target up in a table
    // that allocates now and then. This one chooses by type instead; the compiler keeps one branch.
    internal unsafe T Backpropagate<T>(TrainableNetwork<T> network, in Batch<T> batch, T* parameters, WorkerTeam? team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(Backpropagate(
                Unsafe.As<TrainableNetwork<float>>(network),
                in Unsafe.As<Batch<T>, Batch<float>>(ref Unsafe.AsRef(in batch)),
                (float*)parameters,
                team))
            : Unsafe.BitCast<double, T>(Backpropagate(
                Unsafe.As<TrainableNetwork<double>>(network),
                in Unsafe.As<Batch<T>, Batch<double>>(ref Unsafe.AsRef(in batch)),
                (double*)parameters,
                team));

    /// <summary>Takes a step along the gradient that lies in the network's gradient buffer, which is spent by it, on the threads of a team if there is one.</summary>
    internal void Follow<T>(TrainableNetwork<T> network, WorkerTeam? team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimizerState<T> state = StateOf(network);
        if (network.Layout.HasOwnRates)
        {
            state.Keep(network.TrainableStorage);
        }

        if (!FollowsGradientAsItIs || network.Layout.HasOwnDecay)
        {
            GradientTerms.Apply(this, network);
        }

        state.Step += IsStateless ? 0 : 1;
        state.Team = team;
        try
        {
            OptimizerUpdate<T> update = UpdateIn<T>();
            if (IsElementwise)
            {
                update(network.TrainableStorage, network.TrainableGradient, state);
            }
            else
            {
                state.UpdateInOrder(network, update);
            }

            if (network.Layout.HasOwnRates)
            {
                LayerRules.ScaleSteps(network, state.Kept);
            }
        }
        catch
        {
            state.Step -= IsStateless ? 0 : 1;
            throw;
        }
        finally
        {
            state.Team = null;
        }
    }

    /// <summary>An optimizer with the same settings that remembers no network.</summary>
    internal Optimizer Forgetful()
    {
        var copy = (Optimizer)MemberwiseClone();
        copy._states = [];
        copy._singleUpdate = null;
        copy._doubleUpdate = null;
        return copy;
    }

    /// <summary>The learning rate, if it is one.</summary>
    private protected static double RequireLearningRate(double value, string name) => RequireFinite(value, name);

    /// <summary>A number that is finite and not negative.</summary>
    private protected static double RequireFinite(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is finite and 0 or more, not {Text(value)}.");

    /// <summary>A number above 0, infinity included.</summary>
    private protected static double RequirePositive(double value, string name) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is above 0, not {Text(value)}.");

    /// <summary>A share of the past that a step keeps, if it is one.</summary>
    private protected static double RequireShare(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 or more and below 1, not {Text(value)}.");

    /// <summary>What keeps a division from 0, if it does in either precision.</summary>
    private protected static double RequireEpsilon(double value, string name) => double.IsFinite(value) && (float)value > 0
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, $"{name} is finite and above 0 in single precision too, not {Text(value)}.");

    /// <summary>A setting, or what follows from it, in the precision of the network that learns.</summary>
    /// <param name="value">The number that a step computes with.</param>
    /// <param name="name">What the setting is called.</param>
    /// <param name="setting">The setting, whose fault it is where that number has no end.</param>
    /// <exception cref="ArgumentException">The network computes in single precision, and the number is beyond it.</exception>
    internal static T InPrecision<T>(double value, string name, double setting)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(value);
        return T.IsFinite(rounded) ? rounded : throw Beyond<T>(value, name, setting);
    }

    /// <summary>A setting and its value, unless it is the one that changes nothing.</summary>
    private protected static void AddSetting(StringBuilder text, string name, double value, double @default = double.NaN)
    {
        if (value != @default)
        {
            text.Append(", ").Append(name).Append(' ').Append(Printed.Exactly(value));
        }
    }

    private T StoreAndFollow<T>(TrainableNetwork<T> network, in Batch<T> batch, WorkerTeam? team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T loss = network.StoreGradient(in batch, team);
        Follow(network, team);
        return loss;
    }

    private OptimizerUpdate<T> UpdateIn<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Unsafe.As<OptimizerUpdate<T>>(_singleUpdate ??= Update<float>)
            : Unsafe.As<OptimizerUpdate<T>>(_doubleUpdate ??= Update<double>);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private OptimizerState<T> AddState<T>(TrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = new OptimizerState<T>(network.Layout, Name, IsElementwise);
        _states.Add(network, state);
        return state;
    }

    private void ReadTerms() => FollowsGradientAsItIs =
        _weightDecay == 0 && double.IsPositiveInfinity(_clipNorm) && double.IsPositiveInfinity(_clipValue);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentException Beyond<T>(double value, string name, double setting)
    {
        bool isSingle = typeof(T) == typeof(float);
        double most = isSingle ? float.MaxValue : double.MaxValue;
        string makes = Math.Abs(value) == setting ? string.Empty : $" makes this step multiply by {Math.Abs(value).ToString("G4", CultureInfo.InvariantCulture)}, which";
        return new ArgumentException(
            $"The {name} {Text(setting)}{makes} is beyond {(isSingle ? "single" : "double")} precision, in which this network computes: "
            + $"its largest number is {most.ToString("0.#E+0", CultureInfo.InvariantCulture)}. Give a smaller one"
            + (isSingle ? ", or declare the network with Precision.Double." : "."),
            "optimizer");
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
