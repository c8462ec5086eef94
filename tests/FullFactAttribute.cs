using System.Runtime.CompilerServices;
using Xunit;

namespace GenNet.Tests;

/// <summary>A test of which a sample would show nothing, and which takes long: it runs in a full run alone (<see cref="TestScope"/>).</summary>
internal sealed class FullFactAttribute : FactAttribute
{
    /// <inheritdoc/>
    public FullFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Explicit = !TestScope.Full;
}
