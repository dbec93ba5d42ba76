using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>What a deployed bot consists of, seen by the host's Docker Engine.</summary>
public class ContainerTests(SandboxFixture sandbox)
{
    private const string Planted = "planted in the repository and none of the host's business";

    [Fact]
    public async Task A_container_has_no_rights_and_has_limits_and_its_log_is_bounded()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        using var docker = new DockerApi(host.DockerSocket);
        repository.Configure(edit: text => text + "resources:\n  memory: 200m\n  cpus: 0.5\n  pids: 99\n");

        (await repository.DeployUp()).ShouldEndWith(0);

        var container = await docker.Get($"containers/{(await docker.ContainersOf(repository.Name)).ShouldHaveSingleItem()}/json");
        container.GetProperty("Config").GetProperty("User").GetString().ShouldBe("1654:1654");
        var limits = container.GetProperty("HostConfig");
        limits.GetProperty("ReadonlyRootfs").GetBoolean().ShouldBeTrue();
        limits.GetProperty("Privileged").GetBoolean().ShouldBeFalse();
        Texts(limits, "CapDrop").ShouldBe(["ALL"]);
        Texts(limits, "CapAdd").ShouldBeEmpty();
        Texts(limits, "SecurityOpt").ShouldBe(["no-new-privileges"]);
        Texts(limits, "Binds").ShouldBeEmpty("a directory of the host would hide the image's and have the host's rights");
        limits.GetProperty("Memory").GetInt64().ShouldBe(200L * 1024 * 1024);
        limits.GetProperty("NanoCpus").GetInt64().ShouldBe(500_000_000);
        limits.GetProperty("PidsLimit").GetInt64().ShouldBe(99);
        limits.GetProperty("LogConfig").GetProperty("Config").GetProperty("max-size").GetString().ShouldBe("10m");
        limits.GetProperty("LogConfig").GetProperty("Config").GetProperty("max-file").GetString().ShouldBe("3");
        limits.GetProperty("RestartPolicy").GetProperty("Name").GetString().ShouldBe("unless-stopped", "Docker starts it after a reboot");
        container.GetProperty("Mounts").EnumerateArray().Select(mount => (mount.GetProperty("Type").GetString(), mount.GetProperty("Destination").GetString()))
            .ShouldBe([("volume", "/data"), ("volume", "/run/secrets")], ignoreOrder: true);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Only_what_is_published_reaches_the_host_whole_and_data_outlives_updates()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host, telegram);
        using var docker = new DockerApi(host.DockerSocket);
        await WriteCounterAsync(repository);
        string[] others =
        [
            ".env", ".git/config", "Makefile", "docker-compose.yml", "deploy.production.yaml", "backups/a.tar.gz", "key.pem",
            "data/storage/count.json", "bot/.env", "bot/data/storage/count.json", "bot/Makefile",
        ];
        foreach (var file in others)
        {
            await WriteAsync(repository, file, Planted);
        }

        await WriteAsync(repository, "bot/content/.hidden", "hidden");
        await WriteAsync(repository, "bot/content/old", "old");
        repository.Configure(project: "bot/Bot.csproj");
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("count");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("1");
        var (names, hasPlanted) = await LookAsync(docker, repository.Name);
        names.ShouldContain("app/content/.hidden");
        names.ShouldContain("app/content/old");
        hasPlanted.ShouldBeFalse();

        File.Delete(Path.Combine(repository.Directory, "bot", "content", "old"));
        (await repository.DeployUp()).ShouldEndWith(0);

        await ada.Send("count");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("2", "data outlives an update, and local data does not take its place");
        (names, hasPlanted) = await LookAsync(docker, repository.Name);
        names.ShouldContain("app/content/.hidden");
        names.ShouldNotContain("app/content/old");
        hasPlanted.ShouldBeFalse();
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static async Task WriteCounterAsync(BotRepository repository)
    {
        await WriteAsync(repository, "bot/Program.cs", """
            using TelegramBotStack;

            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Text(async context => await context.ReplyAsync($"{await context.Storage.UpdateAsync<int>("count", count => count + 1)}"));
            return await bot.RunAsync();
            """);
        await WriteAsync(repository, "bot/Bot.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <None Include="content/**" CopyToPublishDirectory="Always" />
                <ProjectReference Include="{BotRepository.FrameworkProject}" />
              </ItemGroup>
            </Project>
            """);
    }

    private static async Task WriteAsync(BotRepository repository, string file, string text)
    {
        var path = Path.Combine(repository.Directory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }

    /// <summary>The names of everything in the bot's container, and whether what was planted is in any file of it.</summary>
    private static async Task<(IReadOnlySet<string> Names, bool HasPlanted)> LookAsync(DockerApi docker, string bot)
    {
        var id = (await docker.ContainersOf(bot)).ShouldHaveSingleItem();
        var planted = Encoding.UTF8.GetBytes(Planted);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hasPlanted = false;
        foreach (var archive in new[] { $"containers/{id}/export", $"containers/{id}/archive?path=/data" })
        {
            await using var stream = await docker.Read(archive);
            await using var tar = new TarReader(stream);
            while (await tar.GetNextEntryAsync(copyData: false, TestContext.Current.CancellationToken) is { } entry)
            {
                names.Add(entry.Name);
                if (entry.DataStream is { } data)
                {
                    using var content = new MemoryStream();
                    await data.CopyToAsync(content, TestContext.Current.CancellationToken);
                    hasPlanted |= content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(planted) >= 0;
                }
            }
        }

        return (names, hasPlanted);
    }

    private static IEnumerable<string?> Texts(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Select(item => item.GetString()) : [];
}
