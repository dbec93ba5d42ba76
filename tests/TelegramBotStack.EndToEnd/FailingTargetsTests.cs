using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using TelegramBotStack.Components;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public partial class FailingTargetsTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    // What works on this machine alone, and needs no project.
    private static readonly string[] WithoutHost =
    [
        "Scaffold", "Templates", "Test", "Upgrade", "BackupList", "BackupVerify", "Demo", "SandboxUp", "SandboxDown",
        "SecretsKey", "SecretsList", "SecretsRemove", "SecretsRotate", "SecretsSet",
    ];

    // What they must be told in any case.
    private static readonly Dictionary<string, string[]> Needed = new() { ["DeployExport"] = ["--export-to", "export"] };

    private static IEnumerable<string> Targets => typeof(ITelegramBot).GetInterfaces()
        .SelectMany(component => component.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        .Where(member => member.PropertyType.Name == "Target")
        .Select(member => member.Name)
        .Except(WithoutHost);

    [Fact]
    public async Task Every_target_that_needs_the_host_ends_with_its_code_and_says_why_when_there_is_none()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var host = await sandbox.HostAsync();
        using var repository = new BotRepository(host, telegram);
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, but nobody listens
        var port = ((IPEndPoint)nobody.LocalEndPoint!).Port;
        repository.Configure(edit: text => text.Replace($"port: {host.Port}", $"port: {port}", StringComparison.Ordinal));
        await File.AppendAllTextAsync(Path.Combine(repository.Directory, "deploy.known_hosts"), host.KnownHostsLine.Replace($":{host.Port} ", $":{port} ", StringComparison.Ordinal) + "\n", TestContext.Current.CancellationToken);

        var targets = Targets.ToList();
        targets.ShouldContain("DeployUp");
        targets.Count.ShouldBeGreaterThan(10);
        var ended = new List<(string Target, DeployerResult Result)>();
        foreach (var batch in targets.Chunk(3))
        {
            ended.AddRange(await Task.WhenAll(batch.Select(async target => (target, await repository.Run([target, "--yes", "--json", .. Needed.GetValueOrDefault(target, [])])))));
        }

        foreach (var (target, result) in ended)
        {
            var code = Code().Match(result.Screen);
            output.WriteLine($"{target}: exit code {result.ExitCode}, {code.Value}");
            result.ExitCode.ShouldNotBe(0, $"{target}\n{result.Output}\n{result.Screen}");
            code.Success.ShouldBeTrue($"{target}\n{result.Output}\n{result.Screen}");
            result.Output.ShouldContain(code.Value, customMessage: target);
        }
    }

    [GeneratedRegex(@"TBS\d{4}")]
    private static partial Regex Code();
}
