using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace GenNet.Exploring;

/// <summary>A host that begins and ends when it is told to, and swallows no signal: the usual one keeps a program alive that is asked to end.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
