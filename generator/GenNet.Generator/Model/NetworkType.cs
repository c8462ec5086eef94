namespace GenNet.Generator.Model;

/// <summary>The class a network is generated into: all that emission must know to open it again.</summary>
/// <param name="Namespace">The namespace as it is written in C#, keywords escaped; empty for the global one.</param>
/// <param name="ContainingTypes">The types it is nested in, outermost first.</param>
/// <param name="Name">The class's name as it is written in C#, keywords escaped.</param>
/// <param name="HintName">
/// What generated files of this class are called before <c>.g.cs</c>: unique in a project, ordinary characters only.
/// </param>
/// <param name="Accessibility">The declared accessibility as it is written in C#, <c>public</c> for example.</param>
/// <param name="IsSealed">Whether the class is sealed.</param>
internal sealed record NetworkType(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    string HintName,
    string Accessibility,
    bool IsSealed)
{
    /// <summary>Stands for a class that nothing can be generated into.</summary>
    public static readonly NetworkType None = new(string.Empty, default, string.Empty, string.Empty, string.Empty, true);
}

/// <summary>A type around a network's class.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>interface</c>, <c>record</c> or <c>record struct</c>.</param>
/// <param name="Name">Its name with type parameters, as it is written in C#.</param>
internal sealed record ContainingType(string Keyword, string Name);

/// <summary>
/// What parsing yields for each class with a <c>[Layer]</c> or <c>[Network]</c>: an architecture if the declaration is correct, and
/// otherwise enough to emit a shell that keeps one mistake from looking like ten.
/// </summary>
/// <param name="Type">The class, or null where nothing can be generated into it (not partial, generic, not a class…).</param>
/// <param name="Architecture">What was declared, or null if it has a mistake.</param>
/// <param name="Shell">What the shell must look like if there is no architecture.</param>
internal sealed record NetworkDeclaration(NetworkType? Type, NetworkModel? Model, NetworkShell Shell)
{
    /// <summary>What is said where the analyzer is switched off, if there is no architecture, or no weights.</summary>
    public NetworkMistakes? Mistakes { get; init; }

    /// <summary>Where it is said, and nothing yet, if a mistake is found when symbols are gone; null where <see cref="Mistakes"/> says something.</summary>
    public NetworkMistakes? LaterMistakes { get; init; }

    /// <summary>The weights that it brings along.</summary>
    public PretrainedModel? Pretrained { get; init; }
}

/// <summary>What is wrong with a declaration.</summary>
/// <param name="Name">The class's full name.</param>
/// <param name="HintName">
/// What the file that says it is called: unique in a project, even where several classes of one name have mistakes.
/// </param>
/// <param name="Messages">Each mistake's id and message; none if the compiler says it all.</param>
internal sealed record NetworkMistakes(string Name, string HintName, EquatableArray<string> Messages);

/// <summary>The public face of a network whose declaration has a mistake.</summary>
/// <param name="InputShape">The shape of a sample as far as it is known.</param>
/// <param name="OutputSize">The last layer's outputs as declared.</param>
/// <param name="IsDouble">Whether it computes in double.</param>
/// <param name="IsTrainable">Whether it has a backward pass.</param>
/// <param name="ChecksGradients">Whether it has a gradient check.</param>
/// <param name="TakesBytes">Whether it takes bytes.</param>
/// <param name="TakesClasses">Whether it learns from class indices too.</param>
internal sealed record NetworkShell(
    Shape InputShape, int OutputSize, bool IsDouble, bool IsTrainable, bool ChecksGradients, bool TakesBytes, bool TakesClasses)
{
    public int InputSize => (int)InputShape.Count;

    /// <summary>Whether its inputs are indices.</summary>
    public bool TakesIndices { get; init; }

    /// <summary>Whether the class carries its own text and a pass that is traced.</summary>
    public bool Explores { get; init; }

    /// <summary>Whether it goes step by step too, as far as that is known.</summary>
    public bool IsStream { get; init; }

    /// <summary>Whether it names a weight file.</summary>
    public bool HasPretrained { get; init; }

    /// <summary>What the class gets.</summary>
    public NetworkMembers Members => new(IsDouble ? "double" : "float", IsTrainable, TakesBytes, TakesClasses, ChecksGradients)
    {
        TakesIndices = TakesIndices,
        Explores = Explores,
        IsStream = IsStream,
        HasPretrained = HasPretrained,
    };
}
