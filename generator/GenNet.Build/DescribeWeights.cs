using System;
using System.IO;
using System.Text;
using GenNet.Generator.Weights;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace GenNet.Build;

/// <summary>
/// Writes what the compiler is told of weight files. A file that cannot be read is an error of the build, and in an editor, which builds nothing,
/// a description with the mistake, which the analyzer shows under the attribute that names the file.
/// </summary>
public sealed class DescribeWeights : Task
{
    /// <summary>The files; <c>Description</c> says where to write what is told of each, <c>Resource</c> what a resource of it is called.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Whether an editor asks, which needs to know and builds nothing.</summary>
    public bool IsDesignTime { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (ITaskItem file in Files)
        {
            string description = Path.GetFullPath(file.GetMetadata("Description"));
            string name = file.ItemSpec.Replace('\\', '/');
            string link = file.GetMetadata("Link").Replace('\\', '/');
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(description)!);
                WeightsDescription found = WeightsFile.Describe(file.GetMetadata("FullPath"), name, link, file.GetMetadata("Resource"), $"{description}.values");
                Write(description, found);
            }
            catch (Exception exception) when (exception is WeightsFileException or IOException or UnauthorizedAccessException)
            {
                string code = (exception as WeightsFileException)?.Code ?? WeightsFileException.Missing;
                string message = exception is WeightsFileException
                    ? exception.Message
                    : $"{name} cannot be read: {exception.Message} Make it readable, or remove it from GenNetWeights.";
                Write(description, new WeightsDescription { Name = name, Link = link, Mistake = message });

                // Older than any file, so that the next build looks again.
                File.SetLastWriteTimeUtc(description, new DateTime(1980, 1, 2, 0, 0, 0, DateTimeKind.Utc));
                if (!IsDesignTime)
                {
                    Log.LogError(null, code, null, file.ItemSpec, 0, 0, 0, 0, "{0}", message);
                }
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static void Write(string path, WeightsDescription description) =>
        File.WriteAllText(path, description.Write(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
