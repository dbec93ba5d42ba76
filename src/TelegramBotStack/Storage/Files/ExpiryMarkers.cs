using System.Globalization;

namespace TelegramBotStack.Storage.Files;

/// <summary>
/// Which files expire in which hour: an empty file of the same name in a directory for the hour. So neither listing nor
/// sweeping has to read files that are not due. A marker only says that a file is worth a look.
/// </summary>
internal sealed class ExpiryMarkers(string directory)
{
    /// <summary>Notes that a file expires. Before the file itself is made durable, which makes this durable as well.</summary>
    public void Note(string fileName, DateTimeOffset expiresAt)
    {
        var hour = DirectoryOf(HourOf(expiresAt));
        var path = Path.Combine(hour, fileName);
        while (!File.Exists(path))
        {
            Directory.CreateDirectory(hour);
            try
            {
                File.WriteAllBytes(path, []);
            }
            catch (DirectoryNotFoundException)
            {
                // A sweep took it for done with.
            }
        }
    }

    /// <summary>Names of files that may have expired, with the hour they are marked for.</summary>
    public IEnumerable<(string FileName, long Hour)> Due(DateTimeOffset now)
    {
        foreach (var hour in Hours().Where(hour => hour <= HourOf(now)))
        {
            foreach (var path in Directory.EnumerateFiles(DirectoryOf(hour)))
            {
                yield return (Path.GetFileName(path), hour);
            }
        }
    }

    /// <summary>Whether a marker still tells the truth about a file that is there.</summary>
    public static bool IsRight(long hour, DateTimeOffset? expiresAt) => expiresAt is { } at && HourOf(at) == hour;

    public void Remove(string fileName, long hour) => File.Delete(Path.Combine(DirectoryOf(hour), fileName));

    /// <summary>Removes the directories of hours that are over and have no marker left.</summary>
    public void RemovePast(DateTimeOffset now)
    {
        foreach (var path in Hours().Where(hour => hour < HourOf(now)).Select(DirectoryOf))
        {
            try
            {
                Directory.Delete(path);
            }
            catch (IOException) when (Directory.Exists(path))
            {
                // There is a marker in it, for a file that could not be looked at.
            }
        }
    }

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private string DirectoryOf(long hour) => Path.Combine(directory, hour.ToString(CultureInfo.InvariantCulture));

    private IReadOnlyList<long> Hours()
        => Directory.Exists(directory)
            ? [.. Directory.EnumerateDirectories(directory)
                .Select(path => long.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var hour) ? hour : long.MaxValue)]
            : [];
}
