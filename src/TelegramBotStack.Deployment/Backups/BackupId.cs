using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>A backup's id is the UTC time it was made at and six hex digits: it sorts by time, on every machine alike.</summary>
internal static partial class BackupId
{
    public const string Extension = ".botbackup";

    public static string FileName(string bot, string id) => $"{bot}-{id}{Extension}";

    /// <summary>The id in a file's name; false when it is no backup of that bot.</summary>
    public static bool TryParse(string fileName, string bot, [NotNullWhen(true)] out string? id)
    {
        id = fileName.StartsWith(bot + "-", StringComparison.Ordinal) && fileName.EndsWith(Extension, StringComparison.Ordinal)
            ? fileName[(bot.Length + 1)..^Extension.Length]
            : null;
        if (id is null || !IsId(id))
        {
            id = null;
        }

        return id is not null;
    }

    public static bool IsId(string text) => IdPattern().IsMatch(text) && TryTime(text, out _);

    /// <summary>When the backup was made.</summary>
    public static DateTimeOffset Time(string id) =>
        TryTime(id, out var time) ? time : throw new FormatException($"'{id}' is no id of a backup.");

    private static bool TryTime(string id, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        id.Split('-')[0], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    [GeneratedRegex(@"\A\d{8}T\d{6}Z-[0-9a-f]{6}\z")]
    private static partial Regex IdPattern();
}
