using System;

namespace GenNet.Persistence.Formats;

/// <summary>Text from a file that nobody trusts.</summary>
internal static class FileText
{
    private const int MostCharacters = 60;

    /// <summary>Text as it may appear in a message: short, on one line, in quotes.</summary>
    public static string Quote(string text)
    {
        char[] shown = text.ToCharArray(0, Math.Min(text.Length, MostCharacters));
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) || char.IsSurrogate(shown[i]) ? '?' : shown[i];
        }

        return text.Length > MostCharacters ? $"'{new string(shown)}…'" : $"'{new string(shown)}'";
    }
}
