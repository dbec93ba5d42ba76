using System.Diagnostics;
using System.Text.Json;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public sealed class ScaffoldedBotTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_new_echo_bot_builds_passes_its_tests_and_talks()
    {
        var repository = directory["a new bot"];
        (await Bootstrapper.RunAsync(
            RepositoryRoot.Path,
            ["Scaffold", "--bot-name", "My.Bot", "--bot-template", "echo", "--bot-output", repository, "--bot-feed", feed.Path]))
            .ShouldEndWith(0).Output.ShouldContain("./build.sh Test");

        var tested = await Bootstrapper.RunAsync(repository, ["Test", "--json"], feed.Environment);

        tested.ShouldEndWith(0);
        JsonDocument.Parse(tested.Output).RootElement.GetProperty("passed").GetInt32().ShouldBe(2, tested.Output);
        await TestOnlyWhatChanged(repository);
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var bot = Start(Path.Combine(repository, "src", "My.Bot", "bin", "Release", "net10.0", "My.Bot.dll"), telegram);
        try
        {
            var ada = telegram.CreateUser("Ada");
            await ada.Send("good morning");
            (await ada.NextReply(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)).Text.ShouldBe("good morning");
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task TestOnlyWhatChanged(string repository)
    {
        var environment = new Dictionary<string, string?>(feed.Environment) { ["CI"] = null, ["TF_BUILD"] = null, ["GITHUB_ACTIONS"] = null };
        const string unchanged = "No source file has changed since these tests passed";
        (await Bootstrapper.RunAsync(repository, ["Test"], environment)).ShouldEndWith(0).Output.ShouldContain(unchanged);

        var tests = Path.Combine(repository, "tests", "My.Bot.Tests", "EchoTests.cs");
        var written = await File.ReadAllTextAsync(tests);
        await File.WriteAllTextAsync(tests, written.Replace("ShouldBe(\"", "ShouldBe(\"not ", StringComparison.Ordinal));
        (await Bootstrapper.RunAsync(repository, ["Test"], environment)).ShouldEndWith(1).Output.ShouldNotContain(unchanged);
        await File.WriteAllTextAsync(tests, written);

        (await Bootstrapper.RunAsync(repository, ["Test", "--test-filter", "Start_says_hello"], environment)).ShouldEndWith(0).Output.ShouldContain("1 passed, 0 failed");
        (await Bootstrapper.RunAsync(repository, ["Format"], environment)).ShouldEndWith(0);
    }

    private static Process Start(string program, TelegramSimulator telegram)
    {
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Path.GetDirectoryName(program)! };
        start.Environment["BOT_TOKEN"] = telegram.Token;
        start.Environment["BOT_API_URL"] = telegram.BaseUrl;
        start.Environment["BOTSTACK_DATA"] = telegram.DataDirectory;
        return Process.Start(start)!;
    }
}
