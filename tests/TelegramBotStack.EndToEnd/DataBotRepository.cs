using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>A repository with the bot that writes data, and what tests of backups look at.</summary>
internal sealed class DataBotRepository : IDisposable
{
    private readonly SandboxHost host;
    private readonly BotRepository repository;

    public DataBotRepository(SandboxHost host, TelegramSimulator telegram)
    {
        this.host = host;
        repository = new BotRepository(host, telegram);
    }

    public string Name => repository.Name;

    public BotRepository Repository => repository;

    /// <summary>The backups at home, oldest first.</summary>
    public IReadOnlyList<string> Files => !Directory.Exists(repository.Backups) ? [] : [.. Directory.GetFiles(repository.Backups).Order(StringComparer.Ordinal)];

    public void Configure(
        string behaviour = "notes", int version = 1, bool beforeDeploy = false, string variables = "", Func<string, string>? edit = null) =>
        repository.Configure(behaviour, version, project: PublishedBots.Project(BotRepository.DataBotProject, Name), edit: text =>
        {
            text = text.Replace("before-deploy: false", $"before-deploy: {(beforeDeploy ? "true" : "false")}", StringComparison.Ordinal)
                .Replace("environment:\n", $"environment:\n{variables}", StringComparison.Ordinal);
            return edit is null ? text : edit(text);
        });

    public Task<DeployerResult> Run(params string[] arguments) => repository.Run([.. arguments, "--yes", "--json"]);

    /// <summary>Unpacks a backup without the code that is tested, but for the decryption.</summary>
    public void Unpack(string file, string directory)
    {
        using var source = File.OpenRead(file);
        using var decrypted = AgeFile.Decrypt(source, [repository.Identity]);
        using var plain = new GZipStream(decrypted, CompressionMode.Decompress);
        Directory.CreateDirectory(directory);
        TarFile.ExtractToDirectory(plain, directory, overwriteFiles: false);
    }

    /// <summary>What docker prints, without the line break at its end.</summary>
    public async Task<string> Docker(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["-H", "unix://" + host.DockerSocket, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }

    public Task<string> Volumes() => Docker("volume", "ls", "-q", "--filter", $"label=botstack.bot={Name}", "--filter", $"name=botstack-{Name}-data");

    public static async Task<string?> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text;
    }

    public void Dispose() => repository.Dispose();
}
