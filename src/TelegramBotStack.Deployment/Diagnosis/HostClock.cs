using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>A host's clock, which is not this machine's: heartbeats are judged by it.</summary>
internal static class HostClock
{
    public static async Task<DateTimeOffset> ReadAsync(IHost host, CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(new HostCommand("date +%s"), cancellationToken);
        return long.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw HostErrors.ShellMissing(host.Name, "date");
    }
}
