using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Systemd;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Makes the manifest of a release, and tells whether it differs from the one that runs.</summary>
internal static class ReleaseMaker
{
    public static Release Make(DeploymentRun run, DateTimeOffset now)
    {
        var settings = run.Session.Settings;
        var container = ContainerOf(settings);
        var imageHash = ImageHash(run);
        var configHash = ConfigHash(imageHash, container);
        var id = Id(now, configHash);

        // The same key as the active release's, or the hashes could not be compared.
        var salt = run.State.ActiveRelease?.SecretsSalt ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new Release
        {
            Id = id,
            Method = settings.Method,
            Image = Place(settings.Method, run.Session.Bot, id),
            ImageHash = imageHash,
            ConfigHash = configHash,
            SecretsSalt = salt,
            SecretsHash = SecretsHash(run.Secrets, salt),
            SecretHashes = SecretHashes(run.Secrets, salt),
            TokenFingerprint = TokenFingerprint(run.Secrets),
            Container = container,
            Environment = settings.Environment,
            Commit = run.Commit,
            CreatedAt = now,
            CreatedBy = DeploymentSession.Me,
        };
    }

    /// <summary>How the settings want the container to be run.</summary>
    public static ContainerSettings ContainerOf(DeploySettings settings) => new(
        settings.Variables,
        settings.Network == ContainerNetwork.Host,
        settings.Resources.MemoryBytes,
        settings.Resources.Cpus,
        settings.Resources.Pids,
        settings.Handover == Handover.StopFirst)
    {
        Ports = settings.Ports,
        TimeZone = settings.TimeZone,
    };

    /// <summary>Makes the manifest of a release that differs from another in its secrets only.</summary>
    public static Release WithSecrets(Release release, DeploymentRun run, DateTimeOffset now)
    {
        var id = Id(now, release.ConfigHash);
        return release with
        {
            Id = id,
            Image = Place(release.Method, run.Session.Bot, id),
            SecretsHash = SecretsHash(run.Secrets, release.SecretsSalt),
            SecretHashes = SecretHashes(run.Secrets, release.SecretsSalt),
            TokenFingerprint = TokenFingerprint(run.Secrets),
            CreatedAt = now,
            CreatedBy = DeploymentSession.Me,
            VerifiedAt = null,
            TakenBackAt = null,
        };
    }

    /// <summary>Whether a release is the same as another in everything that reaches the host.</summary>
    public static bool IsSame(Release release, Release? other) =>
        other is not null && release.ConfigHash == other.ConfigHash && release.SecretsHash == other.SecretsHash;

    /// <summary>Start of a hash over the token: equal for two bots with one token. Empty without a token.</summary>
    public static string TokenFingerprint(IReadOnlyDictionary<string, string> secrets) =>
        secrets.TryGetValue(SecretValue.Token, out var token) ? ContentHash.Of(token)[..12] : "";

    /// <summary>A keyed hash of each secret: tells which of them have changed, without telling any.</summary>
    public static Dictionary<string, string> SecretHashes(IReadOnlyDictionary<string, string> secrets, string salt) =>
        secrets.ToDictionary(secret => secret.Key, secret => Keyed(ContentHash.Of(secret.Key, secret.Value), salt)[..32]);

    private static string Id(DateTimeOffset now, string configHash) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + configHash[..6];

    // Where the program of the release is on the host.
    private static string Place(DeploymentMethod method, string bot, string release) =>
        method == DeploymentMethod.Docker ? Names.Image(bot, release) : new UnitPaths(bot).Release(release);

    private static string ImageHash(DeploymentRun run)
    {
        if (run.Source is { } source)
        {
            return ContentHash.Of("dockerfile", source.Hash, SourceImage.Wrapper(""));
        }

        var app = run.App!;
        if (run.Session.Settings.Method == DeploymentMethod.Systemd)
        {
            return ContentHash.Of("systemd", app.App.Hash, app.Projects.Hash, app.Packages.Hash);
        }

        return ContentHash.Of(
            app.App.Hash, app.Projects.Hash, app.Packages.Hash,
            Dockerfiles.Packages(app.BaseImageFor(run.Session.Settings.BaseImage)), Dockerfiles.App("", app.Command, keepsContract: run.Session.Settings.Handover == Handover.Standby));
    }

    private static string ConfigHash(string imageHash, ContainerSettings container)
    {
        var variables = container.Variables
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .SelectMany(variable => new[] { variable.Key, variable.Value });
        var limits = string.Create(
            CultureInfo.InvariantCulture, $"{container.HostNetwork} {container.MemoryBytes} {container.Cpus} {container.Pids}{(container.StopFirst ? " stop-first" : "")}");
        string[] zone = container.TimeZone is { } name ? [$"time-zone {name}"] : [];
        return ContentHash.Of([imageHash, limits, .. zone, .. container.Ports.Select(port => $"{port}"), .. variables]);
    }

    private static string SecretsHash(IReadOnlyDictionary<string, string> secrets, string salt)
    {
        var all = ContentHash.Of(secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal).SelectMany(secret => new[] { secret.Key, secret.Value }));
        return Keyed(all, salt);
    }

    private static string Keyed(string text, string salt) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(salt), Encoding.UTF8.GetBytes(text)));
}
