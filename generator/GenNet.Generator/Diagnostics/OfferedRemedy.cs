using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Diagnostics;

/// <summary>
/// A <see cref="Remedy"/> as a diagnostic carries it to the code fixes: in its properties, beside the location of the attribute.
/// </summary>
/// <param name="Title">What the change does.</param>
/// <param name="Attribute">Where the attribute is written.</param>
/// <param name="Argument">The parameter or property that the argument is for.</param>
/// <param name="Ordinal">The place of the parameter; -1 for a property.</param>
/// <param name="NewArgument">The parameter or property that is written in its place; null if it is the same one.</param>
/// <param name="Value">A number, <c>Loss.CrossEntropy</c>, or an expression that is written nearby; null removes the argument.</param>
internal sealed record OfferedRemedy(string Title, Location Attribute, string Argument, int Ordinal, string? NewArgument, string? Value)
{
    /// <summary>The properties of a diagnostic whose additional locations are those of the remedies.</summary>
    public static ImmutableDictionary<string, string?> ToProperties(IReadOnlyList<OfferedRemedy> remedies)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        for (int index = 0; index < remedies.Count; index++)
        {
            OfferedRemedy remedy = remedies[index];
            properties.Add(Key(index, nameof(Title)), remedy.Title);
            properties.Add(Key(index, nameof(Argument)), remedy.Argument);
            properties.Add(Key(index, nameof(Ordinal)), remedy.Ordinal.ToString(CultureInfo.InvariantCulture));
            properties.Add(Key(index, nameof(NewArgument)), remedy.NewArgument);
            properties.Add(Key(index, nameof(Value)), remedy.Value);
        }

        return properties.ToImmutable();
    }

    /// <summary>The remedies that a diagnostic carries.</summary>
    public static IReadOnlyList<OfferedRemedy> Of(Diagnostic diagnostic)
    {
        var remedies = new List<OfferedRemedy>();
        ImmutableDictionary<string, string?> properties = diagnostic.Properties;
        while (remedies.Count < diagnostic.AdditionalLocations.Count
            && properties.TryGetValue(Key(remedies.Count, nameof(Title)), out string? title)
            && properties.TryGetValue(Key(remedies.Count, nameof(Argument)), out string? argument)
            && properties.TryGetValue(Key(remedies.Count, nameof(Ordinal)), out string? ordinal)
            && properties.TryGetValue(Key(remedies.Count, nameof(NewArgument)), out string? newArgument)
            && properties.TryGetValue(Key(remedies.Count, nameof(Value)), out string? value))
        {
            remedies.Add(new OfferedRemedy(
                title!,
                diagnostic.AdditionalLocations[remedies.Count],
                argument!,
                int.Parse(ordinal!, CultureInfo.InvariantCulture),
                newArgument,
                value));
        }

        return remedies;
    }

    private static string Key(int index, string what) => $"{index.ToString(CultureInfo.InvariantCulture)}.{what}";
}
