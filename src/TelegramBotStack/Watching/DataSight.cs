using System.Text.Json;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease;
using TelegramBotStack.Status;

namespace TelegramBotStack.Watching;

/// <summary>Looks into the data directory, and only looks: it takes no lock and writes nothing.</summary>
internal sealed class DataSight(DataDirectory data)
{
    // Files of instances that ended long ago stay there for ever.
    private static readonly TimeSpan OldestFile = TimeSpan.FromDays(1);

    public Sighting Look(DateTimeOffset now, TelegramView? telegram)
    {
        var lease = Try(() => LeaseFile.Read(data.Lease));
        return new Sighting(now, lease, ReadInstances(lease, now), Try(() => (long?)new DriveInfo(data.Root).AvailableFreeSpace), telegram);
    }

    private IReadOnlyList<InstanceStatus> ReadInstances(LeaseContent? lease, DateTimeOffset now)
    {
        var files = Try(() => new DirectoryInfo(data.Instances).GetFiles("*.json"));
        return
        [
            .. (files ?? [])
                .Where(file => now - file.LastWriteTimeUtc < OldestFile || file.Name == $"{lease?.Instance}.json")
                .Select(file => Try(() => JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), ContractJson.Default.InstanceStatus)))
                .OfType<InstanceStatus>(),
        ];
    }

    private static T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            // Being replaced, or not there yet: the next look is a second away.
            return default;
        }
    }
}
