using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Harness;

/// <summary>Looks into the steps that a run of an incremental generator went through.</summary>
internal static class StepInspection
{
    private static readonly Type[] s_partsOfACompilation =
    [
        typeof(ISymbol), typeof(Compilation), typeof(SemanticModel), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference),
        typeof(Location), typeof(AttributeData), typeof(Diagnostic), typeof(IOperation),
    ];

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    /// <summary>The distinct values of the steps that the generator named itself.</summary>
    public static ImmutableArray<object> ValuesOf(GeneratorRunResult result) =>
        [.. OwnSteps(result).SelectMany(step => step.Outputs).Select(output => output.Value).Distinct()];

    /// <summary>Fails unless every output of a repeated run came from the cache or was computed equal.</summary>
    public static void AssertAllCached(GeneratorRunResult result)
    {
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> steps) in result.TrackedOutputSteps)
        {
            foreach ((object value, IncrementalStepRunReason reason) in steps.SelectMany(step => step.Outputs))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"After an unrelated edit {name} was {reason}: {value}");
            }
        }

        foreach (IncrementalGeneratorRunStep step in OwnSteps(result))
        {
            Assert.All(step.Outputs, output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"After an unrelated edit {step.Name} was {output.Reason}: {output.Value}"));
        }
    }

    /// <summary>Fails if a value that outlives the run reaches a symbol, a node, a location or anything else of the compilation.</summary>
    public static void AssertHoldNothingOfTheCompilation(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        int examined = 0;
        foreach (IncrementalGeneratorRunStep step in OwnSteps(result))
        {
            foreach ((object value, _) in step.Outputs)
            {
                Examine(value, step.Name!, seen);
                examined++;
            }
        }

        Assert.True(
            examined > 0 || result.GeneratedSources.IsEmpty,
            "The generator wrote files, yet none of its steps has a name: give each WithTrackingName.");
    }

    /// <summary>Steps named with <c>WithTrackingName</c>; the rest are Roslyn's own and do hold compilations.</summary>
    private static IEnumerable<IncrementalGeneratorRunStep> OwnSteps(GeneratorRunResult result) =>
        result.TrackedSteps
            .Where(named => !IsRoslyns(named.Key))
            .SelectMany(named => named.Value);

    private static bool IsRoslyns(string name) =>
        name is "Compilation" or "ParseOptions" or "AnalyzerConfigOptions" or "AdditionalTexts" or "MetadataReferences"
            or "SourceOutput" or "ImplementationSourceOutput" or "HostOutput" or "RegisterPostInitializationOutput"
        || name.EndsWith("ForAttribute", StringComparison.Ordinal)
        || name.EndsWith("ForAttributeInternal", StringComparison.Ordinal)
        || name.EndsWith("ForAttributeWithMetadataName", StringComparison.Ordinal);

    private static void Examine(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            s_partsOfACompilation.Any(forbidden => forbidden.IsInstanceOfType(value)),
            $"{path} keeps a {value.GetType().Name} alive: {value}");

        if (value is Array items)
        {
            foreach (object? item in items)
            {
                Examine(item, path + "[]", seen);
            }
        }

        foreach (FieldInfo field in s_fields.GetOrAdd(value.GetType(), FieldsOf))
        {
            Examine(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }

    /// <summary>All fields of a type, inherited ones too, that could hold part of a compilation: numbers, enums and texts could not.</summary>
    private static FieldInfo[] FieldsOf(Type whole)
    {
        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = new List<FieldInfo>();
        for (Type? type = whole; type is not null && type != typeof(object); type = type.BaseType)
        {
            fields.AddRange(type.GetFields(Declared).Where(field =>
                field.FieldType is { IsPointer: false, IsPrimitive: false, IsEnum: false } && field.FieldType != typeof(string)));
        }

        return [.. fields];
    }
}
