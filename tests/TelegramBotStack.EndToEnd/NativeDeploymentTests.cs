using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>A bot deployed as a native program. With BOTSTACK_SOAK=1, where there is a C compiler: compiling takes minutes.</summary>
public class NativeDeploymentTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_is_compiled_to_a_native_program_and_follows_one_of_assemblies_without_a_gap_in_its_data()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1", "BOTSTACK_SOAK is not 1.");
        Assert.SkipUnless(File.Exists("/usr/bin/clang") || File.Exists("/usr/bin/gcc"), "There is neither clang nor gcc.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var host = await sandbox.HostAsync();
        using var repository = new BotRepository(host, telegram);
        await WriteBotAsync(repository);
        var ada = telegram.CreateUser("Ada");
        repository.Configure(project: "bot/Bot.csproj");
        var assemblies = await DeployAsync(repository);
        (await AskAsync()).ShouldBe("1, with assemblies");

        repository.Configure(project: "bot/Bot.csproj", edit: text => text + "image: aot\n");
        var native = await DeployAsync(repository);
        (await AskAsync()).ShouldBe("2, native");

        Result(native, "Publish").ShouldStartWith("a native program of ");
        output.WriteLine($"{Result(native, "Publish")}; {Result(native, "Wait until ready")}, with assemblies {Result(assemblies, "Wait until ready")}");
        var unchanged = await DeployAsync(repository);
        unchanged.Json.GetProperty("bytesSent").GetInt64().ShouldBeLessThan(100_000);
        (await AskAsync()).ShouldBe("3, native");
        var image = await DockerCommand.Run(host, "inspect", "--format", "{{.Image}}", await new SandboxDocker(host).ContainerOf(repository));
        (await DockerCommand.Run(host, "inspect", "--format", "{{.Config.Entrypoint}}", image)).ShouldBe("[/app/Bot]");
        var noDotnet = await Record.ExceptionAsync(() => DockerCommand.Run(host, "run", "--rm", "--network", "none", "--entrypoint", "dotnet", image));
        noDotnet.ShouldNotBeNull().Message.ShouldContain("executable file not found");
        (await repository.Rollback()).ShouldEndWith(0);
        (await AskAsync()).ShouldBe("4, with assemblies");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task<string> AskAsync()
        {
            await ada.Send("/count");
            return (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text;
        }
    }

    private static string Result(DeployerResult deployed, string step) => deployed.Json.GetProperty("steps").EnumerateArray()
        .Single(report => report.GetProperty("name").GetString() == step).GetProperty("result").GetString()!;

    private static async Task<DeployerResult> DeployAsync(BotRepository repository)
    {
        using var deployer = Deployer.Start(repository, "DeployUp", "--yes", "--json");
        return (await deployer.Ended(Limit)).ShouldEndWith(0);
    }

    private static async Task WriteBotAsync(BotRepository repository)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Directory, "bot")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            """
            using System.Runtime.CompilerServices;
            using TelegramBotStack;

            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Command("count", async context =>
            {
                var count = await context.Storage.GetAsync<int>("count") + 1;
                await context.Storage.SetAsync("count", count);
                await context.ReplyAsync($"{count}, {(RuntimeFeature.IsDynamicCodeSupported ? "with assemblies" : "native")}");
            });
            return await bot.RunAsync();
            """,
            Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Bot.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{BotRepository.FrameworkProject}" />
              </ItemGroup>
            </Project>
            """,
            Cancellation);
    }
}
