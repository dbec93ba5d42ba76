using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class OneLineChangeTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private const string Source = """
        using TelegramBotStack;

        var bot = BotApplication.CreateBuilder(args).Build();
        bot.Command("start", context => context.ReplyAsync("Hello"));
        return await bot.RunAsync();
        """;

    [Fact]
    public async Task A_changed_line_sends_less_than_200_KB()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var program = Path.Combine(repository.Directory, "bot", "Program.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await File.WriteAllTextAsync(program, Source, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(repository.Directory, "bot", "Bot.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{BotRepository.FrameworkProject}" />
              </ItemGroup>
            </Project>
            """, cancellationToken);
        repository.Configure(project: "bot/Bot.csproj");
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/start");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("Hello");

        await File.WriteAllTextAsync(program, Source.Replace("Hello", "Good day", StringComparison.Ordinal), cancellationToken);
        var changed = (await repository.DeployUp()).ShouldEndWith(0);

        output.WriteLine($"{changed.Json.GetProperty("bytesSent")} bytes in {changed.Json.GetProperty("roundTrips")} round trips");
        changed.Json.GetProperty("bytesSent").GetInt64().ShouldBeLessThan(200 * 1024);
        await ada.Send("/start");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("Good day");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
