using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Releases;

/// <summary>An immutable release: an image with the configuration and the secrets it was deployed with.</summary>
internal sealed record Release
{
    /// <summary>Its id: the time it was made and the start of its content hash.</summary>
    public required string Id { get; init; }

    /// <summary>The image on the host.</summary>
    public required string Image { get; init; }

    /// <summary>Hash of what is in the image: code, dependencies, base image.</summary>
    public required string ImageHash { get; init; }

    /// <summary>Hash of everything but the secrets: code, dependencies, base image, variables, limits.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Keyed hash of the secrets; the key is <see cref="SecretsSalt"/>.</summary>
    public required string SecretsHash { get; init; }

    /// <summary>Random key of <see cref="SecretsHash"/>.</summary>
    public required string SecretsSalt { get; init; }

    /// <summary>Keyed hash of each secret, by name, with the same key; null in a release that was made before there were any.</summary>
    public IReadOnlyDictionary<string, string>? SecretHashes { get; init; }

    /// <summary>Start of a hash over the token: the same bot has the same fingerprint.</summary>
    public required string TokenFingerprint { get; init; }

    /// <summary>What runs it.</summary>
    public DeploymentMethod Method { get; init; }

    /// <summary>How its container is run.</summary>
    public required ContainerSettings Container { get; init; }

    /// <summary>The environment it was deployed as; null for deploy.yaml alone.</summary>
    public string? Environment { get; init; }

    /// <summary>The commit it was built from, if known.</summary>
    public string? Commit { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it: a person and a machine.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Id of the copy of the data that was made on the host before it was deployed; null when none was.</summary>
    public string? DataSnapshot { get; init; }

    /// <summary>When it last passed verification; null when it never did.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When a rollback took it back; null when none did. It is not what the next rollback brings back by itself.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }
}

/// <summary>How the container of a release is run.</summary>
/// <param name="Variables">Environment variables; never a secret.</param>
/// <param name="HostNetwork">Whether it shares the host's network.</param>
/// <param name="MemoryBytes">Limit of memory; null for none.</param>
/// <param name="Cpus">Limit of processor time; null for none.</param>
/// <param name="Pids">Limit of processes and threads; null for none.</param>
/// <param name="StopFirst">Whether it does not keep docs/process-contract.md, so that no other may run beside it.</param>
internal sealed record ContainerSettings(
    IReadOnlyDictionary<string, string> Variables, bool HostNetwork, long? MemoryBytes, double? Cpus, int? Pids, bool StopFirst = false)
{
    /// <summary>Ports on the host that are passed to it; with the host's network, those it takes itself.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>Its time zone; null for that of its image.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>What is told about a release.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Commit">The commit it was built from, if known.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="VerifiedAt">When it last passed verification; null when it never did.</param>
/// <param name="TakenBackAt">When a rollback took it back; null when none did.</param>
public sealed record ReleaseSummary(
    string Id, string? Commit, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? VerifiedAt, DateTimeOffset? TakenBackAt)
{
    internal static ReleaseSummary Of(Release release) =>
        new(release.Id, release.Commit, release.CreatedAt, release.CreatedBy, release.VerifiedAt, release.TakenBackAt);
}
