using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Parsing;

/// <summary>What users' functions may call of the base class library: <c>Math</c>, <c>MathF</c>, and their likes on the number types.</summary>
internal static class KnownFunctions
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Expression>, Expression>> s_functions = new(StringComparer.Ordinal)
    {
        ["Abs"] = x => Abs(x[0]),
        ["Asinh"] = x => Asinh(x[0]),
        ["Atan"] = x => Atan(x[0]),
        ["Atanh"] = x => 0.5 * (Log1P(x[0]) - Log1P(-x[0])),
        ["Clamp"] = x => Clamp(x[0], x[1], x[2]),
        ["Cos"] = x => Cos(x[0]),
        ["Cosh"] = x => Cosh(x[0]),
        ["Exp"] = x => Exp(x[0]),
        ["Exp2"] = x => Exp(Math.Log(2) * x[0]),
        ["ExpM1"] = x => ExpM1(x[0]),
        ["FusedMultiplyAdd"] = x => (x[0] * x[1]) + x[2],
        ["Log"] = x => x.Count == 1 ? Log(x[0]) : Log(x[0]) / Log(x[1]),
        ["Log10"] = x => Log(x[0]) / Math.Log(10),
        ["Log2"] = x => Log(x[0]) / Math.Log(2),
        ["LogP1"] = x => Log1P(x[0]),
        ["Max"] = x => Max(x[0], x[1]),
        ["Min"] = x => Min(x[0], x[1]),
        ["MultiplyAddEstimate"] = x => (x[0] * x[1]) + x[2],
        ["Pow"] = x => Pow(x[0], x[1]),
        ["Sign"] = x => Sign(x[0]),
        ["Sin"] = x => Sin(x[0]),
        ["Sinh"] = x => Sinh(x[0]),
        ["Sqrt"] = x => Sqrt(x[0]),
        ["Tan"] = x => Tan(x[0]),
        ["Tanh"] = x => Tanh(x[0]),
    };

    /// <summary>Flat between jumps: the derivative is 0 wherever there is one.</summary>
    private static readonly HashSet<string> s_steps = new(["Ceiling", "Floor", "Round", "Truncate"], StringComparer.Ordinal);

    /// <summary>The numbers with names, to more digits than a float of that name has.</summary>
    private static readonly Dictionary<string, double> s_constants = new(StringComparer.Ordinal)
    {
        ["E"] = Math.E,
        ["PI"] = Math.PI,
        ["Pi"] = Math.PI,
        ["Tau"] = 2 * Math.PI,
    };

    /// <summary>Whether a type's methods are known by name here, and have no source to follow into.</summary>
    public static bool IsLibrary(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double }
        || (type is { Name: "Math" or "MathF", ContainingType: null }
            && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true });

    /// <summary>The number that a constant of the library stands for; null for other fields.</summary>
    public static double? ConstantOf(IFieldSymbol field) =>
        field.IsConst && IsLibrary(field.ContainingType) && s_constants.TryGetValue(field.Name, out double value) ? value : null;

    /// <summary>Why a method of the library can't be called in a function; null if it can.</summary>
    public static string? WhyNot(IMethodSymbol method) => (method.Name, method) switch
    {
        var (name, _) when s_steps.Contains(name) => "it is flat between its jumps, so nothing could be learnt through it",
        ("Cbrt", _) => "its derivative is not known here: write MathF.Pow for positive numbers",
        var (name, known) when s_functions.ContainsKey(name)
            && known.Parameters.All(parameter => FunctionParser.IsReal(parameter.Type))
            && (FunctionParser.IsReal(known.ReturnType) || name == "Sign") => null,
        _ => "its derivative is not known here: write its formula out",
    };

    /// <summary>The formula of a method that <see cref="WhyNot"/> has nothing against.</summary>
    public static Expression Of(string name, IReadOnlyList<Expression> arguments) => s_functions[name](arguments);
}
