using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>The time zones that a host knows; a bot with a time zone of its own uses them. See tzfile(5).</summary>
internal static class ZonesOnHost
{
    public const string Directory = "/usr/share/zoneinfo";

    private const string Script = """
        IFS= read -r file
        [ -f "$file" ] || exit 1
        """;

    /// <exception cref="DeploymentException">The host does not know it: the bot would silently have UTC.</exception>
    public static async Task CheckAsync(IHost host, string? zone, CancellationToken cancellationToken)
    {
        if (zone is not null
            && (await host.RunAsync(new HostCommand(Script, HostScripts.Line($"{Directory}/{zone}")), cancellationToken)).ExitCode != 0)
        {
            throw HostErrors.ZoneMissing(host.Name, zone);
        }
    }
}
