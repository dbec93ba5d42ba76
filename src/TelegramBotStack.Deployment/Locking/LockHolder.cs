using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramBotStack.Deployment.Locking;

/// <summary>Who holds a host's lock.</summary>
/// <param name="Who">A person and a machine, such as <c>anna@laptop</c>.</param>
/// <param name="What">What is being done, such as <c>DeployUp echo-bot</c>.</param>
internal sealed record LockHolder(string Who, string What)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Since when, by the host's clock; null when it is not known.</summary>
    [JsonIgnore]
    public DateTimeOffset? Since { get; init; }

    private static LockHolder Unknown { get; } = new("Somebody", "unknown");

    /// <summary>One line without line breaks.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>What is in the file beside the lock: the time, a tab, and the line.</summary>
    public string ToFile(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\t{ToLine()}\n";

    /// <summary>Reads that file; one that says nothing is somebody unknown.</summary>
    public static LockHolder Parse(string? text)
    {
        var parts = (text ?? "").Split('\t', 2);
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(parts[^1], Json) is { Who: not null, What: not null } holder
                ? holder with { Since = ParseTime(parts[0]) }
                : Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    private static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
