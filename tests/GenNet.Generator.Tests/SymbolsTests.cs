using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>A debugger that steps from generated code into the runtime finds the source there, in the very assembly.</summary>
public sealed class SymbolsTests
{
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void EveryMethodOfTheRuntimeLeadsToItsSource()
    {
        using var assembly = new PEReader(File.OpenRead(typeof(Network).Assembly.Location));
        DebugDirectoryEntry entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        MetadataReader reader = symbols.GetMetadataReader();
        HashSet<DocumentHandle> embedded =
        [
            .. reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == s_embeddedSource)
                .Select(information => (DocumentHandle)information.Parent),
        ];
        List<DocumentHandle> documents =
        [
            .. reader.MethodDebugInformation.Select(reader.GetMethodDebugInformation)
                .SelectMany(method => method.GetSequencePoints().Select(point => point.Document))
                .Distinct(),
        ];

        Assert.True(documents.Count > 100, $"Symbols of {documents.Count} files alone.");
        Assert.All(documents, document => Assert.True(
            embedded.Contains(document), $"{reader.GetString(reader.GetDocument(document).Name)} is not in the assembly."));
    }
}
