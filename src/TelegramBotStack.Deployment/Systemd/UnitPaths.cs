using TelegramBotStack.Deployment.Images;

namespace TelegramBotStack.Deployment.Systemd;

/// <summary>Names of a bot's things on a host that runs it with systemd.</summary>
/// <param name="Bot">The bot.</param>
internal sealed record UnitPaths(string Bot)
{
    // The longest name useradd takes.
    private const int LongestUser = 32;

    /// <summary>A directory that every host has, on the disk that everything of all bots is on.</summary>
    public const string Parent = "/var/lib";

    /// <summary>Everything of the bot: releases, data, and the files of all releases by their hash.</summary>
    public string Root => $"{Parent}/botstack-units/{Bot}";

    public string Data => $"{Root}/data";

    /// <summary>The user the bot runs as; it has no login and no home.</summary>
    public string User => $"botstack-{Bot}" is { Length: <= LongestUser } name ? name : $"botstack-{ContentHash.Of(Bot)[..16]}";

    public string Release(string release) => $"{Root}/releases/{release}";

    public string App(string release) => $"{Release(release)}/app";

    public string Program(string release) => $"{Release(release)}/run";

    public string Secrets(string release) => $"{Release(release)}/secrets";

    public string Unit(string instance) => $"botstack-{Bot}-{instance}.service";
}
