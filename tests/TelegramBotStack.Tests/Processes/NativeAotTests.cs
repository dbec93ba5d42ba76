using System.Diagnostics;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Processes;

/// <summary>The template published to native code. With BOTSTACK_SOAK=1, where there is a C compiler: it takes minutes.</summary>
public sealed class NativeAotTests : IDisposable
{
    private static readonly string? Compiler =
        File.Exists("/usr/bin/clang") ? "clang" : File.Exists("/usr/bin/gcc") ? "gcc" : null;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_template_published_with_NativeAOT_starts_and_answers()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1", "BOTSTACK_SOAK is not 1.");
        Assert.SkipWhen(Compiler is null, "There is neither clang nor gcc.");
        var root = RootOf(AppContext.BaseDirectory);
        var program = await File.ReadAllTextAsync(Path.Combine(root, "templates/echo/src/BotName/Program.cs"), Cancellation);
        await File.WriteAllTextAsync(_directory["Program.cs"], program.Replace("{{ storage }}", "Json", StringComparison.Ordinal), Cancellation);
        await File.WriteAllTextAsync(
            _directory["Bot.csproj"],
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <CppCompilerAndLinker>{Compiler}</CppCompilerAndLinker>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{root}/src/TelegramBotStack/TelegramBotStack.csproj" />
              </ItemGroup>
            </Project>
            """,
            Cancellation);
        await PublishAsync();

        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var bot = Process.Start(new ProcessStartInfo(_directory["out/Bot"], telegram.Arguments) { RedirectStandardOutput = true })!;
        try
        {
            var ada = telegram.CreateUser("Ada");
            await ada.Send("/start");
            (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldStartWith("Hello!");
            await ada.Send("tea");
            (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("tea");
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>With build output of its own: the framework's belongs to others who may be building it.</summary>
    private async Task PublishAsync()
    {
        string[] arguments =
        [
            "publish", _directory["Bot.csproj"], "-c", "Release", "--use-current-runtime", "-o", _directory["out"],
            "--artifacts-path", _directory["artifacts"], "-v", "q", "--nologo",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync(Cancellation);
        await publish.WaitForExitAsync(Cancellation);
        publish.ExitCode.ShouldBe(0, output);
        output.Split('\n').Where(line => line.Contains("warning IL", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Contains("'Telegram.Bot'", StringComparison.Ordinal), "nothing of ours needs reflection");
    }

    private static string RootOf(string directory)
        => File.Exists(Path.Combine(directory, "TelegramBotStack.sln")) ? directory : RootOf(Path.GetDirectoryName(directory)!);
}
