using System.Globalization;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Watching;

/// <summary>What the watcher is told: never a secret, only the names of the files that hold them.</summary>
internal sealed record WatchSettings
{
    public required DataDirectory Data { get; init; }

    /// <summary>Where the watcher keeps what it has told.</summary>
    public required string StateDirectory { get; init; }

    public required string Secrets { get; init; }

    public required Uri ApiUrl { get; init; }

    public required string Bot { get; init; }

    public required string Host { get; init; }

    /// <summary>The chat that is told; null for none.</summary>
    public long? Chat { get; init; }

    /// <summary>Name of the secret with the address that is told; null for none.</summary>
    public string? Webhook { get; init; }

    public required AlarmTimes Times { get; init; }

    public required long LeastFreeBytes { get; init; }

    public string StateFile => Path.Combine(StateDirectory, "watcher.json");

    /// <exception cref="BotConfigurationException">A setting is wrong.</exception>
    public static WatchSettings From(Func<string, string?> read) => new()
    {
        Data = DataDirectory.From(read(SettingNames.Data)),
        StateDirectory = Path.GetFullPath(read(SettingNames.WatchState) ?? "/watch/state"),
        Secrets = Path.GetFullPath(read(SettingNames.Secrets) ?? "/run/secrets"),
        ApiUrl = BotSettings.UrlFrom(read(SettingNames.ApiUrl)),
        Bot = read(SettingNames.WatchBot) ?? "bot",
        Host = read(SettingNames.WatchHost) ?? Environment.MachineName,
        Chat = (long?)Number(read, SettingNames.WatchChat, long.MinValue, long.MaxValue),
        Webhook = read(SettingNames.WatchWebhook) is { Length: > 0 } webhook ? webhook : null,
        Times = new AlarmTimes(
            TimeSpan.FromSeconds((double)(Number(read, SettingNames.WatchAfter, 0, 86_400) ?? 30)),
            TimeSpan.FromSeconds((double)(Number(read, SettingNames.WatchRepeat, 0, 31_536_000) ?? 21_600))),
        LeastFreeBytes = (long)(Number(read, SettingNames.WatchDiskFree, 0, 1L << 60) ?? 500L << 20),
    };

    /// <summary>The value of a secret; null when there is no such file.</summary>
    /// <exception cref="BotConfigurationException">The name is none of a secret.</exception>
    public string? ReadSecret(string name)
    {
        if (Path.GetFileName(name) != name)
        {
            throw new BotConfigurationException("watch-malformed", $"'{name}' is not the name of a secret.");
        }

        var path = Path.Combine(Secrets, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static decimal? Number(Func<string, string?> read, string name, decimal least, decimal most)
    {
        if (read(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new BotConfigurationException("watch-malformed", $"{name} is '{text}', which is not a number it may have.");
    }
}
