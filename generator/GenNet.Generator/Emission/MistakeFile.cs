using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the file that fails a build without analyzers: the analyzer cannot tell what is wrong there, and a shell alone would
/// compile and throw when the program runs.
/// </summary>
internal static class MistakeFile
{
    public static GeneratedFile Write(NetworkMistakes mistakes)
    {
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"What keeps {mistakes.Name} from being a network", hasReferences: true);
        writer.WriteLine("// The analyzer would underline the very argument, but the analyzers of this build are switched off (RunAnalyzers).");
        IEnumerable<string> messages = mistakes.Messages.Count > 0
            ? mistakes.Messages
            : ["its attributes hold a value that does not compile, or that comes from generated code, which a generator cannot see."];
        foreach (string message in messages)
        {
            writer.WriteLine($"#error {mistakes.Name}: {OnOneLine(message)}");
        }

        return new GeneratedFile($"{mistakes.HintName}.g.cs", writer.ToString());
    }

    /// <summary>A message may quote a name from the source, and a directive ends with its line.</summary>
    private static string OnOneLine(string message) =>
        string.Concat(message.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
}
