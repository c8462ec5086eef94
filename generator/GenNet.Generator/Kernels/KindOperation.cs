using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Kernels;

/// <summary>
/// An operation that one kind of layer alone has, and that stands in its folder: it brings its gradient rule, as every operation does, and all that is
/// written of it. Nothing outside the folder names it.
/// </summary>
/// <param name="Layer">The layer's number.</param>
internal abstract record KindOperation(int Layer) : Operation(Layer)
{
    /// <summary>Whether a pass that learns calls another method than one that predicts.</summary>
    public virtual bool LearnsByOwnMethod => false;

    /// <summary>What the gradient check has in its place; null where it has nothing, or goes past it because it is in training alone.</summary>
    public virtual CheckedOperation? CheckedForm => null;

    /// <summary>What a trace notes of it beside its values; null for nothing.</summary>
    public virtual RetracedValue? Retraced => null;

    /// <summary>It as C#.</summary>
    /// <param name="style">How things are called.</param>
    /// <param name="keeps">Whether the pass learns, and keeps what the way back needs.</param>
    public abstract OperationCode CodeIn(CodeStyle style, bool keeps);

    /// <summary>It as C# for one step of a stream.</summary>
    /// <param name="style">How things are called.</param>
    /// <param name="stage">Its layer.</param>
    public virtual OperationCode StepCodeIn(CodeStyle style, Stage stage) => CodeIn(style, keeps: false);

    /// <summary>Whether that does what another operation of its layer does, too.</summary>
    public virtual bool StepIncludes(Operation other) => false;
}
