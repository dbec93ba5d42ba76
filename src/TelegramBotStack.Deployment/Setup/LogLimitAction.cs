using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>
/// A limit for the logs of all containers, also of those that are not ours, in <c>/etc/docker/daemon.json</c>. What else is
/// in the file stays, and a daemon that does not start with it gets the old one back.
/// </summary>
/// <param name="limit">Size of a log, such as <c>10m</c>; three are kept.</param>
internal sealed class LogLimitAction(string limit) : ISetupAction
{
    private const string File = "/etc/docker/daemon.json";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Read = "cat /etc/docker/daemon.json 2>/dev/null";

    // A restart of the daemon ends containers, so it waits for one that the owner makes where some run.
    private const string Write = """
        set -e
        file=/etc/docker/daemon.json
        mkdir -p /etc/docker
        [ -e "$file" ] && cp -p "$file" "$file.botstack-old" || rm -f "$file.botstack-old"
        umask 022
        base64 -d >"$file.botstack-new"
        mv -f "$file.botstack-new" "$file"
        if [ -n "$(docker ps -q 2>/dev/null)" ]; then echo later; exit 0; fi
        restart() { if [ -d /run/systemd/system ]; then systemctl restart docker; else /etc/init.d/docker restart </dev/null; fi >/dev/null 2>&1; }
        restart || true
        for second in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
          if docker version >/dev/null 2>&1; then echo now; exit 0; fi
          sleep 1
        done
        if [ -e "$file.botstack-old" ]; then mv -f "$file.botstack-old" "$file"; else rm -f "$file"; fi
        restart || true
        exit 1
        """;

    public string Name => "Log limit";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var text = await host.AskAsync(Read, cancellationToken);
        return Merge(text, limit) switch
        {
            { Problem: { } problem } => SetupFinding.LeftOut(problem),
            { Text: null } => SetupFinding.Right($"logs end at {limit} or are limited otherwise"),
            _ => SetupFinding.Missing($"end logs at {limit}, three of them"),
        };
    }

    public async Task ApplyAsync(SetupHost host, CancellationToken cancellationToken)
    {
        var text = await host.AskAsync(Read, cancellationToken);
        var lines = Convert.ToBase64String(Encoding.UTF8.GetBytes(Merge(text, limit).Text!)).Chunk(76).Select(line => new string(line));
        var result = await host.Root.RunAsync(Write, lines, TimeSpan.FromMinutes(3), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw SetupErrors.DockerConfiguration(host.Host.Name, "Docker Engine did not start with the new one. " + result.Error.Trim());
        }

        if (result.Output.Trim() == "later")
        {
            host.Note("Containers run, so Docker was not restarted: the limit holds for containers made after its next restart");
        }
    }

    /// <summary>Lays the limit over a daemon.json.</summary>
    /// <returns>The new text; null when nothing is to be changed, with the problem when nothing can be.</returns>
    internal static (string? Text, string? Problem) Merge(string? text, string limit)
    {
        JsonObject root;
        try
        {
            root = string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (JsonException error)
        {
            return (null, $"{File} is not JSON: {error.Message}");
        }

        var driver = (root["log-driver"] as JsonValue)?.ToString() ?? "json-file";
        if (driver is not ("json-file" or "local"))
        {
            return (null, $"logs go to {driver}, which has limits of its own");
        }

        var options = root["log-opts"] as JsonObject ?? [];
        if (options["max-size"] is not null)
        {
            return (null, null);
        }

        options["max-size"] = limit;
        options["max-file"] ??= "3";
        root["log-opts"] = options.Parent is null ? options : options.DeepClone();
        return (root.ToJsonString(Format) + "\n", null);
    }

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Write];
}
