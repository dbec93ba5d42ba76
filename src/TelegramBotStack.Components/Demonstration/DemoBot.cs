using System.Text.Json;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Demonstration;

/// <summary>The bot repository the demo scaffolds, and its own build, run as a user would.</summary>
internal sealed class DemoBot(string directory, TelegramSimulator telegram)
{
    /// <summary>Name of the bot, of its folder and of its projects.</summary>
    public const string Name = "DemoBot";

    private string DeployFile => Path.Combine(directory, "deploy.yaml");

    private string Program => Path.Combine(directory, "src", Name, "Program.cs");

    /// <summary>Writes the repository, as <c>Scaffold</c> does.</summary>
    /// <param name="feed">Directory with the stack's packages; null for the machine's own sources.</param>
    public string Scaffold(string? feed)
    {
        var report = Scaffolder.Write(new ScaffoldRequest { Name = Name, Output = directory, Feed = feed });
        return $"template {report.Template}, {report.Files.Count} files";
    }

    /// <summary>Makes deploy.yaml name a sandbox as the host, and the simulator as Telegram.</summary>
    public async Task DeployToAsync(SandboxHost sandbox, CancellationToken cancellationToken)
    {
        var text = $$"""
            bot:
              name: demo-bot
              project: src/{{Name}}/{{Name}}.csproj
            host:
              address: {{sandbox.Address}}
              port: {{sandbox.Port}}
              user: {{sandbox.User}}
              key: {{sandbox.KeyFile}}
              docker-socket: {{sandbox.DockerSocket}}
              state-directory: {{sandbox.StateDirectory}}
            secrets:
              BOT_TOKEN:
                env: BOT_TOKEN
            environment:
              BOT_API_URL: {{telegram.BaseUrl}}
            network: host
            verify:
              window: 5s
            backup:
              copy: host

            """;
        await File.WriteAllTextAsync(DeployFile, text, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Path.Combine(directory, "deploy.known_hosts"), sandbox.KnownHostsLine + "\n", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the one line that answers <c>/start</c>.</summary>
    public async Task ChangeGreetingAsync(string from, string to, CancellationToken cancellationToken)
    {
        var source = await File.ReadAllTextAsync(Program, cancellationToken).ConfigureAwait(false);
        if (!source.Contains(from, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{from}' is not in {Program}.");
        }

        await File.WriteAllTextAsync(Program, source.Replace(from, to, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a target of the bot repository's own build through its bootstrapper.</summary>
    /// <returns>What the target printed as JSON.</returns>
    /// <exception cref="DemoFailedException">It did not end with 0; the message has its last lines.</exception>
    public async Task<JsonElement> BuildAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (program, prefix) = OperatingSystem.IsWindows()
            ? ("cmd", new[] { "/c", Path.Combine(directory, "build.cmd") })
            : (Path.Combine(directory, "build.sh"), []);
        var output = new List<string>();
        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync(
            program, [.. prefix, .. arguments, "--json"], directory,
            line =>
            {
                output.Add(line);
                lines.Add(line);
            },
            lines.Add,
            new Dictionary<string, string?> { ["BOT_TOKEN"] = telegram.Token },
            cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new DemoFailedException($"{arguments[0]} ended with {exitCode}:\n" + string.Join('\n', lines.TakeLast(40)));
        }

        return JsonDocument.Parse(string.Join('\n', output)).RootElement;
    }
}
