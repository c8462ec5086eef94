using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Watching;

/// <summary>A picture that a page asks for again and again.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path and query, without the token.</param>
/// <param name="Interval">The shortest time from one question to the next.</param>
internal sealed record PictureRequest(string Method, string Path, TimeSpan Interval)
{
    /// <summary>What each of the page's feeds asks for, and how often at most, as its script has it.</summary>
    private static readonly Dictionary<string, int> _milliseconds = new()
    {
        ["/api/activations"] = 150,
        ["/api/boundary"] = 30,
        ["/api/confusion"] = 400,
        ["/api/histograms"] = 300,
        ["/api/maps"] = 60,
        ["/api/sample"] = 150,
        ["/api/tensor"] = 60,
        ["/api/trace"] = 300,
        ["/api/trace/numbers"] = 300,
    };

    /// <summary>The pictures among what a page asked for, whether they were in sight later or not.</summary>
    public static PictureRequest[] Of(IEnumerable<(string Method, string Path)> asked) =>
    [
        .. asked
            .Distinct()
            .Where(request => _milliseconds.ContainsKey(request.Path.Split('?')[0]))
            .Select(request => new PictureRequest(request.Method, request.Path, TimeSpan.FromMilliseconds(_milliseconds[request.Path.Split('?')[0]]))),
    ];
}
