using System.Text.Json;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Watching;

/// <summary>What the watcher writes down, so that it goes on after a restart and a deployer can look; docs/process-contract.md.</summary>
internal sealed record WatcherState
{
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last looked.</summary>
    public DateTimeOffset SeenAt { get; init; }

    public AlarmState Alarm { get; init; } = new();

    public Memory Memory { get; init; } = new();

    /// <summary>What has not arrived yet, oldest first, by place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Alert>> Waiting { get; init; } = new Dictionary<string, IReadOnlyList<Alert>>();

    /// <returns>What is written there; a new state when nothing is, or nothing that can be read.</returns>
    public static WatcherState Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), WatchJson.Default.WatcherState) ?? new WatcherState()
                : new WatcherState();
        }
        catch (JsonException)
        {
            return new WatcherState();
        }
    }

    /// <exception cref="IOException">The disk is full, or the directory is not there.</exception>
    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, WatchJson.Default.WatcherState));
}
