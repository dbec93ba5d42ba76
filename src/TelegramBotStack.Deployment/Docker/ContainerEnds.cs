using System.Collections.Concurrent;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// How a container's process last ended. A container that was started again has forgotten it; the engine keeps its last
/// 256 events for a while (Docker API: GET /events).
/// </summary>
internal static class ContainerEnds
{
    private static readonly TimeSpan Back = TimeSpan.FromHours(24);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <param name="docker">The engine.</param>
    /// <param name="id">The container.</param>
    /// <param name="now">The host's clock: asked for events after it, the engine would wait for them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The last end; null when the engine does not remember one.</returns>
    public static async Task<ProcessEnd?> ReadLastAsync(DockerClient docker, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var events = new ConcurrentQueue<Message>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await docker.System.MonitorEventsAsync(
                new ContainerEventsParameters
                {
                    Since = Seconds(now - Back),
                    Until = Seconds(now),
                    Filters = new Dictionary<string, IDictionary<string, bool>>
                    {
                        ["container"] = new Dictionary<string, bool> { [id] = true },
                        ["event"] = new Dictionary<string, bool> { ["die"] = true, ["oom"] = true },
                    },
                },
                new Collector(events),
                limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or DockerApiException or IOException && !cancellationToken.IsCancellationRequested)
        {
            // Without the events the bot's own last words have to do.
            return null;
        }

        ProcessEnd? end = null;
        long endedAt = 0;
        var outOfMemory = false;
        foreach (var message in events.OrderBy(message => message.TimeNano))
        {
            if (message.Action == "die")
            {
                endedAt = message.Time ?? 0;
                end = new ProcessEnd(DateTimeOffset.FromUnixTimeSeconds(endedAt), ExitCode(message), outOfMemory);
                outOfMemory = false;
            }
            else if (end is { ExitCode: 137, OutOfMemory: false } && message.Time - endedAt <= 1)
            {
                // The kernel's kill is told before the end it led to, or right after.
                end = end with { OutOfMemory = true };
            }
            else
            {
                outOfMemory = true;
            }
        }

        return end;
    }

    private static long? ExitCode(Message message) =>
        message.Actor?.Attributes is { } attributes && attributes.TryGetValue("exitCode", out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? code
                : null;

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // Progress<T> would hand the messages on later, after the call has ended.
    private sealed class Collector(ConcurrentQueue<Message> events) : IProgress<Message>
    {
        public void Report(Message value) => events.Enqueue(value);
    }
}
