using System;
using System.IO;
using System.Linq;

namespace GenNet.Tool;

/// <summary>Finds the project that is meant.</summary>
internal static class ProjectFile
{
    /// <summary>The project at a path: the file itself, or the one project of a folder.</summary>
    /// <exception cref="ToolException">There is none, or there are several.</exception>
    public static string Find(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ToolException("The path behind --project is empty or no path. Name a project, or the folder that has it, or leave --project out for the folder you are in.");
        }

        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return full.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
                ? full
                : throw new ToolException($"{full} is no C# project. Give the path of a .csproj file, or of the folder that has it.");
        }

        if (!Directory.Exists(full))
        {
            throw new ToolException($"There is neither a project nor a folder {full}. Correct the path behind --project.");
        }

        string[] projects = Directory.GetFiles(full, "*.csproj").Order(StringComparer.Ordinal).ToArray();
        return projects.Length switch
        {
            1 => projects[0],
            0 => throw new ToolException($"There is no C# project in {full}. Go to the folder of one, or name it: --project path."),
            _ => throw new ToolException(
                $"There are {projects.Length} C# projects in {full}: {string.Join(", ", projects.Select(Path.GetFileName))}. Name the one you mean: --project {Path.GetFileName(projects[0])}."),
        };
    }
}
