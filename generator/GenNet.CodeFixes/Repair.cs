using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.CodeFixes;

/// <summary>
/// One way to undo a mistake, as changes of text: what is not wrong stays as it was written, to the last blank.
/// </summary>
/// <param name="Title">What the editor offers.</param>
/// <param name="Key">The same for the same kind of repair of every mistake, so that all can be made at once.</param>
/// <param name="Changes">What to change, in files that may be several.</param>
internal sealed record Repair(string Title, string Key, IReadOnlyList<Change> Changes);

/// <summary>A change of text.</summary>
/// <param name="Tree">The file.</param>
/// <param name="Text">Where, and to what.</param>
internal sealed record Change(SyntaxTree Tree, TextChange Text);
