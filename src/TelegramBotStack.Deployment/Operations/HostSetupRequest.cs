using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>What a host shall have beside Docker Engine.</summary>
public sealed partial record HostSetupRequest
{
    /// <summary>A user for deployments who is not root; null for the one who logs in.</summary>
    public string? DeployUser { get; init; }

    /// <summary>Size of a swap file, such as <c>1g</c> or <c>512m</c>; null for none.</summary>
    public string? SwapSize { get; init; }

    /// <summary>Size at which the logs of all containers end, such as <c>10m</c>; null to leave them alone.</summary>
    public string? LogLimit { get; init; }

    /// <summary>Whether a program that runs others at set times is needed.</summary>
    public bool NeedsCron { get; init; }

    /// <summary>Whether only to look.</summary>
    public bool DryRun { get; init; }

    /// <summary>Size of the swap file in MiB.</summary>
    internal int? SwapMegabytes => SwapSize is null ? null
        : Size().Match(SwapSize) is { Success: true } match
            && (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "g" ? 1024 : 1)) is >= 64 and <= 65536 and var size
            ? size
            : throw SetupErrors.BadValue("--swap-size", "a size from 64m to 64g, such as 1g");

    /// <exception cref="DeploymentException">A value is impossible.</exception>
    internal void Check()
    {
        _ = SwapMegabytes;
        if (LogLimit is not null && !Size().IsMatch(LogLimit))
        {
            throw SetupErrors.BadValue("--log-limit", "a size such as 10m");
        }

        if (DeployUser is not null && !UserName().IsMatch(DeployUser))
        {
            throw SetupErrors.BadValue("--deploy-user", "1 to 32 lower-case letters, digits, hyphens and underscores, beginning with a letter or underscore");
        }
    }

    [GeneratedRegex(@"^([1-9][0-9]{0,4})([mg])\z")]
    private static partial Regex Size();

    // What useradd of all distributions takes.
    [GeneratedRegex(@"^[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex UserName();
}
