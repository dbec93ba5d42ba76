using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.Versioning;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Backups;

/// <summary>Copies of the data of a container that Docker starts again and again.</summary>
[SupportedOSPlatform("linux")] // where the sandbox runs; elsewhere it skips
public sealed class CrashLoopSnapshotTests(SandboxFixture sandboxes) : IDisposable
{
    // Counts its starts, and ends at once, until it may stay.
    private const string Program = "n=$(cat /data/starts 2>/dev/null); echo $((n + 1)) >/data/starts; [ -e /data/stay ] && exec sleep 600; exit 1";

    private static readonly string[] BinaryDirectories = ["/bin", "/lib", "/lib64", "/usr"];

    private readonly TemporaryDirectory directory = new();
    private readonly string bot = "loop-" + Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_bot_between_a_crash_and_its_next_start_is_copied_and_one_that_is_started_meanwhile_once_more()
    {
        var sandbox = await sandboxes.HostAsync();
        Directory.CreateDirectory(directory["bin"]);
        var binaries = BinaryDirectories.Where(Directory.Exists).SelectMany(path => (string[])["-v", $"{path}:{path}:ro"]);
        await Docker(
        [
            "run", "-d", "--name", bot, "--label", $"botstack.bot={bot}", "--user", "0:0", "--network", "none", "--restart", "unless-stopped",
            "-v", $"botstack-{bot}-data:/data", .. binaries, "--entrypoint", "/bin/sh", SandboxSettings.RuntimeImage, "-c", Program,
        ]);
        try
        {
            await using var server = await VariantSshd.StartAsync(
                sandbox, directory,
                configuration => configuration.Replace("SetEnv ", $"SetEnv \"PATH={directory["bin"]}:{Environment.GetEnvironmentVariable("PATH")}\" "));
            await using var host = await SshHost.ConnectAsync(server.Settings, null, Stop);

            // Docker waits twice as long before each start; now for 6.4 s, which is long enough for a copy.
            await UntilAsync(async () => int.Parse(await Inspect("{{.RestartCount}}"), CultureInfo.InvariantCulture) >= 7);

            // It is to be frozen when it has ended.
            var left = await CopyAsync(host, "run) ended ;;");
            left.Starts.ShouldBe(int.Parse(await Inspect("{{.RestartCount}}"), CultureInfo.InvariantCulture));
            left.Refusals.ShouldBe(1);
            left.Frozen.ShouldBe(0);
            (await Inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}")).ShouldBe("restarting unless-stopped", "it is left alone");

            // It is started right after its freezing was refused.
            var again = await CopyAsync(host, "run) ended ;; inspect) [ \"$count\" -ne 1 ] || started \"$@\" ;;");
            again.Starts.ShouldBe(int.Parse(await Docker("exec", bot, "/bin/cat", "/data/starts"), CultureInfo.InvariantCulture), "what was copied before the start does not count");
            again.Starts.ShouldBeGreaterThan(left.Starts);
            again.Frozen.ShouldBeGreaterThan(0);
            (await Inspect("{{.State.Status}}")).ShouldBe("running");
        }
        finally
        {
            await Docker("rm", "-f", "-v", bot);
            await Docker("volume", "rm", "-f", $"botstack-{bot}-data");
            await Docker("rmi", "-f", $"botstack/{bot}-helper:1");
        }

        Task<string> Inspect(string format) => Docker("inspect", "-f", format, bot);

        Task<string> Docker(params string[] arguments) => RunAsync(sandbox, arguments);
    }

    /// <summary>Makes a copy on a host whose docker command first does something to the container.</summary>
    private async Task<(double Frozen, int Refusals, int Starts)> CopyAsync(IHost host, string before)
    {
        var sandbox = await sandboxes.HostAsync();
        var docker = SystemTool.Find("docker")!;
        var calls = directory[Guid.NewGuid().ToString("N")];
        await File.WriteAllTextAsync(calls, "", Stop);
        await File.WriteAllTextAsync(directory["stay"], "", Stop);
        await File.WriteAllTextAsync(
            directory["bin/docker"],
            $$"""
            #!/bin/sh
            ended() { until [ "$({{docker}} inspect -f '{{"{{.State.Status}}"}}' {{bot}})" = restarting ]; do sleep 0.02; done; }
            started() {
              {{docker}} "$@"
              {{docker}} cp {{directory["stay"]}} {{bot}}:/data/stay && {{docker}} restart -t 0 {{bot}} >/dev/null
              until [ "$({{docker}} inspect -f '{{"{{.State.Status}}"}}' {{bot}})" = running ]; do sleep 0.02; done
              exit 0
            }
            case "$*" in *State.StartedAt*) echo x >>{{calls}} ;; esac
            count=$(wc -l <{{calls}})
            case "$1" in {{before}} esac
            exec {{docker}} "$@"
            """,
            Stop);
        File.SetUnixFileMode(directory["bin/docker"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var copy = await new HostSnapshots(host, directory["state"]).TakeAsync(
            new SnapshotOrder
            {
                Bot = bot,
                StateDirectory = directory["state"],
                Kind = BackupKind.Manual,
                DataVolume = $"botstack-{bot}-data",
                DockerSocket = sandbox.DockerSocket,
                Keep = 5,
                By = "a test",
            },
            Stop);
        return (copy!.FreezeMilliseconds, File.ReadAllLines(calls).Length / 2, await ReadStartsAsync(copy.Id));
    }

    private async Task<int> ReadStartsAsync(string copy)
    {
        await using var file = File.OpenRead(directory[$"state/backups/{copy}.manual.tar.gz"]);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(plain);
        while (await tar.GetNextEntryAsync(copyData: true, Stop) is { } entry)
        {
            if (entry.Name == "./starts")
            {
                using var content = new StreamReader(entry.DataStream!);
                return int.Parse(await content.ReadToEndAsync(Stop), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("There is no such file in the copy.");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<string> RunAsync(SandboxHost sandbox, string[] arguments)
    {
        var (exitCode, output, error) = await SystemTool.RunAsync("docker", ["-H", $"unix://{sandbox.DockerSocket}", .. arguments], Stop);
        exitCode.ShouldBe(0, error);
        return output.Trim();
    }
}
