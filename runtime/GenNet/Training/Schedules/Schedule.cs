using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// How the learning rate changes while <see cref="TrainableNetwork{T}.Fit"/> trains. A schedule is a factor f(t) on the optimizer's learning rate,
/// where t is the time since the call of <c>Fit</c> in epochs and their fractions: it is read before every step. A schedule remembers nothing, and
/// may be used by any number of calls at once.
/// </summary>
/// <remarks>
/// Schedules compose by multiplication: with η the rate that the optimizer has when <c>Fit</c> is called, step t is taken with
/// <c>η · w(t) · f(t − T) · p</c>. A warm-up w of T epochs (<see cref="AfterWarmUp"/>) goes from its first factor to 1 and stays there; the schedule
/// begins when it ends, and has the rest of the training before it. What a plateau has taken (<see cref="ReducedOnPlateau"/>), p, is multiplied to
/// whatever the schedule says, from the epoch on in which it was taken, and never comes back. When <c>Fit</c> returns the optimizer has its learning
/// rate back. To write a schedule of your own, derive from this class and override <see cref="FactorAt"/> and <see cref="ToString"/>.
/// </remarks>
public abstract class Schedule
{
    /// <summary>The factor on the learning rate of a step.</summary>
    /// <param name="time">Where training stands.</param>
    /// <returns>The factor: finite, 0 or more.</returns>
    public abstract double FactorAt(ScheduleTime time);

    /// <summary>The schedule and its numbers in words.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public abstract override string ToString();

    /// <summary>When to take some of the learning rate because nothing gets better; null where nothing is taken.</summary>
    internal virtual PlateauRule? Plateau => null;

    /// <summary>The learning rate as it is: f(t) = 1. For warm-up and plateaus.</summary>
    /// <returns>The schedule.</returns>
    public static Schedule Constant() => new ConstantSchedule();

    /// <summary>Another factor every so many epochs: <c>f(t) = factor^⌊t / epochs⌋</c>, PyTorch's <c>StepLR</c>.</summary>
    /// <param name="epochs">The epochs between two changes: finite, above 0.</param>
    /// <param name="factor">What the rate is multiplied by each time: finite, above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Schedule Step(double epochs, double factor = 0.1) => new StepSchedule(
        RequirePositive(epochs, nameof(epochs)), RequirePositive(factor, nameof(factor)));

    /// <summary>The same factor in every epoch, a little of it at every step: <c>f(t) = factor^t</c>, as PyTorch's <c>ExponentialLR</c>.</summary>
    /// <param name="factor">What the rate is multiplied by in an epoch: finite, above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public static Schedule Exponential(double factor) => new ExponentialSchedule(RequirePositive(factor, nameof(factor)));

    /// <summary>
    /// Down to a last factor over the whole training of E epochs: <c>f(t) = last + (1 − last) (1 − t / E)^power</c>; straight with a power of 1.
    /// </summary>
    /// <param name="power">The power: finite, above 0.</param>
    /// <param name="last">The factor at the end: finite, 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Schedule Polynomial(double power = 1, double last = 0) => new PolynomialSchedule(
        RequirePositive(power, nameof(power)), RequireFinite(last, nameof(last)));

    /// <summary>
    /// Down to a last factor over the whole training of E epochs, along half a cosine: <c>f(t) = last + (1 − last) (1 + cos(π t / E)) / 2</c>,
    /// PyTorch's <c>CosineAnnealingLR</c>. Source: I. Loshchilov and F. Hutter, ICLR 2017.
    /// </summary>
    /// <param name="last">The factor at the end: finite, 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public static Schedule Cosine(double last = 0) => new CosineSchedule(RequireFinite(last, nameof(last)));

    /// <summary>
    /// Half a cosine again and again: <c>f(t) = last + (1 − last) (1 + cos(π s / S)) / 2</c>, where s is the time since the last restart and S the
    /// length of this round, <paramref name="growth"/> times that of the one before. PyTorch's <c>CosineAnnealingWarmRestarts</c>. Source:
    /// I. Loshchilov and F. Hutter, ICLR 2017.
    /// </summary>
    /// <param name="epochs">The epochs of the first round: finite, above 0.</param>
    /// <param name="growth">How much longer each round is than the one before: finite, 1 or more.</param>
    /// <param name="last">The factor at the end of a round: finite, 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Schedule CosineRestarts(double epochs, double growth = 1, double last = 0) => new CosineRestartsSchedule(
        RequirePositive(epochs, nameof(epochs)),
        double.IsFinite(growth) && growth >= 1
            ? growth
            : throw new ArgumentOutOfRangeException(nameof(growth), growth, $"{nameof(growth)} is finite and 1 or more, not {Printed.Exactly(growth)}."),
        RequireFinite(last, nameof(last)));

    /// <summary>
    /// Up from <paramref name="first"/> to 1 and down to <paramref name="last"/>, each along half a cosine: the optimizer's learning rate is that of
    /// the peak. PyTorch's <c>OneCycleLR</c>, whose <c>div_factor</c> is 1 / <paramref name="first"/> and whose <c>final_div_factor</c> is
    /// <paramref name="first"/> / <paramref name="last"/>, without its cycle of momentum. Source: L. N. Smith and N. Topin, arXiv:1708.07120.
    /// </summary>
    /// <param name="rise">The share of the training in which the rate rises: above 0, below 1.</param>
    /// <param name="first">The factor of the first step: finite, 0 or more.</param>
    /// <param name="last">The factor of the last step: finite, 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Schedule OneCycle(double rise = 0.3, double first = 0.04, double last = 0.000004) => new OneCycleSchedule(
        rise is > 0 and < 1
            ? rise
            : throw new ArgumentOutOfRangeException(nameof(rise), rise, $"{nameof(rise)} is above 0 and below 1, not {Printed.Exactly(rise)}."),
        RequireFinite(first, nameof(first)),
        RequireFinite(last, nameof(last)));

    /// <summary>
    /// This schedule after a warm-up: <c>w(t) = first + (1 − first) t / epochs</c> up to <paramref name="epochs"/>, as PyTorch's <c>LinearLR</c>; then
    /// this schedule begins.
    /// </summary>
    /// <param name="epochs">How long the warm-up takes, rounded to whole steps: finite, above 0.</param>
    /// <param name="first">The factor of the first step: finite, above 0, because a step with a rate of 0 would learn nothing.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Schedule AfterWarmUp(double epochs, double first = 0.1) => new WarmUpSchedule(
        this, RequirePositive(epochs, nameof(epochs)), RequirePositive(first, nameof(first)));

    /// <summary>
    /// This schedule, multiplied by <paramref name="factor"/> each time the loss of <see cref="FitOptions.Validation"/>, or of training where there is
    /// none, has not got better for more than <paramref name="patience"/> epochs: PyTorch's <c>ReduceLROnPlateau</c>.
    /// </summary>
    /// <param name="factor">What the rate is multiplied by: above 0, below 1.</param>
    /// <param name="patience">The epochs without improvement that are tolerated: 0 or more.</param>
    /// <param name="minimumChange">The share of the best loss by which a loss must be below it to be better: 0 or more, below 1.</param>
    /// <param name="cooldown">The epochs after a reduction that do not count: 0 or more.</param>
    /// <param name="smallest">What the product of all reductions is never below: 0 or more, below 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The schedule is reduced on plateaus already.</exception>
    public Schedule ReducedOnPlateau(
        double factor = 0.1, int patience = 10, double minimumChange = 0.0001, int cooldown = 0, double smallest = 0)
    {
        if (Plateau is not null)
        {
            throw new InvalidOperationException($"{this} is reduced on plateaus already. Call ReducedOnPlateau once.");
        }

        return new PlateauSchedule(this, new PlateauRule(factor, patience, minimumChange, cooldown, smallest));
    }

    private static double RequirePositive(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is finite and above 0, not {value.ToString(CultureInfo.InvariantCulture)}.");

    private static double RequireFinite(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is finite and 0 or more, not {value.ToString(CultureInfo.InvariantCulture)}.");
}
