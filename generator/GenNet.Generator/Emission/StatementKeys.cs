using System.Collections.Generic;
using System.Globalization;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Knows a statement again in other passes of the same network: by what it makes, and how many statements of its pass have made that before. An
/// operation of tiled code is its own key.
/// </summary>
internal sealed class StatementKeys
{
    private readonly Dictionary<string, int> _made = new(System.StringComparer.Ordinal);
    private StatementBlock? _block;

    /// <summary>The block whose statements are being written; null where they belong to none.</summary>
    public StatementBlock? Block => _block;

    public void BeginPass() => _made.Clear();

    public void BeginBlock(StatementBlock block) => _block = block;

    public void EndBlock() => _block = null;

    /// <summary>The key of the next statement; null where it makes nothing or stands in no block.</summary>
    public string? Next(Statement statement, out string name)
    {
        name = string.Empty;
        if (_block is null || statement.Made is not { } made)
        {
            return null;
        }

        name = Unqualified(made);
        _made.TryGetValue(name, out int before);
        _made[name] = before + 1;
        return $"{name}#{before.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A name without the struct that it is a field of.</summary>
    public static string Unqualified(string name) => name.Substring(name.IndexOf('.') + 1);
}
