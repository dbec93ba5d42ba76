using System.Diagnostics;
using TelegramBotStack.Simulator;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.EndToEnd;

public class ExportTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task An_exported_release_runs_with_Docker_alone_and_brings_its_data_along()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host, telegram);
        repository.Configure("foreign", edit: text => text + "handover: stop-first\n");
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.ShouldGetAnEcho("deployed");

        var directory = Path.Combine(repository.Directory, "export");
        var exported = (await repository.Run("DeployExport", "--export-to", directory, "--json")).ShouldEndWith(0);
        var image = $"botstack/{repository.Name}:{exported.Json.GetProperty("release").GetString()}";
        (await repository.Run("DeployExport", "--export-to", directory, "--json")).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS3010");
        (await repository.Run("DeployExport")).ExitCode.ShouldNotBe(0);
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory, file))
            .ShouldBe([".gitignore", "README.md", "compose.yaml", "image.tar.gz", "secrets/BOT_TOKEN"], ignoreOrder: true);
        foreach (var file in new[] { "compose.yaml", "README.md" })
        {
            (await File.ReadAllTextAsync(Path.Combine(directory, file), cancellationToken)).ShouldNotContain(telegram.Token.Split(':')[1]);
        }

        // The README's commands, as far as they do without Compose.
        (await repository.Run("DeployDown", "--yes")).ShouldEndWith(0);
        var data = Path.Combine(directory, "data.tar");
        var source = (await DockerAsync("create", "-v", $"botstack-{repository.Name}-data:/data:ro", image)).Trim();
        await DockerAsync("rm", "-f", await CopyAsync(source, data));
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        await DockerAsync("load", "-i", Path.Combine(directory, "image.tar.gz"));
        await RunAsync("chown", "-R", "1654:1654", Path.Combine(directory, "secrets"));
        var container = (await DockerAsync(Create(directory, repository.Name))).Trim();
        try
        {
            await RunAsync("sh", "-c", "docker -H \"$0\" cp - \"$1\":/data < \"$2\"", $"unix://{host.DockerSocket}", container, data);
            await DockerAsync("start", container);
            await ada.ShouldGetAnEcho("exported");
            (await DockerAsync("cp", $"{container}:/data/starts", "-")).Split("started").Length.ShouldBe(3, "one start on the host, one here");
        }
        finally
        {
            await DockerAsync("rm", "-f", "-v", container);
            await DockerAsync("volume", "rm", $"{repository.Name}_data");
            await DockerAsync("rmi", image);
        }

        async Task<string> CopyAsync(string from, string to)
        {
            await RunAsync("sh", "-c", "docker -H \"$0\" cp \"$1\":/data/. - > \"$2\"", $"unix://{host.DockerSocket}", from, to);
            return from;
        }

        Task<string> DockerAsync(params string[] arguments) => RunAsync("docker", ["-H", $"unix://{host.DockerSocket}", .. arguments]);
    }

    // What Compose makes of the file, in the words of the docker command.
    private static string[] Create(string directory, string bot)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(directory, "compose.yaml"))));
        var root = stream.Documents[0].RootNode;
        var service = (YamlMappingNode)root["services"]["bot"];
        return
        [
            "create", "--name", $"{root["name"]}-bot-1", "--user", $"{service["user"]}", "--restart", $"{service["restart"]}", "--read-only",
            "--network", $"{service["network_mode"]}", "--memory", $"{service["mem_limit"]}", "--pids-limit", $"{service["pids_limit"]}",
            "--log-driver", $"{service["logging"]["driver"]}",
            .. Each("cap_drop").SelectMany(name => new[] { "--cap-drop", name }),
            .. Each("security_opt").SelectMany(name => new[] { "--security-opt", name }),
            .. Each("tmpfs").SelectMany(mount => new[] { "--tmpfs", mount }),
            .. Each("volumes").SelectMany(mount => new[] { "-v", $"{bot}_{mount}" }),
            .. Each("secrets").SelectMany(name => new[] { "-v", $"{Path.Combine(directory, $"{root["secrets"][name]["file"]}")}:/run/secrets/{name}:ro" }),
            .. ((YamlMappingNode)service["environment"]).SelectMany(variable => new[] { "-e", $"{variable.Key}={variable.Value}" }),
            $"{service["image"]}",
        ];

        IEnumerable<string> Each(string key) => ((YamlSequenceNode)service[key]).Select(entry => $"{entry}");
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, string.Join(' ', arguments));
        return output;
    }
}
