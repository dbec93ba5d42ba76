using System.Text.Json;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RollbackTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Deployments_that_failed_leave_the_way_back_and_the_history_tells_of_each()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        Configure(1);
        var first = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        Configure(2);
        var second = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        var ada = telegram.CreateUser("Ada");

        for (var version = 3; version <= 5; version++)
        {
            Configure(version, "exit-at-once");
            (await repository.DeployUp()).ShouldEndWith(3);
        }

        await DoesNotCompile();
        (await Status()).GetProperty("active").GetProperty("id").GetString().ShouldBe(second);
        await ada.ShouldGetAnEcho("still there");
        Configure(2);
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        (await repository.Rollback()).ShouldEndWith(0).Json.GetProperty("release").GetString().ShouldBe(first);

        var history = (await repository.Run("DeployHistory", "--json")).ShouldEndWith(0).Json;
        history.GetProperty("active").GetString().ShouldBe(first);
        history.GetProperty("releases").EnumerateArray().Select(release => release.GetProperty("id").GetString()).ShouldBe([first, second]);
        JsonElement[] audit = [.. history.GetProperty("audit").EnumerateArray()];
        audit.Select(entry => $"{entry.GetProperty("operation")}: {entry.GetProperty("outcome")}").ShouldBe(
            ["DeployUp: done", "DeployUp: done", "DeployUp: TBS4003", "DeployUp: TBS4003", "DeployUp: TBS4003", "DeployUp: TBS6201", "Rollback: done"]);
        audit.ShouldAllBe(entry => entry.GetProperty("by").GetString()!.Contains('@'));
        audit.ShouldAllBe(entry => entry.GetProperty("seconds").GetDouble() > 0);
        audit.ShouldAllBe(entry => entry.GetProperty("at").GetString()!.EndsWith("+00:00", StringComparison.Ordinal));

        var status = await Status();
        status.GetProperty("bot").GetString().ShouldBe(repository.Name);
        status.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployLogs")).ShouldEndWith(0).Output.ShouldContain("active");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        void Configure(int version, string behaviour = "echo") =>
            repository.Configure(behaviour, version, window: "500ms", edit: text => text + "keep-releases: 2\n");

        async Task<JsonElement> Status() => (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;

        async Task DoesNotCompile()
        {
            await File.WriteAllTextAsync(Path.Combine(repository.Directory, "Broken.csproj"), """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                </Project>
                """, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(repository.Directory, "Broken.cs"), "this is no C#", TestContext.Current.CancellationToken);
            repository.Configure(project: "Broken.csproj");
            var failed = (await repository.DeployUp()).ShouldEndWith(1);
            failed.Screen.ShouldContain("error CS");
        }
    }

    [Fact]
    public async Task A_release_whose_image_is_gone_is_refused_and_the_bot_goes_on_answering()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        using var docker = new DockerApi(host.DockerSocket);
        repository.Configure(window: "500ms");
        var first = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        repository.Configure(version: 2, window: "500ms");
        var second = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        await docker.Delete($"images/botstack/{repository.Name}:{first}");

        var refused = (await repository.Rollback()).ShouldEndWith(1);

        refused.Json.GetProperty("code").GetString().ShouldBe("TBS4013");
        var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;
        status.GetProperty("active").GetProperty("id").GetString().ShouldBe(second);
        status.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        await telegram.CreateUser("Ada").ShouldGetAnEcho("still there");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
