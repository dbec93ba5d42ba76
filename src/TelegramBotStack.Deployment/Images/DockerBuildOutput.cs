using Docker.DotNet.Models;

namespace TelegramBotStack.Deployment.Images;

/// <summary>What Docker says while it builds: its last lines, and why it refused.</summary>
/// <param name="keep">How many lines are kept.</param>
internal sealed class DockerBuildOutput(int keep) : IProgress<JSONMessage>
{
    private readonly Queue<string> lines = new();

    /// <summary>Why it refused; null when it did not.</summary>
    public string? Refused { get; private set; }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> LastLines => [.. lines];

    // Progress<T> reports on another thread, which may come after the call has ended.
    public void Report(JSONMessage value)
    {
        Refused = value.Error?.Message ?? Refused;
        foreach (var line in (value.Stream ?? "").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            lines.Enqueue(line);
            if (lines.Count > keep)
            {
                lines.Dequeue();
            }
        }
    }
}
