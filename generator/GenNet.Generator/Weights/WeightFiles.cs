using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Weights;

/// <summary>The weight files of a project, found by the names that attributes give them.</summary>
internal static class WeightFiles
{
    /// <summary>Whether the build wrote a text to describe a weight file.</summary>
    public static bool IsDescription(AdditionalText text) => text.Path.EndsWith(WeightsDescription.Extension, StringComparison.Ordinal);

    /// <summary>What the text says; null if it is of another version.</summary>
    public static WeightsDescription? Read(AdditionalText text, CancellationToken cancellationToken) =>
        text.GetText(cancellationToken) is { } description ? WeightsDescription.Read(description.ToString()) : null;

    /// <summary>
    /// The file that is meant: by its path as the project has it, or else by what it is linked as, or else by its file name, where each is one
    /// file's alone.
    /// </summary>
    /// <param name="files">All of them.</param>
    /// <param name="name">What the attribute says.</param>
    /// <param name="mistake">Why there is none.</param>
    public static WeightsDescription? Find(IReadOnlyList<WeightsDescription> files, string name, out WeightsMistake? mistake)
    {
        string wanted = Normalized(name);
        mistake = null;
        foreach (Func<WeightsDescription, string> key in (Func<WeightsDescription, string>[])
        [
            file => Normalized(file.Name),
            file => Normalized(file.Link),
            file => FileName(file.Name),
        ])
        {
            List<WeightsDescription> found = files.Where(file => wanted.Length > 0 && key(file) == wanted).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                mistake = new WeightsMistake(Rules.WeightsAmbiguous, name, string.Join(" and ", Ordered(found)))
                {
                    Remedies = Ordered(found).Select(WeightsRemedies.OfFile).ToList(),
                };
                return null;
            }
        }

        List<string> others = Ordered(files).ToList();
        bool isEmpty = string.IsNullOrWhiteSpace(name);
        mistake = new WeightsMistake(
            Rules.NoSuchWeights,
            isEmpty ? "Weights is empty and names no file" : $"The project has no weight file {name}",
            isEmpty ? "digits.safetensors" : Normalized(name).Replace("\"", "&quot;"),
            others.Count == 0 ? string.Empty : $", or name one that it has: {string.Join(", ", others)}")
        {
            Remedies = Nearest(wanted, others) is { } nearest ? [WeightsRemedies.OfFile(nearest)] : [],
        };
        return null;
    }

    /// <summary>The file that may have been meant: the one of the most similar name, or the only one.</summary>
    private static string? Nearest(string wanted, List<string> others)
    {
        string? name = others.Count == 1 ? FileName(others[0]) : NearestName.Find(FileName(wanted), others.Select(FileName));
        List<string> called = others.Where(other => FileName(other) == name).ToList();
        return called.Count == 1 ? name : NearestName.Find(wanted, called);
    }

    private static IEnumerable<string> Ordered(IEnumerable<WeightsDescription> files) =>
        files.Select(file => Normalized(file.Name)).OrderBy(name => name, StringComparer.Ordinal);

    private static string FileName(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private static string Normalized(string path)
    {
        string slashed = path.Replace('\\', '/');
        return slashed.StartsWith("./", StringComparison.Ordinal) ? slashed.Substring(2) : slashed;
    }
}
