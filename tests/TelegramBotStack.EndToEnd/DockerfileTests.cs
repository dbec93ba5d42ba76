using System.Diagnostics;
using System.Formats.Tar;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class DockerfileTests(SandboxFixture sandbox)
{
    private const string Dockerfile = $"""
        FROM {SandboxSettings.RuntimeImage}
        USER root
        COPY app/ /app/
        COPY . /src/
        COPY Makefile /data/
        ENTRYPOINT ["dotnet", "/app/TelegramBotStack.TestBot.dll"]

        """;

    [Fact]
    public async Task A_Dockerfile_Makefile_and_compose_file_of_ones_own_are_used_as_they_are_and_no_secret_gets_into_the_image()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host, telegram);
        Fill(repository, telegram.Token);

        var up = (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.ShouldGetAnEcho("built by my own Dockerfile");
        var image = await InImageAsync(host, $"botstack/{repository.Name}:{up.Json.GetProperty("release").GetString()}");
        image.Paths.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("src/app/", StringComparison.Ordinal))
            .ShouldBe(["src/Dockerfile", "src/.dockerignore", "src/Makefile", "src/docker-compose.yml"], ignoreOrder: true);
        image.Contents.ShouldNotContain(telegram.Token.Split(':')[1]);
        (await DockerAsync(host, "image", "inspect", "-f", "{{.Config.User}}", up.Json.GetProperty("release").GetString() is { } id ? $"botstack/{repository.Name}:{id}" : "")).Trim().ShouldBe("1654:1654");

        File.WriteAllText(Path.Combine(repository.Directory, "debug.log"), "noise");
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();

        File.AppendAllText(Path.Combine(repository.Directory, "Dockerfile"), "COPY not-there /\n");
        var failed = (await repository.DeployUp()).ShouldEndWith(1);
        failed.Json.GetProperty("code").GetString().ShouldBe("TBS3007");
        failed.Screen.ShouldContain("not-there");
        failed.Screen.ShouldContain(" : COPY not-there /");
        await ada.ShouldGetAnEcho("still there");

        File.WriteAllText(Path.Combine(repository.Directory, "Dockerfile"), Dockerfile + "LABEL version=2\n");
        (await repository.DeployUp()).ShouldEndWith(0).GapMilliseconds.ShouldBeLessThan(5_000);
        (await repository.Rollback()).ShouldEndWith(0);
        await ada.ShouldGetAnEcho("rolled back");

        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        (await DockerAsync(host, "images", "-a", "--filter", $"label=botstack.bot={repository.Name}", "--format", "{{.Repository}}:{{.Tag}}")).ShouldBeEmpty();
    }

    private static void Fill(BotRepository repository, string token)
    {
        var files = new Dictionary<string, string>
        {
            ["Dockerfile"] = Dockerfile,
            [".dockerignore"] = "*.log\n",
            ["Makefile"] = "deploy:\n\techo mine\n",
            ["docker-compose.yml"] = "services: {}\n",
            [".env"] = $"BOT_TOKEN={token}\n",
            [".env.production"] = $"BOT_TOKEN={token}\n",
            [".git/config"] = $"[remote \"{token}\"]\n",
            ["deploy.staging.yaml"] = $"# {token}\n",
            ["old.botbackup"] = token,
            ["data/.botstack/lease"] = token,
            ["data/users.json"] = token,
        };
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(repository.Directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        var app = Directory.CreateDirectory(Path.Combine(repository.Directory, "app"));
        foreach (var file in Directory.EnumerateFiles(BotRepository.TestBotOutput))
        {
            File.Copy(file, Path.Combine(app.FullName, Path.GetFileName(file)));
        }

        repository.Configure(edit: text => text.Split('\n').Where(line => !line.Contains("project:", StringComparison.Ordinal)) is var lines ? string.Join('\n', lines) : "");
    }

    private static async Task<(IReadOnlyList<string> Paths, string Contents)> InImageAsync(SandboxHost host, string image)
    {
        var container = (await DockerAsync(host, "create", image)).Trim();
        var file = Path.GetTempFileName();
        try
        {
            await DockerAsync(host, "export", "-o", file, container);
            List<string> paths = [];
            await using (var tar = new TarReader(File.OpenRead(file)))
            {
                while (await tar.GetNextEntryAsync() is { } entry)
                {
                    if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                    {
                        paths.Add(entry.Name);
                    }
                }
            }

            return (paths, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }
        finally
        {
            await DockerAsync(host, "rm", container);
            File.Delete(file);
        }
    }

    private static async Task<string> DockerAsync(SandboxHost host, params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", ["-H", $"unix://{host.DockerSocket}", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, string.Join(' ', arguments));
        return output;
    }
}
