using System.Globalization;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// What Docker is told to make a watcher's container (Docker API: POST /containers/create): a release's own image with
/// <c>--watch</c>, which may look at the bot's data and write nothing but its own state.
/// </summary>
internal static class WatcherParameters
{
    /// <summary>Where the watcher's volume is mounted.</summary>
    public const string Folder = "/watch";

    /// <summary>The directory in it that belongs to the watcher's user.</summary>
    public const string StateDirectory = "state";

    private const long MemoryBytes = 96L << 20;

    // A heap that stays small, and no more threads than it needs: the watcher runs for ever beside the bot.
    private static readonly Dictionary<string, string> Runtime = new()
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCgen0size"] = "200000",
        ["DOTNET_GCConserveMemory"] = "9",
        ["DOTNET_TieredPGO"] = "0",
    };

    /// <param name="bot">The bot's name.</param>
    /// <param name="host">What the host is called in messages.</param>
    /// <param name="release">The release whose image and secrets it uses.</param>
    /// <param name="alerts">Whom it tells, and when.</param>
    /// <param name="data">The volume with the bot's data; null for the one it began with.</param>
    public static CreateContainerParameters Of(string bot, string host, Release release, AlertSettings alerts, string? data = null)
    {
        data ??= Names.DataVolume(bot);
        var parameters = ContainerParameters.Of(bot, release, "watcher", data);
        string[] environment = [.. Variables(bot, host, release, alerts).Select(variable => $"{variable.Key}={variable.Value}")];
        parameters.Name = Names.Watcher(bot);
        parameters.Cmd = ["--watch"];
        parameters.Env = environment;

        // The image's own asks for the health of an instance, which this is not, and would cost a process each time.
        parameters.Healthcheck = new HealthcheckConfig { Test = ["NONE"] };
        parameters.Labels = new Dictionary<string, string>
        {
            // The image has this label, and a container has those of its image unless it has its own.
            [Labels.Bot] = "",
            [Labels.WatcherOf] = bot,
            [Labels.Release] = release.Id,
            [Labels.WatcherHash] = ContentHash.Of([release.Id, data, .. environment]),
        };
        parameters.ExposedPorts = new Dictionary<string, EmptyStruct>();
        var limits = parameters.HostConfig!;
        limits.PortBindings = new Dictionary<string, IList<PortBinding>>();
        limits.Memory = MemoryBytes;
        limits.NanoCPUs = 0;
        limits.PidsLimit = 64;
        limits.Tmpfs = new Dictionary<string, string> { ["/tmp"] = "rw,noexec,nosuid,nodev,size=4m" };
        limits.LogConfig = new LogConfig
        {
            Type = "json-file",
            Config = new Dictionary<string, string> { ["max-size"] = "1m", ["max-file"] = "2" },
        };
        limits.Mounts =
        [
            new Mount { Type = "volume", Source = data, Target = "/data", ReadOnly = true },
            new Mount { Type = "volume", Source = Names.SecretsVolume(bot, release.Id), Target = "/run/secrets", ReadOnly = true },
            new Mount
            {
                Type = "volume", Source = Names.WatchVolume(bot), Target = Folder,
                VolumeOptions = new VolumeOptions { Labels = new Dictionary<string, string> { [Labels.Bot] = bot } },
            },
        ];
        return parameters;
    }

    private static SortedDictionary<string, string> Variables(string bot, string host, Release release, AlertSettings alerts)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in release.Container.Variables.Concat(Runtime))
        {
            // The bot's own, too: what its program does before it runs must find what it finds in the bot.
            variables[name] = value;
        }

        variables["BOTSTACK_DATA"] = "/data";
        variables["BOTSTACK_WATCH_STATE"] = $"{Folder}/{StateDirectory}";
        variables["BOTSTACK_WATCH_BOT"] = bot;
        variables["BOTSTACK_WATCH_HOST"] = host;
        variables["BOTSTACK_WATCH_AFTER"] = alerts.After.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        variables["BOTSTACK_WATCH_REPEAT"] = alerts.Repeat.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        variables["BOTSTACK_WATCH_DISK_FREE"] = alerts.DiskFree.ToString(CultureInfo.InvariantCulture);
        variables["BOTSTACK_WATCH_CHAT"] = alerts.Chat?.ToString(CultureInfo.InvariantCulture) ?? "";
        variables["BOTSTACK_WATCH_WEBHOOK"] = alerts.Webhook ?? "";
        return variables;
    }
}
