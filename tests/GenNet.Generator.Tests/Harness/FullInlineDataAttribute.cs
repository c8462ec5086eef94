using System;
using System.Collections.Generic;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace GenNet.Tests;

/// <summary>Data of a theory that has more of its kind: a full run takes it, and a quick one the others alone (<see cref="TestScope"/>).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FullInlineDataAttribute(params object?[] data) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(data) { Explicit = !TestScope.Full }]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
