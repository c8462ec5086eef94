using System;
using System.Globalization;
using GenNet.Generator.Attributes;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Reads arguments that are enums.</summary>
internal static class EnumArguments
{
    /// <summary>The value of an enum, or its first; null, with a report, where what is written is none of it.</summary>
    public static TEnum? Read<TEnum>(
        AttributeData attribute, AttributeArguments arguments, string name, string kind, IMistakeReporter? reporter)
        where TEnum : struct, Enum
    {
        int value = arguments.Read(name, 0);
        if (Enum.IsDefined(typeof(TEnum), value))
        {
            return (TEnum)Enum.ToObject(typeof(TEnum), value);
        }

        // What a positional argument is left out for is its default; a named one simply goes.
        string first = $"{typeof(TEnum).Name}.{Enum.GetName(typeof(TEnum), 0)}";
        reporter?.ReportArgument(
            Rules.UndefinedValue,
            attribute,
            name,
            [arguments.Names(name) ? new Remedy($"Remove {name}", attribute, name, null) : new Remedy("Write {0}", attribute, name, first)],
            value.ToString(CultureInfo.InvariantCulture),
            kind,
            string.Join(", ", Enum.GetNames(typeof(TEnum))));
        return null;
    }
}
