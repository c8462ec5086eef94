using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>One statement of a pass as an explorer shows it; the runtime has a type of the same name.</summary>
/// <param name="Part">The part of the pass.</param>
/// <param name="Layer">Its layer's number; 0 where inputs are fetched.</param>
/// <param name="Formula">The formula that it is a part of.</param>
/// <param name="Makes">The values that it makes, the foremost first.</param>
/// <param name="Reads">The values that it reads.</param>
/// <param name="MultiplyAdds">Its multiply-adds for one sample.</param>
internal sealed record ExploredStatement(
    StatementPass Part, int Layer, string Formula, List<int> Makes, IReadOnlyList<int> Reads, double MultiplyAdds)
{
    /// <summary>Where it stands: a file, the first line and the last.</summary>
    public List<(int File, int First, int Last)> Places { get; } = [];
}
