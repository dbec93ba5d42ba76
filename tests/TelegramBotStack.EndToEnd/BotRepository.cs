using System.Globalization;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>
/// A bot repository in a temporary folder: a deploy.yaml for a sandbox host and the simulator, and the test bot's
/// project, published once. Its build is the TestBuild project, compiled once.
/// </summary>
internal sealed class BotRepository : IDisposable
{
    private readonly HostAccess host;
    private readonly TelegramSimulator telegram;

    public BotRepository(HostAccess host, TelegramSimulator telegram, string? name = null)
    {
        this.host = host;
        this.telegram = telegram;
        Token = telegram.Token;
        Name = name ?? "bot-" + Guid.NewGuid().ToString("N")[..8];
        Directory = System.IO.Directory.CreateTempSubdirectory("botstack e2e ").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, ".nuke"));
        Configure();
    }

    public string Name { get; }

    public string Directory { get; }

    /// <summary>The token the next deployment is given. Default: the simulator's.</summary>
    public string Token { get; set; }

    /// <summary>Where backups are kept; it goes with the repository.</summary>
    public string Backups => Path.Combine(Directory, "backups");

    /// <summary>Who can read the backups.</summary>
    public AgeIdentity Identity { get; set; } = AgeIdentity.Create();

    /// <summary>Variables of the deployer's process. Default: BOT_TOKEN with <see cref="Token"/>.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ?? new Dictionary<string, string> { ["BOT_TOKEN"] = Token };
        set;
    }

    public string DeployFile => Path.Combine(Directory, "deploy.yaml");

    /// <summary>Path of a secret of the bot's only release, in its volume on the host.</summary>
    public string SecretOnHost(string name) =>
        System.IO.Directory.GetFiles(Path.Combine(Path.GetDirectoryName(host.KeyFile)!, "docker", "volumes"), name, SearchOption.AllDirectories)
            .Single(path => path.Contains($"botstack-{Name}-", StringComparison.Ordinal));

    /// <summary>Names of the secrets in the volumes of the bot's releases.</summary>
    public IReadOnlyList<string> SecretsOnHost() =>
    [
        .. System.IO.Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(host.KeyFile)!, "docker", "volumes"), $"botstack-{Name}-*-secrets")
            .SelectMany(volume => System.IO.Directory.GetFiles(Path.Combine(volume, "_data")))
            .Select(file => Path.GetFileName(file))
            .Distinct(),
    ];

    /// <summary>
    /// Writes deploy.yaml; each version of the bot is another value in its environment. A test that is not about what comes to
    /// light while a release is watched needs one look at it, not two seconds of them.
    /// </summary>
    public void Configure(
        string behaviour = "echo",
        int version = 1,
        string window = "500ms",
        string? project = null,
        Func<string, string>? edit = null)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $$"""
            bot:
              name: {{Name}}
              project: {{project ?? PublishedBots.Project(TestBotProject, Name)}}
            host:
              address: {{host.Address}}
              port: {{host.Port}}
              user: {{host.User}}
              key: {{host.KeyFile}}
              {{(host.DockerSocket is { } socket ? $"docker-socket: {socket}" : "")}}
              state-directory: {{host.StateDirectory}}
            secrets:
              BOT_TOKEN:
                env: BOT_TOKEN
            environment:
              BOT_API_URL: {{telegram.BaseUrl}}
              TESTBOT_BEHAVIOUR: {{behaviour}}
              TESTBOT_VERSION: "{{version}}"
            network: host
            ready:
              timeout: 30s
            verify:
              window: {{window}}
            backup:
              before-deploy: false

            """);
        File.WriteAllText(DeployFile, edit is null ? text : edit(text));
        File.WriteAllText(Path.Combine(Directory, "deploy.known_hosts"), host.KnownHostsLine + "\n");
    }

    /// <summary>Runs a target to its end.</summary>
    public async Task<DeployerResult> Run(params string[] arguments)
    {
        using var deployer = Deployer.Start(this, arguments);
        return await deployer.Ended();
    }

    /// <summary>Runs a target that reads something from standard input.</summary>
    public async Task<DeployerResult> RunWith(string input, params string[] arguments)
    {
        using var deployer = Deployer.Start(Directory, Environment, input, arguments);
        return await deployer.Ended();
    }

    public async Task<DeployerResult> DeployUp(params string[] arguments) => await Run(["DeployUp", "--yes", "--json", .. arguments]);

    public async Task<DeployerResult> Rollback() => await Run("Rollback", "--yes", "--json");

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>The framework's project, for a bot that is written by a test.</summary>
    public static string FrameworkProject { get; } = Find("src", "TelegramBotStack", "TelegramBotStack.csproj");

    /// <summary>The project of a bot with a webhook.</summary>
    public static string WebBotProject { get; } = Find("tests", "TelegramBotStack.WebBot", "TelegramBotStack.WebBot.csproj");

    /// <summary>The project of a bot that writes data.</summary>
    public static string DataBotProject { get; } = Find("tests", "TelegramBotStack.DataBot", "TelegramBotStack.DataBot.csproj");

    /// <summary>The test bot as it was compiled for these tests.</summary>
    public static string TestBotOutput => Path.Combine(
        Path.GetDirectoryName(TestBotProject)!, AppContext.BaseDirectory[AppContext.BaseDirectory.LastIndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)..].Trim(Path.DirectorySeparatorChar));

    /// <summary>The project of the test bot.</summary>
    public static string TestBotProject { get; } = Find("tests", "TelegramBotStack.TestBot", "TelegramBotStack.TestBot.csproj");

    /// <summary>A file of this repository.</summary>
    public static string Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine([folder.FullName, .. path]);
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new InvalidOperationException($"{path[^1]} was not found above the test assembly.");
    }
}
