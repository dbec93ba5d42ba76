using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>Where a distribution's Docker Engine comes from.</summary>
internal enum PackageSource
{
    /// <summary>Debian, Ubuntu and what is made of them: <c>docker.io</c> of the distribution.</summary>
    Apt,

    /// <summary>Fedora: <c>moby-engine</c> of the distribution.</summary>
    Fedora,

    /// <summary>CentOS, RHEL, Rocky, Alma: they have no Docker of their own, so Docker's repository for CentOS.</summary>
    Enterprise,
}

/// <summary>The distribution of a host, by its os-release file (os-release(5)).</summary>
/// <param name="Name">Its name for a person, such as <c>Debian GNU/Linux 12 (bookworm)</c>.</param>
/// <param name="Source">Where its packages come from.</param>
internal sealed record Distribution(string Name, PackageSource Source)
{
    private static readonly string[] AptFamily = ["debian", "ubuntu"];
    private static readonly string[] EnterpriseFamily = ["rhel", "centos", "rocky", "almalinux"];

    /// <exception cref="DeploymentException">The host's distribution is not one of those that are known.</exception>
    public static async Task<Distribution> FindAsync(IHost host, CancellationToken cancellationToken)
    {
        var file = await host.ReadFileAsync("/etc/os-release", cancellationToken)
            ?? await host.ReadFileAsync("/usr/lib/os-release", cancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(file ?? []);
        return Parse(text) ?? throw SetupErrors.UnknownDistribution(host.Name, Value(text, "PRETTY_NAME") ?? "without an os-release file");
    }

    /// <summary>Null for a distribution that is not known.</summary>
    public static Distribution? Parse(string osRelease)
    {
        var id = Value(osRelease, "ID") ?? "";
        string[] family = [id, .. (Value(osRelease, "ID_LIKE") ?? "").Split(' ')];
        PackageSource? source = id == "fedora" ? PackageSource.Fedora
            : family.Any(AptFamily.Contains) ? PackageSource.Apt
            : family.Any(EnterpriseFamily.Contains) ? PackageSource.Enterprise
            : null;
        return source is { } known ? new Distribution(Value(osRelease, "PRETTY_NAME") ?? id, known) : null;
    }

    private static string? Value(string osRelease, string name) => osRelease.Split('\n')
        .Where(line => line.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 1)..].Trim().Trim('"', '\''))
        .LastOrDefault();
}
